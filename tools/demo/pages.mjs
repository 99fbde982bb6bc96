// A page asked for with ?region=US-CA (or lang, guard, audit) gets that attribute on its consent tag, as a host
// that knows the visitor's region would write it. All other pages are left to the file server.

import { readFile } from 'node:fs/promises'
import path from 'node:path'

// What each attribute may hold. Anything else in the address is left out, so nothing foreign reaches the page.
const ATTRIBUTES = {
  region: /^[A-Za-z]{2}(-[A-Za-z0-9]{1,3})?$/,
  lang: /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/,
  guard: /^(off|known|[a-z0-9.-]+( [a-z0-9.-]+)*)$/,
  audit: /^(on|off)$/,
}

const CONSENT_TAG = /<script src="\/portcullis\/portcullis\.js"/

export function withAttributes(html, query) {
  const written = Object.entries(ATTRIBUTES)
    .filter(([name, shape]) => shape.test(query.get(name) ?? ''))
    .map(([name]) => ` data-${name}="${query.get(name)}"`)
  return html.replace(CONSENT_TAG, (tag) => tag + written.join(''))
}

export function pages(root) {
  return async function answer(request, response, { url }) {
    if (request.method !== 'GET' || !Object.keys(ATTRIBUTES).some((name) => url.searchParams.has(name))) return false
    const name = url.pathname.endsWith('/') ? `${url.pathname}index.html` : url.pathname
    // One level of plain names only: every page of the store lies at its root.
    if (!/^\/[\w-]+\.html$/.test(name)) return false
    const html = await readFile(path.join(root, name), 'utf8').catch(() => undefined)
    if (html === undefined) return false
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-cache' })
    response.end(withAttributes(html, url.searchParams))
    return true
  }
}
