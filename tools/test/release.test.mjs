import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { hashMark, releaseOf, stamped } from '../build/release.mjs'

const filesOf = (files) => new Map(Object.entries(files).map(([name, text]) => [name, Buffer.from(text)]))
const hash = (bytes) => createHash('sha256').update(bytes).digest('base64').slice(0, -1)

const FILES = {
  'stub.js': `"@release@" "${hashMark('more.js')}" "${hashMark('gate.wasm')}"`,
  'more.js': `"@release@" "${hashMark('panel.js')}"`,
  'panel.js': '"@release@"',
  'gate.wasm': '\0asm @release@',
}

test('each file knows the release, and the hashes are those of the files as they come to dist/', () => {
  const made = stamped('1.0.0-aa', filesOf(FILES))
  const text = (name) => String(made.get(name))
  assert.equal(text('panel.js'), '"1.0.0-aa"')
  assert.equal(text('more.js'), `"1.0.0-aa" "${hash(made.get('panel.js'))}"`)
  assert.equal(text('stub.js'), `"1.0.0-aa" "${hash(made.get('more.js'))}" "${hash(made.get('gate.wasm'))}"`)
  assert.equal(text('gate.wasm'), '\0asm @release@', 'no module is touched')
})

test('the release is the version and what all files hold, in whatever order they were made', () => {
  const release = releaseOf('1.0.0', filesOf(FILES))
  assert.match(release, /^1\.0\.0-[0-9a-f]{8}$/)
  assert.equal(releaseOf('1.0.0', new Map([...filesOf(FILES)].reverse())), release)
  assert.notEqual(releaseOf('1.0.0', filesOf({ ...FILES, 'panel.js': '"@release@" ' })), release)
  assert.notEqual(releaseOf('1.0.0', filesOf({ ...FILES, 'gate.wasm': '\0asm' })), release)
})

test('what was not built stops the build, unless it is known to be missing', () => {
  const { 'panel.js': _, ...rest } = FILES
  assert.throws(() => stamped('1.0.0-aa', filesOf(rest), []), /more\.js has the hash of panel\.js, which was not built/)
  assert.equal(String(stamped('1.0.0-aa', filesOf(rest), ['panel.js']).get('more.js')), '"1.0.0-aa" ""')
})

test('two files that have the hash of each other stop the build', () => {
  const circle = { 'a.js': hashMark('b.js'), 'b.js': hashMark('a.js') }
  assert.throws(() => stamped('1.0.0-aa', filesOf(circle)), /a\.js has the hash of b\.js has the hash of a\.js/)
})
