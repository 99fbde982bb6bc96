// The store's side of docs/endpoint.md: takes receipts, keeps them in a file, sets the cookie by HTTP.
// It keeps what the visitor's browser made and when that came: no address, no user agent.

import { inspect } from '../cli/bounded.mjs'
import { problems } from '../cli/receipt.mjs'
import { receiptLog } from './receipt-log.mjs'

const ENDPOINT = '/consent'

/** Bytes of a receipt; one with 130 purposes and services has some 10,000. */
const LONGEST = 60_000

/**
 * `file`: where receipts are kept, one a line. `origin`: that of the store, such as https://shop.example, or several;
 * without it, this machine at the port that the request came to. `required`: the ids of the purposes that are required.
 */
export function receiptKeeper({ file, origin = undefined, required = undefined }) {
  const log = receiptLog(file)
  const origins = origin && [origin].flat().map((one) => new URL(one).origin)

  return async function answer(request, response, { url, body }) {
    if (url.pathname !== ENDPOINT) return false
    if (request.method !== 'POST') return refuse(response, 405, 'Send a receipt with POST', { Allow: 'POST' })
    // A page of another origin cannot send this type without asking first, and it is not allowed to.
    if (!/^application\/json *(;|$)/i.test(request.headers['content-type'] ?? '')) return refuse(response, 415, 'The Content-Type has to be application/json')
    if (body.length > LONGEST) return refuse(response, 413, `A receipt is no longer than ${LONGEST} bytes`)
    const { receipt, reason } = parse(body)
    const problem = reason ?? problems(receipt, required)[0]
    if (problem) return refuse(response, 422, `Not a valid receipt: ${problem}`)
    // Never with `Host`: that is the sender's word.
    if (!(origins ? origins.includes(receipt.url) : isHere(receipt.url, request.socket))) return refuse(response, 422, 'The receipt is of the origin of another store')
    let status
    try {
      status = await log.keep(receipt)
    } catch (error) {
      console.error(`${file}: a receipt could not be stored: ${error.message}`)
      return refuse(response, 503, 'The receipt could not be stored. Send it again later', { 'Retry-After': '60' })
    }
    if (status === 409) return refuse(response, 409, 'There is another receipt with this record.id that says something else')
    return send(response, status, cookieFor(receipt, request.headers.cookie ?? ''))
  }
}

/** What is in a body, or the reason why it is nothing to go through. */
function parse(body) {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(body)
    const { isDeep, twice } = inspect(text)
    if (isDeep) return { reason: 'nested too deep' }
    return twice.length > 0 ? { reason: 'a name stands twice in one object' } : { receipt: JSON.parse(text) }
  } catch {
    return { reason: 'not valid JSON' }
  }
}

/** True for the origins of this machine, by its port and not by what the request says of itself. */
function isHere(origin, { localPort }) {
  const { protocol, hostname, port } = new URL(origin)
  return protocol === 'http:' && Number(port || 80) === localPort && /^(127\.0\.0\.1|\[::1\]|(.+\.)?localhost)$/.test(hostname)
}

/** Sets the cookie that the page has already: never another, for the page may know a newer choice by now. */
function cookieFor({ text, record }, cookies) {
  const has = cookies.split(/; */).includes(`portcullis=${text}`)
  const lasts = Math.floor((record.expires - Date.now()) / 1000)
  return has && lasts > 0 ? { 'Set-Cookie': `portcullis=${text}; Path=/; SameSite=Lax; Max-Age=${lasts}` } : {}
}

function send(response, status, headers, sentence = '') {
  response.writeHead(status, { 'Cache-Control': 'no-store', ...headers }).end(sentence)
  return true
}

/** Each refusal says why, in one sentence. */
const refuse = (response, status, sentence, headers = {}) =>
  send(response, status, { 'Content-Type': 'text/plain; charset=utf-8', 'X-Content-Type-Options': 'nosniff', ...headers }, `${sentence}.\n`)
