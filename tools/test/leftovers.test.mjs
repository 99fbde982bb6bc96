import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, test } from 'node:test'
import { removeLeftovers } from '../build/leftovers.mjs'

const outside = mkdtempSync(path.join(tmpdir(), 'leftovers-'))
after(() => rmSync(outside, { recursive: true }))

// A dist/ with these files, and the manifest of the build before; what is left of them when those of `made` were made.
function leaves(files, manifest, made) {
  const folder = mkdtempSync(path.join(outside, 'dist-'))
  mkdirSync(path.join(folder, 'words'))
  for (const name of files) writeFileSync(path.join(folder, name), name)
  if (manifest !== undefined) writeFileSync(path.join(folder, 'manifest.json'), manifest)
  removeLeftovers(folder, made)
  const left = readdirSync(folder, { recursive: true, withFileTypes: true })
  return left.filter((one) => one.isFile() && one.name !== 'manifest.json').map((one) => path.relative(folder, path.join(one.parentPath ?? one.path, one.name))).sort()
}

const of = (...names) => JSON.stringify({ files: Object.fromEntries(names.map((name) => [name, {}])) })

test('what an earlier build made and this one does not goes, with its packed copies', () => {
  const files = ['gate.wasm', 'gate.wasm.br', 'gate.more.wasm', 'gate.more.wasm.br', 'gate.more.wasm.gz', 'words/tlh.json', 'words/tlh.json.gz']
  assert.deepEqual(leaves(files, of('gate.wasm', 'gate.more.wasm', 'words/tlh.json'), ['gate.wasm']), ['gate.wasm', 'gate.wasm.br'])
})

test('what no build made stays, whatever it is called', () => {
  const files = ['notes.txt', 'archive.gz', 'gate.more.wasm', 'words/mine.json']
  assert.deepEqual(leaves(files, of('gate.wasm'), []), [...files].sort())
})

test('without a manifest that can be read nothing goes', () => {
  for (const manifest of [undefined, '', '{', 'null', '[]', '{"files":null}']) {
    assert.deepEqual(leaves(['gate.wasm'], manifest, []), ['gate.wasm'])
  }
})

test('a manifest reaches nothing outside its folder', () => {
  const file = path.join(outside, 'precious')
  writeFileSync(file, '')
  assert.deepEqual(leaves(['gate.wasm'], of('../precious', file, '.', '', 'words/../../precious'), []), ['gate.wasm'])
  assert.ok(readdirSync(outside).includes('precious'))
})
