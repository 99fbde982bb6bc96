// Whose receipts a file has: several visitors', what the endpoint kept; and files that were made to harm.

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, openSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, test } from 'node:test'
import { inRoot } from '../build/settings.mjs'
import { chain, receipt, seal } from './made-receipts.mjs'
import { run } from '../cli/verify.mjs'

const folder = mkdtempSync(path.join(os.tmpdir(), 'portcullis-files-'))
after(() => rmSync(folder, { recursive: true }))

let files = 0
function write(content) {
  const name = path.join(folder, `${(files += 1)}.json`)
  writeFileSync(name, typeof content === 'string' || Buffer.isBuffer(content) ? content : JSON.stringify(content))
  return name
}

async function verify(name, ...args) {
  let said = ''
  const out = { write: (text) => (said += text) }
  return { status: await run([name, ...args], { stdout: out, stderr: out }), said }
}

/** The receipts of another visitor, newest first. */
function visitor(number, count = 3, first = null) {
  const receipts = []
  for (let sequence = 1; sequence <= count; sequence += 1) {
    const one = receipt(sequence, receipts[0]?.hash ?? first, { language: `x-${number}` })
    receipts.unshift(one)
  }
  return receipts
}

const line = (one) => `${JSON.stringify({ received: new Date(one.time).toISOString(), receipt: one })}\n`

test('several visitors in one list are several chains, in either order', async () => {
  const all = [...visitor(1), ...visitor(2, 1), ...visitor(3, 2)]
  for (const list of [all, all.toReversed?.() ?? [...all].reverse()]) {
    const { status, said } = await verify(write(list))
    assert.equal(status, 0, said)
    assert.match(said, /^Chain 1 of 3, \d receipts?:$/m)
    assert.match(said, /^6 receipts valid, in 3 chains/m)
  }
})

test('the file of the endpoint is read as it stands, its visitors mixed', async () => {
  const [one, two] = [visitor(1).reverse(), visitor(2).reverse()]
  const text = [one[0], two[0], two[1], one[1], one[2], two[2]].map(line).join('')
  for (const content of [text, text.replaceAll('\n', '\r\n'), line(one[0]), `[${text.trim().replaceAll('\n', ',')}]`, JSON.stringify(JSON.parse(line(one[0])), null, 2)]) {
    const { status, said } = await verify(write(content))
    assert.equal(status, 0, said)
  }
  assert.match((await verify(write(text))).said, /^6 receipts valid, in 2 chains/m)
})

