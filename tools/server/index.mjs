// The HTTP server of the demo store and of the page tests: files, a collector, a log of every request,
// and, for tests, rules that answer differently. It sets no cookie unless a rule says so.

import http from 'node:http'
import { collector } from './collector.mjs'
import { ledger } from './ledger.mjs'
import { RequestLog, readBody } from './request-log.mjs'
import { Rules, answerByRule } from './rules.mjs'
import { staticFiles } from './static-files.mjs'
import { vendorFile } from './vendor-files.mjs'

const LOOPBACKS = ['127.0.0.1', '::1']

// roots: { '/': folder, … }; handlers: functions (request, response, { url, body, entry }) => true if they answered;
// port: 0 for any free one.
export async function createServer({ roots = {}, handlers = [], port = 0 } = {}) {
  const log = new RequestLog()
  const rules = new Rules()
  const files = staticFiles(roots, vendorFile)
  const chain = [...handlers, collector, ledger(log)]

  async function answer(request, response) {
    const url = urlOf(request.url)
    const body = await readBody(request)
    const entry = log.add(request, url, body)
    // A browser would read it as the name of a host, and a path on it.
    if (url.pathname.startsWith('//')) return void refuse(response, 'The path has to begin with one slash')
    const rule = rules.take(entry.path)
    if (rule && (await answerByRule(response, rule))) return
    const extraHeaders = rule?.rule.headers ?? {}
    for (const [name, value] of Object.entries(extraHeaders)) response.setHeader(name, value)
    for (const handler of chain) if (await handler(request, response, { url, body, entry })) return
    if (await files(request, response, entry, extraHeaders)) return
    response.writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8' }).end(`Nothing at ${entry.path}\n`)
  }

  const listener = (request, response) => {
    answer(request, response).catch((error) => {
      console.error(`${request.method} ${request.url}: ${error.stack ?? error}`)
      if (response.headersSent) response.destroy()
      else response.writeHead(500).end()
    })
  }
  const { servers, port: bound } = await listenOnLoopback(listener, port)

  return {
    port: bound,
    origin: `http://localhost:${bound}`,
    // Another host name of the same server, for third-party requests: every name under localhost is this machine.
    originOf: (name) => `http://${name}:${bound}`,
    requests: (path) => log.matching(path),
    onRequest: (seen) => log.listen(seen),
    clearRequests: () => log.clear(),
    rule: (pattern, rule) => rules.add(pattern, rule),
    clearRules: () => rules.clear(),
    close: () => Promise.all(servers.map(close)),
  }
}

// The path and query of a request. A client of a proxy sends a whole URL.
function urlOf(target) {
  const base = 'http://localhost'
  if (target.startsWith('/')) return new URL(base + target)
  return URL.canParse(target) ? new URL(target) : new URL(base)
}

const refuse = (response, sentence) => response.writeHead(400, { 'Content-Type': 'text/plain; charset=utf-8' }).end(`${sentence}.\n`)

// localhost is 127.0.0.1 for some browsers and ::1 for others: one port on both, where both exist.
async function listenOnLoopback(listener, wanted) {
  const attempts = wanted === 0 ? 10 : 1
  for (let attempt = 1; ; attempt += 1) {
    const first = await listen(listener, LOOPBACKS[0], wanted)
    const { port } = first.address()
    try {
      const second = await listen(listener, LOOPBACKS[1], port)
      return { servers: [first, second], port }
    } catch (error) {
      if (error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT') return { servers: [first], port }
      await close(first)
      if (attempt >= attempts) throw error
    }
  }
}

function listen(listener, host, port) {
  return new Promise((resolve, reject) => {
    const server = http.createServer(listener)
    server.once('error', reject)
    server.listen(port, host, () => resolve(server))
  })
}

function close(server) {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
