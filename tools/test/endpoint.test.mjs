// The sample endpoint by itself: what it takes, what it refuses and with which words, and what becomes of it when its file
// or its disk fails.

import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, rmdirSync, writeFileSync } from 'node:fs'
import http from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { after, test } from 'node:test'
import { receiptKeeper } from '../demo/receipts.mjs'
import { createServer } from '../server/index.mjs'
import { run } from '../cli/verify.mjs'
import { receipt, seal, textOf } from './made-receipts.mjs'

const folder = mkdtempSync(path.join(os.tmpdir(), 'portcullis-endpoint-'))
after(() => rmSync(folder, { recursive: true }))

let number = 0
/** A store with its endpoint: `post` answers with status and sentence. */
async function shop(context, { before, ...options } = {}) {
  const file = path.join(folder, `${(number += 1)}.jsonl`)
  if (before !== undefined) writeFileSync(file, before)
  const server = await createServer({ handlers: [receiptKeeper({ file, ...options })] })
  context.after(() => server.close())
  const url = `http://127.0.0.1:${server.port}`
  const post = (body, { target = '/consent', headers = {}, method = 'POST' } = {}) =>
    new Promise((resolve, reject) => {
      const request = http.request({ host: '127.0.0.1', port: server.port, path: target, method, headers: { 'Content-Type': 'application/json', ...headers } }, (answer) => {
        let said = ''
        answer.setEncoding('utf8').on('data', (part) => (said += part))
        answer.on('end', () => resolve({ status: answer.statusCode, said, headers: answer.headers }))
      })
      request.on('error', reject).end(typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body))
    })
  const lines = () => readFileSync(file, 'utf8').split('\n').filter(Boolean)
  return { file, url, post, lines, make: (sequence, change = {}) => receipt(sequence, null, { url, ...change }) }
}

// Failures of the disk are said on the error stream.
async function quietly(work) {
  const before = console.error
  const said = []
  console.error = (text) => said.push(text)
  try {
    await work()
  } finally {
    console.error = before
  }
  return said
}

test('takes a receipt once, and keeps it as verify reads it', async (context) => {
  const { file, post, make, lines } = await shop(context)
  const one = make(1)
  const answers = await Promise.all([post(one), post(one), post(make(2, { previousHash: one.hash }))])
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 201, 201])
  assert.equal(lines().length, 2)
  assert.deepEqual(Object.keys(JSON.parse(lines()[0])), ['received', 'receipt'])
  let said = ''
  assert.equal(await run([file], { stdout: { write: (text) => (said += text) }, stderr: process.stderr }), 0, said)
})

test('knows after a restart what its file has', async (context) => {
  const one = await shop(context)
  await one.post(one.make(1))
  const again = await shop(context, { before: readFileSync(one.file), origin: one.url })
  assert.equal((await again.post(one.make(1))).status, 200)
})

for (const [what, before] of [
  ['a last line that was cut off', '{"received":"2026-11-22T00:01:00.000Z","receipt":{"form'],
  ['lines of other things', 'null\n{}\n{"receipt":null}\n{"receipt":{"hash":1}}\n[[[\n'],
  ['lines without an end', '\n\n  \n'],
]) {
  test(`a file with ${what} takes receipts, and a new one has a line of its own`, async (context) => {
    await quietly(async () => {
      const { post, make, lines } = await shop(context, { before })
      const statuses = []
      for (const one of [make(1), make(2), make(1)]) statuses.push((await post(one)).status)
      assert.deepEqual(statuses, [201, 201, 200])
      assert.deepEqual(lines().slice(-2).map((line) => JSON.parse(line).receipt.record.sequence), [1, 2])
    })
  })
}

test('a whole last line without its end counts, and the next one begins after it', async (context) => {
  const one = await shop(context)
  await one.post(one.make(1))
  const again = await shop(context, { before: readFileSync(one.file, 'utf8').trimEnd(), origin: one.url })
  assert.deepEqual([(await again.post(one.make(1))).status, (await again.post(one.make(2))).status, again.lines().length], [200, 201, 2])
})

test('what cannot be stored is answered 503, and after that the next is taken', async (context) => {
  const said = await quietly(async () => {
    const { file, post, make, lines } = await shop(context)
    mkdirSync(file)
    const failed = await post(make(1))
    assert.deepEqual([failed.status, failed.said], [503, 'The receipt could not be stored. Send it again later.\n'])
    assert.equal((await post(make(2))).status, 503)
    rmdirSync(file)
    assert.deepEqual([(await post(make(1))).status, (await post(make(2))).status, lines().length], [201, 201, 2])
  })
  assert.match(said[0], /a receipt could not be stored: EISDIR/)
})

test('a store that fails between two receipts loses none that it took', async (context) => {
  await quietly(async () => {
    const { file, post, make, lines } = await shop(context)
    assert.equal((await post(make(1))).status, 201)
    const kept = readFileSync(file)
    rmSync(file)
    mkdirSync(file)
    assert.equal((await post(make(2))).status, 503)
    rmdirSync(file)
    // The disk came back, and holds the half of a line that failed.
    writeFileSync(file, Buffer.concat([kept, Buffer.from('{"received":"2026')]))
    assert.deepEqual([(await post(make(2))).status, (await post(make(1))).status], [201, 200])
    assert.equal(JSON.parse(lines().at(-1)).receipt.record.sequence, 2)
  })
})