for (const [what, change, said] of [
  ['a line that was cut off', (lines) => [...lines.slice(0, 2), lines[2].slice(0, 300)], /line 3: not what the endpoint writes/],
  ['a first line that was cut off', (lines) => ['{"received":"2026-11-22T00:01:00.000Z","receipt":{"form\n', ...lines], /line 1: not what the endpoint writes/],
  ['a line twice', (lines) => [...lines, lines[0]], /stands here twice/],
  ['a remark in a line', (lines) => [lines[0].replace('{', '{"verified":true,'), ...lines.slice(1)], /line 1: verified: the endpoint writes no such member/],
  ['no time of arrival', (lines) => [lines[0].replace(/"received":"[^"]*"/, '"received":"soon"'), ...lines.slice(1)], /line 1: received: not a time/],
  ['a receipt that was changed', (lines) => [lines[0].replace('"ads":false', '"ads":true'), ...lines.slice(1)], /hash: does not match/],
  ['a member twice', (lines) => [lines[0].replace('"layer":', '"layer":"banner","layer":'), ...lines.slice(1)], /the name layer stands twice/],
]) {
  test(`the endpoint's file with ${what} fails`, async () => {
    const lines = visitor(1).reverse().map(line)
    const ended = await verify(write(change(lines).join('')))
    assert.equal(ended.status, 1, ended.said)
    assert.match(ended.said, said)
  })
}

test('what the endpoint did not take is no fault of its file, and is said', async () => {
  const [third, , first] = visitor(1)
  const { status, said } = await verify(write(line(first) + line(third)))
  assert.equal(status, 0, said)
  assert.match(said, /begins with a receipt that followed others, which are not here/)
})

for (const [what, list] of [
  ['a receipt taken out of the middle', () => visitor(1).filter((_, at) => at !== 1)],
  ['a receipt taken out, among other visitors', () => [...visitor(2), ...visitor(1).filter((_, at) => at !== 1)]],
  ['two receipts that follow the same one', () => {
    const all = visitor(1)
    return [receipt(3, all[1].hash, { language: 'x-put-in' }), ...all]
  }],
  ['receipts in a mixed order', () => [0, 2, 1].map((at) => visitor(1, 4)[at])],
  ['a circle', () => {
    const [a, b] = [{ ...receipt(1, 'a'.repeat(64)), hash: 'b'.repeat(64) }, { ...receipt(2, 'b'.repeat(64)), hash: 'a'.repeat(64) }]
    return [a, b]
  }],
  ['a receipt that follows itself', () => [{ ...receipt(1, 'a'.repeat(64)), hash: 'a'.repeat(64) }]],
]) {
  test(`a list with ${what} fails`, async () => {
    const { status, said } = await verify(write(list()))
    assert.equal(status, 1, said)
  })
}

test('a download has one chain: a part of it that begins anew in the middle fails', async () => {
  const [newest, , oldest] = visitor(1)
  const { status, said } = await verify(write({ receipts: [newest, oldest] }))
  assert.equal(status, 1)
  assert.match(said, /the receipt before it is not here/)
})

// As a program, for what ends a process: each has to end by itself, soon, and without a stack.
const LIMIT = 20_000
const program = [inRoot('tools/cli/portcullis.mjs'), 'verify']

function asProgram(...args) {
  const ended = spawnSync(process.execPath, [...program, ...args], { encoding: 'utf8', timeout: LIMIT })
  assert.equal(ended.error, undefined, String(ended.error))
  assert.doesNotMatch(ended.stderr, /\.mjs:\d|RangeError|at .*\(/)
  return ended
}

const nested = (open, close) => `[{"format":"portcullis","version":1,"x":${open.repeat(100_000)}0${close.repeat(100_000)}}]`
for (const [what, content, status] of [
  ['lists nested 100,000 deep', nested('[', ']'), 1],
  ['objects nested 100,000 deep', nested('{"a":', '}'), 1],
  ['brackets that nothing closes', '['.repeat(1_000_000), 1],
  ['quotes that nothing closes', `"${'\\"'.repeat(1_000_000)}`, 2],
  ['nothing', '', 2],
  ['bytes that are no text', Buffer.from([0x22, 0xff, 0xfe, 0x22]), 2],
  ['a receipt with a deep choice', JSON.stringify(chain()).replace('"ads":false', `"ads":${'['.repeat(200)}${']'.repeat(200)}`), 1],
  ['members that are called like methods', '[{"format":"portcullis","version":1,"method":{"toString":1},"record":{"id":{"toString":1},"__proto__":{},"choices":{"__proto__":true}},"url":{"toString":1}}]', 1],
]) {
  test(`a file with ${what} ends with ${status} and a sentence`, () => {
    const ended = asProgram(write(content))
    assert.equal(ended.status, status, ended.stdout + ended.stderr)
    assert.match(ended.stdout + ended.stderr, /\.\n|\n/)
  })
}

test('a deep policy is refused too', () => {
  const ended = asProgram(write(chain()), '--policy', write(`{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`))
  assert.equal(ended.status, 2)
  assert.match(ended.stderr, /nested too deep for a policy/)
})

test('what is no regular file, or has no end, is refused at once', { skip: process.platform === 'win32' && 'there are no such files' }, () => {
  const pipe = path.join(folder, 'pipe')
  spawnSync('mkfifo', [pipe])
  for (const file of [pipe, '/dev/zero', folder]) {
    const ended = asProgram(file)
    assert.equal(ended.status, 2)
    assert.match(ended.stderr, /not a regular file/)
    assert.equal(asProgram(write(chain()), '--policy', file).status, 2)
  }
})

test('a file of 2 GB is refused without being read', () => {
  const file = path.join(folder, 'large')
  openSync(file, 'w')
  truncateSync(file, 2 ** 31 + 1)
  const ended = asProgram(file)
  assert.equal(ended.status, 2)
  assert.match(ended.stderr, /larger than 64 MB/)
})

const ESCAPES = 'x\u001b[2K\u001b[1A\rFORGED\u0007\u202e\u2028\u009b31m\nFORGED'
test('nothing in a file speaks to the terminal, or begins a line of its own', async () => {
  const one = receipt(1, null)
  const odd = [
    { method: ESCAPES },
    { record: { ...one.record, id: ESCAPES } },
    { [ESCAPES]: 1 },
    { record: { ...one.record, [ESCAPES]: 1, choices: { [ESCAPES]: true } } },
    { layer: ESCAPES },
    { url: ESCAPES },
  ]
  const list = odd.map((change) => seal({ ...one, ...change }))
  const said = [list, { receipts: list, [ESCAPES]: 1, texts: { [ESCAPES]: 'x' } }, JSON.stringify(list).replace(/^\[\{/, `[{${JSON.stringify(ESCAPES)}:1,${JSON.stringify(ESCAPES)}:2,`)].map(write).map((file) => verify(file))
  said.push(verify(write(`{${ESCAPES}`)), verify(write(chain()), '--policy', write(ESCAPES)), verify(path.join(folder, ESCAPES)), verify(write(chain()), `--${ESCAPES}`))
  said.push(verify(write({ ...line(one), x: 1 })), verify(write(line(one).replace('{', `{${JSON.stringify(ESCAPES)}:1,`))))
  for (const { status, said: text } of await Promise.all(said)) {
    assert.notEqual(status, 0)
    assert.doesNotMatch(text, /[^\n\P{C}]|[\u2028\u2029]/u)
    assert.doesNotMatch(text, /^FORGED/m)
  }
})

test('a long text of a file is cut short', async () => {
  const { said } = await verify(write([seal({ ...receipt(1, null), method: 'x'.repeat(1_000_000) })]))
  assert.ok(said.length < 1000)
})

// Each byte of a file becomes another one. There are no blanks in it, so each change is one of content.
for (const [what, content] of [
  ['a download', JSON.stringify(chain())],
  ['a receipt', JSON.stringify(receipt(1, null))],
]) {
  test(`no byte of ${what} can be changed unseen`, async () => {
    const bytes = Buffer.from(content)
    assert.equal((await verify(write(bytes))).status, 0)
    const name = write('')
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes)
      changed[at] ^= [1, 0x20, 0x80][at % 3]
      writeFileSync(name, changed)
      const { status } = await verify(name)
      assert.ok(status === 1 || status === 2, `byte ${at} ${changed.subarray(Math.max(0, at - 20), at + 20)}`)
    }
  })
}
