import assert from 'node:assert/strict'
import { mkdtempSync, mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import http from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { after, afterEach, before, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { createServer } from '../server/index.mjs'

let folder
let server
// Not server.origin: a bare container does not know the name localhost.
let base

before(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'portcullis-server-'))
  mkdirSync(path.join(folder, 'site'))
  mkdirSync(path.join(folder, 'dist'))
  writeFileSync(path.join(folder, 'outside.txt'), 'outside')
  writeFileSync(path.join(folder, 'site', 'index.html'), '<p>home')
  writeFileSync(path.join(folder, 'dist', 'gate.wasm'), 'module')
  writeFileSync(path.join(folder, 'dist', 'gate.js'), 'export {}')
  writeFileSync(path.join(folder, 'dist', 'gate.js.gz'), gzipSync('export {}'))
  server = await createServer({ roots: { '/': path.join(folder, 'site'), '/portcullis/': path.join(folder, 'dist') } })
  base = `http://127.0.0.1:${server.port}`
})

after(async () => {
  await server.close()
  rmSync(folder, { recursive: true })
})

afterEach(() => {
  server.clearRules()
  server.clearRequests()
})

// Without fetch's own tidying of paths.
const raw = (target, headers = {}) =>
  new Promise((resolve, reject) => {
    http
      .get({ host: '127.0.0.1', port: server.port, path: target, headers }, (response) => {
        response.resume().on('end', () => resolve(response))
      })
      .on('error', reject)
  })

test('serves a folder index and the longest prefix that fits', async () => {
  assert.equal(await (await fetch(`${base}/`)).text(), '<p>home')
  const wasm = await raw('/portcullis/gate.wasm')
  assert.equal(wasm.headers['content-type'], 'application/wasm')
  assert.equal(wasm.headers['set-cookie'], undefined)
})

test('sends the packed copy only to who accepts it and while it is not older than the file', async () => {
  const accepted = await raw('/portcullis/gate.js', { 'accept-encoding': 'gzip, br' })
  assert.equal(accepted.headers['content-encoding'], 'gzip')
  assert.equal((await raw('/portcullis/gate.js')).headers['content-encoding'], undefined)
  const long = new Date(Date.now() - 3_600_000)
  utimesSync(path.join(folder, 'dist', 'gate.js.gz'), long, long)
  const stale = await raw('/portcullis/gate.js', { 'accept-encoding': 'gzip' })
  assert.equal(stale.headers['content-encoding'], undefined)
})

test('answers 304 to the tag it gave', async () => {
  const { etag } = (await raw('/index.html')).headers
  assert.equal((await raw('/index.html', { 'if-none-match': etag })).statusCode, 304)
})

test('leaves its folders under no spelling of the way up', async () => {
  for (const target of [
    '/../outside.txt',
    '/%2e%2e/outside.txt',
    '/..%2foutside.txt',
    '/portcullis/..%2f..%2foutside.txt',
  ]) {
    assert.equal((await raw(target)).statusCode, 404, target)
  }
})

test('logs what a page sends to a collector', async () => {
  const response = await fetch(`${base}/collect/analytics?page=cart`, { method: 'POST', body: 'seen' })
  assert.equal(response.status, 204)
  await fetch(`${base}/index.html`)
  const [entry, ...more] = server.requests('/collect/*')
  assert.deepEqual(more, [])
  assert.equal(entry.method, 'POST')
  assert.deepEqual(entry.query, { page: 'cart' })
  assert.equal(entry.body, 'seen')
  assert.equal(server.requests().length, 2)
})

test('rules change status, headers, body and time of an answer', async () => {
  const page = `${base}/index.html`
  server.rule('/index.html', { status: 503, times: 1 })
  assert.equal((await fetch(page)).status, 503)
  assert.equal((await fetch(page)).status, 200)

  server.rule(/\.html$/, { headers: { 'Content-Security-Policy': "script-src 'none'" } })
  const withPolicy = await fetch(page)
  assert.equal(withPolicy.headers.get('content-security-policy'), "script-src 'none'")
  assert.equal(await withPolicy.text(), '<p>home')

  const held = server.rule('/index.html', { hold: true, body: 'late' })
  let arrived = false
  const answer = fetch(page).then((response) => {
    arrived = true
    return response.text()
  })
  // A later request that is answered shows that the first one is not merely slow.
  await fetch(`${base}/portcullis/gate.js`)
  assert.equal(arrived, false)
  held.release()
  assert.equal(await answer, 'late')

  server.rule('/index.html', { drop: true })
  await assert.rejects(fetch(page))
})

test('the ledger streams requests and leaves its own out', async () => {
  const abort = new AbortController()
  const stream = await fetch(`${base}/ledger/events`, { signal: abort.signal })
  const reader = stream.body.pipeThrough(new TextDecoderStream()).getReader()
  await fetch(`${base}/collect/ledger`)
  let text = ''
  while (!text.includes('data: ')) text += (await reader.read()).value
  assert.equal(JSON.parse(text.slice(text.indexOf('data: ') + 6)).path, '/collect/ledger')
  abort.abort()
  const all = await (await fetch(`${base}/ledger/requests`)).json()
  assert.deepEqual(
    all.map((entry) => entry.path),
    ['/collect/ledger'],
  )
})