const resealed = (one, record) => seal({ ...one, record: { ...one.record, ...record } })
for (const [what, status, said, send] of [
  ['a choice that the text does not have', 422, /^Not a valid receipt: record\.choices\.marketing: granted, but the text does not have it\.\n$/, (one) => [resealed(one, { choices: { ...one.record.choices, marketing: true } })]],
  ['a method that the text does not have', 422, /method: the text says save/, (one) => [seal({ ...one, method: 'accept-all' })]],
  ['a member that no receipt has', 422, /note: no receipt has this member/, (one) => [seal({ ...one, note: 'x' })]],
  ['a hash that does not match', 422, /hash: does not match/, (one) => [{ ...one, language: 'de' }]],
  ['lists nested deep', 422, /nested too deep/, () => [`{"format":"portcullis","version":1,"x":${'['.repeat(25_000)}${']'.repeat(25_000)}}`]],
  ['objects nested deep', 422, /nested too deep/, () => [`{"a":`.repeat(5_000) + '0' + '}'.repeat(5_000)]],
  ['a name twice', 422, /stands twice/, (one) => [JSON.stringify(one).replace('"layer":', '"layer":"banner","layer":')]],
  ['no JSON', 422, /not valid JSON/, () => ['nothing']],
  ['bytes that are no text', 422, /not valid JSON/, () => [Buffer.from([0x22, 0xff, 0x22])]],
  ['nothing', 422, /not valid JSON/, () => ['']],
  ['null', 422, /not a receipt/, () => ['null']],
  ['members that are called like methods', 422, /Not a valid receipt/, () => ['{"format":"portcullis","version":1,"url":{"toString":1},"record":{"__proto__":{},"choices":{"__proto__":true}},"toString":1,"hash":{}}']],
  ['more than a receipt has', 413, /no longer than/, (one) => [JSON.stringify({ ...one, note: 'x'.repeat(60_000) })]],
  ['another type', 415, /application\/json/, (one) => [one, { headers: { 'Content-Type': 'text/plain' } }]],
  ['a type that only begins so', 415, /application\/json/, (one) => [one, { headers: { 'Content-Type': 'application/json-seq' } }]],
  ['a question', 405, /POST/, (one) => ['', { method: 'GET' }]],
  ['another store', 422, /another store/, (one) => [seal({ ...one, url: 'http://elsewhere.example' })]],
  ['another store, and its name as Host', 422, /another store/, (one) => [seal({ ...one, url: 'http://elsewhere.example' }), { headers: { Host: 'elsewhere.example' } }]],
  ['another port of this machine', 422, /another store/, (one) => [seal({ ...one, url: 'http://127.0.0.1:1' }), { headers: { Host: '127.0.0.1:1' } }]],
  ['a path of two slashes', 400, /one slash/, (one) => [one, { target: '//consent' }]],
  ['a path of two slashes and a host', 400, /one slash/, (one) => [one, { target: '//elsewhere.example/consent' }]],
  ['a path of two slashes alone', 400, /one slash/, (one) => [one, { target: '//' }]],
  ['a path of a slash and a backslash', 400, /one slash/, (one) => [one, { target: '/\\elsewhere.example/consent' }]],
]) {
  test(`${what}: refused with ${status} and a sentence, and the next receipt is taken`, async (context) => {
    const { post, make } = await shop(context)
    const refused = await post(...send(make(1)))
    assert.equal(refused.status, status, refused.said)
    assert.match(refused.said, said)
    assert.match(refused.said, /^[^\n]+\.\n$/)
    assert.equal(refused.headers['set-cookie'], undefined)
    assert.equal((await post(make(1))).status, 201)
  })
}

test('the same record with another text is refused with 409', async (context) => {
  const { post, make, lines } = await shop(context)
  const one = make(1)
  assert.equal((await post(one)).status, 201)
  const record = { ...one.record, choices: { ...one.record.choices, ads: true } }
  const refused = await post(seal({ ...one, record, text: textOf(record, 2) }))
  assert.equal(refused.status, 409)
  assert.match(refused.said, /another receipt with this record\.id/)
  assert.equal(lines().length, 1)
})

test('the origin that is configured counts, and never what the request says', async (context) => {
  const { post, make } = await shop(context, { origin: ['https://shop.example/', 'https://shop.example:8443'] })
  assert.equal((await post(make(1))).status, 422, 'this machine is not that store')
  assert.equal((await post(make(1, { url: 'https://shop.example' }))).status, 201)
  assert.equal((await post(make(2, { url: 'https://shop.example:8443' }), { headers: { Host: 'elsewhere.example' } })).status, 201)
  assert.equal((await post(make(3, { url: 'http://shop.example' }), { headers: { Host: 'shop.example' } })).status, 422)
  assert.throws(() => receiptKeeper({ file: 'x', origin: 'shop.example' }), /Invalid URL/)
})

test('a store whose required purposes have other names says so', async (context) => {
  const { post, make } = await shop(context, { required: ['shop'] })
  const one = make(1)
  const { necessary: _, ...choices } = one.record.choices
  assert.equal((await post(resealed(one, { choices: { shop: true, ...choices } }))).status, 201)
  assert.equal((await post(make(2))).status, 422)
})

test('the cookie is that which the request brought, and no other', async (context) => {
  const { post, make } = await shop(context)
  const time = Math.floor(Date.now() / 1000) * 1000
  const one = make(1)
  const record = { ...one.record, time, expires: time + 60_000 }
  const now = seal({ ...one, time, record, text: textOf(record, 2) })
  assert.equal((await post(now)).headers['set-cookie'], undefined)
  const [set] = (await post(now, { headers: { Cookie: `a=b; portcullis=${now.text}` } })).headers['set-cookie']
  assert.match(set, new RegExp(`^portcullis=${now.text.replace('.', '\\.')}; Path=/; SameSite=Lax; Max-Age=(5\\d|60)$`))
})
