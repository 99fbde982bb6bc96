// Every text of a policy in one language, as the stub puts them together: the interface's words, the words of the
// policy's own language, those of the one that is wanted.

import { isObject } from '../../www/catalogue/resolve.mjs'
import { bestOf, RIGHT_TO_LEFT } from '../../www/tags.mjs'

export function textsIn(policy, lang, ui) {
  const own = isObject(policy.words) ? policy.words : {}
  const lowest = typeof policy.language === 'string' ? policy.language : 'en'
  const there = Object.keys(own).filter((tag) => isObject(own[tag]))
  const said = (tag) => own[bestOf([tag], there)] ?? {}
  const texts = [said(lowest), said(lang)].reduce(over, { ui })
  const entry = (group, id) => (isObject(texts[group]) && Object.hasOwn(texts[group], id) ? texts[group][id] : undefined)
  const text = (value) => (typeof value === 'string' ? value : undefined)
  return {
    lang: lang.replaceAll('_', '-'),
    dir: RIGHT_TO_LEFT.test(lang) ? 'rtl' : 'ltr',
    // A word of the interface, a cookie's sentence, a link's text.
    word: (group, id) => text(entry(group, id)),
    // A field of a purpose, service or disclosure.
    field: (group, id, name) => {
      const found = entry(group, id)
      return isObject(found) && Object.hasOwn(found, name) ? text(found[name]) : undefined
    },
    paragraphs: (id) => {
      const found = entry('disclosures', id)?.paragraphs
      return Array.isArray(found) ? found.filter((paragraph) => typeof paragraph === 'string') : []
    },
  }
}

function over(below, mine) {
  const both = { ...below }
  for (const [name, value] of Object.entries(mine)) {
    if (name === '__proto__') continue
    both[name] = isObject(value) && isObject(both[name]) ? over(both[name], value) : value
  }
  return both
}
