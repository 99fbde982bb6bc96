// A policy as HTML: every text escaped, no script, no request.

import { isObject } from '../../www/catalogue/resolve.mjs'
import { bestOf } from '../../www/tags.mjs'

const SIGNS = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escaped = (text) => String(text).replace(/[&<>"']/g, (sign) => SIGNS[sign])
const html = (parts, ...values) => parts.reduce((all, part, at) => all + [values[at - 1]].flat().join('') + part)
const all = (value) => (Array.isArray(value) ? value.filter(isObject) : [])
const texts = (value) => (Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [])
const when = (condition, make) => (condition ? make(condition) : '')

// The rule of src/policy/link.rs.
const isLink = (url) => /^(https?:\/\/|mailto:|tel:|\/|\.\/|#)/i.test(url) && !/[\0-\x1f\x7f]/.test(url)

const STYLE = `
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif }
body { max-width: 45rem; margin: 2rem auto; padding: 0 1rem }
h1, h2, h3, h4 { line-height: 1.2; break-after: avoid }
h2 { margin-top: 2.5rem } h3 { margin-top: 2rem }
.note { font-style: italic }
table { border-collapse: collapse; width: 100%; margin: .5rem 0 }
th, td { border: 1px solid color-mix(in srgb, currentColor 40%, transparent); padding: .3rem .5rem; text-align: start; vertical-align: top }
code { overflow-wrap: anywhere }
tr, li { break-inside: avoid }
@media print { body { max-width: none; margin: 0; font-size: 10pt } a[href^="http"]::after { content: " (" attr(href) ")"; overflow-wrap: anywhere } }
`

// `said` is what texts.mjs makes of the policy's words. fragment: without the page around it.
export function page(policy, said, { fragment = false } = {}) {
  const store = isObject(policy.store) ? policy.store : {}
  const ui = (key) => escaped(said.word('ui', key) ?? key)
  const title = [store.name, said.word('ui', 'policy-link')].filter((text) => typeof text === 'string').map(escaped).join(' – ')
  const content = body(policy, said, { store, ui, title })
  const attributes = `lang="${escaped(said.lang)}" dir="${said.dir}"`
  if (fragment) return html`<div ${attributes}>\n${content}</div>\n`
  return html`<!doctype html>
<html ${attributes}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
${content}</body>
</html>
`
}

function body(policy, said, { store, ui, title }) {
  const locale = known(said.lang)
  const view = { said, ui, locale, services: all(policy.services), disclosures: all(policy.disclosures) }
  const purposes = all(policy.purposes)
  const ids = purposes.map(({ id }) => id)
  const general = view.disclosures.filter((disclosure) => !texts(disclosure.purposes).some((id) => ids.includes(id)))
  // A day, or a month.
  const day = typeof policy.effective === 'string' && new Date(policy.effective)
  return html`<h1>${title}</h1>
${when(day && !Number.isNaN(day.getTime()) && day, (date) => since(policy, date, view))}${purposes.map((purpose) => section(purpose, view))}${when(
    general.length > 0,
    () => html`<section>\n<h2>${ui('disclosures-title')}</h2>\n${general.map((disclosure) => prose(disclosure, view))}</section>\n`,
  )}${footer(store, policy, view)}`
}

function since({ effective }, date, { said, locale }) {
  const [before, after = ''] = (said.word('ui', 'effective') ?? '').split('{date}')
  const form = effective.length === 7 ? { year: 'numeric', month: 'long' } : { dateStyle: 'long' }
  const day = date.toLocaleDateString(locale, { ...form, timeZone: 'UTC' })
  return html`<p>${escaped(before)}<time datetime="${escaped(effective)}">${escaped(day)}</time>${escaped(after)}</p>\n`
}

function section(purpose, view) {
  const { said, ui } = view
  const about = (name) => said.field('purposes', purpose.id, name)
  const isRequired = purpose.required === true
  const used = texts(purpose.services).flatMap((id) => view.services.find((service) => service.id === id) ?? [])
  const tied = view.disclosures.filter((disclosure) => texts(disclosure.purposes).includes(purpose.id))
  return html`<section>
<h2 id="${escaped(purpose.id)}">${escaped(about('name') ?? purpose.id)}</h2>
${when(isRequired, () => html`<p class="note">${ui('always-on')}</p>\n`)}${when(about('description'), (text) => html`<p>${escaped(text)}</p>\n`)}${when(
    isRequired && about('exemption'),
    (text) => html`<p>${escaped(text)}</p>\n`,
  )}${tied.map((disclosure) => prose(disclosure, view))}${when(used.length > 0, () => html`<h3>${ui('services')}</h3>\n${used.map((service) => serviceOf(service, view))}`)}</section>
`
}

function prose(disclosure, { said }) {
  const links = all(disclosure.links).map(({ id, url }) => html`<li>${link(url, said.word('links', id) ?? id)}</li>\n`)
  return html`<h3>${escaped(said.field('disclosures', disclosure.id, 'title') ?? disclosure.id)}</h3>
${said.paragraphs(disclosure.id).map((text) => html`<p>${escaped(text)}</p>\n`)}${when(links.length > 0, () => html`<ul>\n${links}</ul>\n`)}`
}

function serviceOf(service, { said, ui, locale }) {
  const about = (name) => said.field('services', service.id, name)
  const name = about('name') ?? service.id
  return html`<h4>${escaped(name)}</h4>
${when(about('description'), (text) => html`<p>${escaped(text)}</p>\n`)}<p>${ui('vendor')}: ${escaped(service.vendor)}${when(service.policyUrl, (url) => html` (${link(url, said.word('ui', 'vendor-policy') ?? url)})`)}</p>
${when(all(service.cookies).length > 0, () => table(all(service.cookies), name, { said, ui, locale }))}${when(
    texts(service.storage).length > 0,
    () => html`<p>${texts(service.storage).map((item) => html`<code>${escaped(item)}</code> `)}</p>\n`,
  )}`
}

function table(cookies, name, { said, ui, locale }) {
  const rows = cookies.map((cookie) => {
    const party = ui(cookie.party === 'third' ? 'party-third' : 'party-first')
    const why = said.word('cookies', cookie.purpose) ?? cookie.purpose ?? ''
    const lasts = /^(session|unknown)$/.test(cookie.duration) ? ui(`duration-${cookie.duration}`) : escaped(duration(cookie.duration ?? '', locale))
    return html`<tr><th scope="row"><code>${escaped(cookie.name ?? cookie.pattern)}</code></th><td>${party}</td><td>${lasts}</td><td>${escaped(why)}</td></tr>\n`
  })
  const head = ['cookie-name', 'cookie-party', 'cookie-duration', 'cookie-purpose'].map((key) => html`<th scope="col">${ui(key)}</th>`)
  return html`<table>
<caption>${ui('cookies')}: ${escaped(name)}</caption>
<thead><tr>${head}</tr></thead>
<tbody>
${rows}</tbody>
</table>
`
}

function footer(store, { language = 'en' }, { said, ui }) {
  const spoken = (urls) => (isObject(urls) ? urls[bestOf([said.lang, language], Object.keys(urls)) ?? Object.keys(urls)[0]] : urls)
  const address = typeof store.contact === 'string' && /^[^:/ ]+@[^:/ ]+$/.test(store.contact) ? `mailto:${store.contact}` : store.contact
  const links = [
    [spoken(store.policyUrl), 'policy-link'],
    [spoken(store.termsUrl), 'terms-link'],
    [address, 'contact'],
  ].filter(([url]) => typeof url === 'string')
  return when(links.length > 0, () => html`<ul>\n${links.map(([url, key]) => html`<li>${link(url, said.word('ui', key) ?? ui(key))}</li>\n`)}</ul>\n`)
}

const link = (url, text) =>
  typeof url === 'string' && isLink(url) ? html`<a href="${escaped(url)}" rel="noopener noreferrer">${escaped(text)}</a>` : escaped(text)

const UNITS = [
  [/^P.*?(\d+)Y/, 'year'],
  [/^P[^T]*?(\d+)M/, 'month'],
  [/^P.*?(\d+)W/, 'week'],
  [/^P.*?(\d+)D/, 'day'],
  [/T.*?(\d+)H/, 'hour'],
  [/T.*?(\d+)M/, 'minute'],
  [/T.*?(\d+)S/, 'second'],
]

// An ISO 8601 duration in words, or as it was written where it is none.
function duration(written, locale) {
  const parts = UNITS.flatMap(([pattern, unit]) => {
    const number = pattern.exec(written)?.[1]
    return number ? [new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(Number(number))] : []
  })
  return parts.length > 0 ? new Intl.ListFormat(locale, { type: 'unit' }).format(parts) : written
}

function known(lang) {
  try {
    return Intl.getCanonicalLocales(lang)[0]
  } catch {
    return undefined
  }
}
