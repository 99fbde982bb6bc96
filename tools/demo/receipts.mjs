// The store's side of docs/endpoint.md: takes receipts, keeps them in a file, sets the cookie by HTTP.
// It keeps what the visitor's browser made and when that came: no address, no user agent.

import { appendFile, mkdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { problems } from '../cli/receipt.mjs'

export const ENDPOINT = '/consent'

// file: where receipts are kept, one a line.
export function receiptKeeper({ file }) {
  let reading
  // One after another, so that a receipt that comes twice at once is kept once.
  let last = Promise.resolve()

  async function keptBefore() {
    const text = await readFile(file, 'utf8').catch(() => '')
    const lines = text.split('\n').filter(Boolean)
    return new Map(lines.map((line) => JSON.parse(line).receipt).map((receipt) => [receipt.hash, receipt]))
  }

  async function keep(receipt) {
    const kept = await (reading ??= keptBefore())
    if (kept.has(receipt.hash)) return 200
    // One record says one thing, whoever sends it.
    if ([...kept.values()].some(({ record, text }) => record.id === receipt.record.id && text !== receipt.text)) return 409
    await mkdir(path.dirname(file), { recursive: true })
    await appendFile(file, `${JSON.stringify({ received: new Date().toISOString(), receipt })}\n`)
    kept.set(receipt.hash, receipt)
    return 201
  }

  return async function answer(request, response, { url, body }) {
    if (url.pathname !== ENDPOINT) return false
    if (request.method !== 'POST') return send(response, 405, { Allow: 'POST' })
    // A page of another origin cannot send this type without asking first, and it is not allowed to.
    if (!/^application\/json\b/.test(request.headers['content-type'] ?? '')) return send(response, 415)
    const receipt = parse(body.toString('utf8'))
    if (!receipt || problems(receipt).length > 0 || receipt.url !== `http://${request.headers.host}`) return send(response, 422)
    const status = await (last = last.then(() => keep(receipt)))
    return send(response, status, status < 300 && cookieFor(receipt, request.headers.cookie ?? ''))
  }
}

function parse(text) {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Sets the cookie that the page has already: never another, for the page may know a newer choice by now. */
function cookieFor({ text, record }, cookies) {
  const has = cookies.split(/; */).includes(`portcullis=${text}`)
  const lasts = Math.floor((record.expires - Date.now()) / 1000)
  return has && lasts > 0 && { 'Set-Cookie': `portcullis=${text}; Path=/; SameSite=Lax; Max-Age=${lasts}` }
}

function send(response, status, headers) {
  response.writeHead(status, { 'Cache-Control': 'no-store', ...headers }).end()
  return true
}
