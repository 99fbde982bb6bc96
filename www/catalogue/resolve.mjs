// A text in the top-level `services` of a policy stands for the catalogue's entry of that id. Pure: policy and
// catalogue in, policy out.

import { bestOf } from '../tags.mjs'

export const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value)

// What a policy says of a service; the catalogue knows more, for people.
const KEYS = ['vendor', 'policyUrl', 'cookies', 'storage', 'hosts']
// The catalogue's texts about cookies keep apart from the store's own.
const prefixed = (key) => `catalogue:${key}`

export function resolve(policy, catalogue) {
  if (!isObject(policy) || !Array.isArray(policy.services)) return policy
  const used = []
  const services = policy.services.map((service) => {
    const entry = typeof service === 'string' && catalogue.services.find(({ id }) => id === service)
    if (!entry) return service
    used.push(entry)
    return serviceOf(entry)
  })
  return used.length > 0 ? { ...policy, services, words: wordsWith(policy, used, catalogue) } : policy
}

function serviceOf(entry) {
  const service = { id: entry.id }
  for (const key of KEYS) {
    if (entry[key]?.length > 0) service[key] = entry[key]
  }
  if (service.cookies) {
    service.cookies = service.cookies.map((cookie) => ({ ...cookie, purpose: prefixed(cookie.purpose) }))
  }
  return service
}

// Each language of the policy gets the catalogue's texts beneath its own; the language that lies under all others
// gets them in English where the catalogue does not speak it.
function wordsWith(policy, used, catalogue) {
  const lowest = typeof policy.language === 'string' ? policy.language : 'en'
  const words = isObject(policy.words) ? policy.words : {}
  const found = bestOf([lowest], Object.keys(words))
  const all = found ? words : { ...words, [lowest]: {} }
  const isLowest = (tag) => tag === (found ?? lowest)
  return Object.fromEntries(
    Object.entries(all).map(([tag, own]) => {
      const spoken = bestOf(isLowest(tag) ? [tag, 'en'] : [tag], Object.keys(catalogue.words))
      return [tag, spoken && isObject(own) ? beneath(own, textsOf(used, catalogue.words[spoken])) : own]
    }),
  )
}

function textsOf(used, spoken) {
  const services = used.map(({ id, name, does }) => [id, { name, description: spoken.does[does] }])
  const keys = used.flatMap(({ cookies = [] }) => cookies.map(({ purpose }) => purpose))
  const cookies = [...new Set(keys)].map((key) => [prefixed(key), spoken.cookies[key]])
  return { services: Object.fromEntries(services), cookies: Object.fromEntries(cookies) }
}

// `own`, and what of `texts` it does not have.
function beneath(own, texts) {
  const both = { ...own }
  for (const [name, text] of Object.entries(texts)) {
    if (!Object.hasOwn(both, name)) both[name] = text
    else if (isObject(both[name]) && isObject(text)) both[name] = beneath(both[name], text)
  }
  return both
}
