import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, test } from 'node:test'
import { split } from '../build/split.mjs'

const folder = mkdtempSync(path.join(tmpdir(), 'split-'))
after(() => rmSync(folder, { recursive: true }))

// $late is reached by `more` alone, $both by both exports, $listed by the table, $started by the start.
const WHOLE = `(module
  (type $pair (func (param i32) (result i32)))
  (import "page" "told" (func $told (param i32)))
  (global $count (mut i32) (i32.const 5))
  (memory 1)
  (data $text (i32.const 8) "$late (func)\\00\\n (func $late")
  (table $calls 1 1 funcref)
  (elem (table $calls) (i32.const 0) func $listed)
  (export "ask" (func $ask))
  (export "more" (func $more))
  (export "memory" (memory 0))
  (start $started)
  (func $started (global.set $count (i32.add (global.get $count) (i32.const 1))))
  (func $listed (type $pair) (i32.add (local.get 0) (i32.load8_u (i32.const 8))))
  (func $both (type $pair)
    (global.set $count (i32.add (global.get $count) (local.get 0)))
    (global.get $count))
  (func $late (type $pair)
    (call $told (i32.const 77))
    (i32.store (i32.const 64) (local.get 0))
    (call_indirect $calls (type $pair) (call $both (local.get 0)) (i32.const 0)))
  (func $ask (type $pair) (i32.add (call $both (local.get 0)) (i32.load (i32.const 64))))
  (func $more (type $pair) (call $late (call $both (local.get 0)))))`

const inFolder = (name) => path.join(folder, name)
const run = (...command) => execFileSync(command[0], [...command.slice(1), '--enable-mutable-globals'])

function assembled(name, text) {
  writeFileSync(inFolder(`${name}.wat`), text)
  run('wasm-as', '-g', inFolder(`${name}.wat`), '-o', inFolder(`${name}.wasm`))
  return new WebAssembly.Module(readFileSync(inFolder(`${name}.wasm`)))
}

function written(text) {
  assembled('whole', text)
  run('wasm-dis', inFolder('whole.wasm'), '-o', inFolder('whole.wat'))
  return readFileSync(inFolder('whole.wat'), 'utf8')
}

const halves = split(written(WHOLE), ['more'], 0)
const first = assembled('first', halves.first)
const second = assembled(
  'second',
  halves.second('first', (name) => name),
)

test('each function is in one half, and what is not reached from the late export alone is in the first', () => {
  assert.deepEqual(halves.names.first.sort(), ['$ask', '$both', '$listed', '$started'])
  assert.deepEqual(halves.names.second.sort(), ['$late', '$more'])
  assert.doesNotMatch(halves.first, /^ +\((func|call) \$(late|more)\b/m)
  assert.doesNotMatch(halves.second('first', String), /^ \((data|elem|start|func \$both)/m)
})

test('the first half imports nothing new, and the second only from the first', () => {
  assert.deepEqual(WebAssembly.Module.imports(first), [{ module: 'page', name: 'told', kind: 'function' }])
  const given = new Set(WebAssembly.Module.exports(first).map(({ name }) => name))
  for (const { module, name } of WebAssembly.Module.imports(second)) assert.ok(module === 'first' && given.has(name))
  assert.deepEqual(WebAssembly.Module.exports(second), [{ name: 'more', kind: 'function' }])
})

test('a small function of both halves is in both, and then nothing is exported for it', () => {
  const copies = split(written(WHOLE), ['more'], 100)
  assert.deepEqual(copies.names.first.sort(), halves.names.first)
  assert.deepEqual(copies.names.second.sort(), ['$both', '$late', '$more'])
  assert.doesNotMatch(copies.first, /export "half:\d" \(func \$both/)
  const one = new WebAssembly.Instance(assembled('one', copies.first), { page: { told() {} } }).exports
  const two = assembled('two', copies.second('first', String))
  const { more } = new WebAssembly.Instance(two, { first: one }).exports
  // One counter for both: 6 after the start, 7, then 9 and 18, to which the table's function adds what is in the text.
  assert.deepEqual([one.ask(1), more(2), one.ask(0)], [7, 18 + '$'.charCodeAt(0), 27])
})

test('the halves together do what the whole does', () => {
  const talk = (ask, more, told) => [ask(1), more(2), ask(3), more(-4), ask(0), ...told]
  const heard = (told) => ({ page: { told: (what) => told.push(what) } })
  const toldByWhole = []
  const whole = new WebAssembly.Instance(assembled('whole', WHOLE), heard(toldByWhole)).exports
  const toldByHalves = []
  const one = new WebAssembly.Instance(first, heard(toldByHalves)).exports
  const two = new WebAssembly.Instance(second, { first: one }).exports
  assert.deepEqual(talk(one.ask, two.more, toldByHalves), talk(whole.ask, whole.more, toldByWhole))
  assert.deepEqual(toldByHalves, [77, 77])
})

test('stops at what it does not know', () => {
  assert.throws(() => split(written(WHOLE), ['ask', 'nobody']), /no export nobody/)
  assert.throws(() => split('(module (func))', ['more']), /not the text/)
  assert.throws(() => split('(module\n (novelty $x)\n)\n', ['more']), /unknown/)
  const segment = '(module (memory 1) (data $d "x") (export "more" (func $m)) (func $m (data.drop $d)))'
  writeFileSync(inFolder('segment.wat'), segment)
  run('wasm-as', '-g', '--enable-bulk-memory', inFolder('segment.wat'), '-o', inFolder('segment.wasm'))
  run('wasm-dis', '--enable-bulk-memory', inFolder('segment.wasm'), '-o', inFolder('segment.wat'))
  assert.throws(() => split(readFileSync(inFolder('segment.wat'), 'utf8'), ['more']), /a segment/)
})

test('an export that nobody asks for keeps nothing in the first half', () => {
  const text = written(WHOLE.replace('(export "ask"', '(export "idle" (func $idle))\n  (func $idle)\n  (export "ask"'))
  assert.ok(split(text, ['more'], 0).names.first.includes('$idle'))
  assert.ok(!split(text, ['more'], 0, ['idle']).names.first.includes('$idle'))
})
