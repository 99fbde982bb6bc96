/**
 * The demo server reads these from the address and writes them into the script tag. Carrying them along
 * the shop's own links lets one region, language or guard be tried through a whole visit, with no cookie for it.
 */
const carried = ['region', 'lang', 'guard', 'audit']

export function carry(href) {
  const target = new URL(href, location.href)
  if (target.origin !== location.origin) return href
  const here = new URLSearchParams(location.search)
  for (const name of carried) {
    const value = here.get(name)
    if (value && !target.searchParams.has(name)) target.searchParams.set(name, value)
  }
  return target.href
}

export function carryAlongLinks() {
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[href]') : null
    if (!link || link.getAttribute('href').startsWith('#')) return
    link.href = carry(link.href)
  })
  for (const form of document.forms) {
    if (form.method !== 'get') continue
    for (const name of carried) {
      const value = new URLSearchParams(location.search).get(name)
      if (!value || form.elements.namedItem(name)) continue
      const field = document.createElement('input')
      Object.assign(field, { type: 'hidden', name, value })
      form.append(field)
    }
  }
}
