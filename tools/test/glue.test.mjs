import assert from 'node:assert/strict'
import { test } from 'node:test'
import { transform } from 'esbuild'
import { shortNames, shortenOptions, webGlue } from '../build/glue.mjs'

const GLUE = `export function open(at) { return wasm.open(at); }
function __wbg_get_imports() {
    const import0 = {
        __proto__: null,
        __wbg_open_0123: function(arg0) { return arg0.open(wasm.memory.buffer); },
    };
    return { __proto__: null, "./gate_bg.js": import0, };
}
let wasmModule, wasmInstance, wasm;
function initSync() {}
export { initSync, __wbg_init as default };
`
const TABLE = shortNames('{"imports":[["./gate_bg.js","__wbg_open_0123","a"]],"exports":[["open","b"],["memory","c"]]}')

test('shortens the names of the module and leaves those of the page', async () => {
  const source = webGlue(GLUE, TABLE)
  const { code } = await transform(source, { format: 'esm', ...shortenOptions(TABLE) })
  assert.match(code, /a: function\(arg0\) \{\s+return arg0\.open\(wasm\.c\.buffer\)/)
  assert.match(code, /return wasm\.b\(at\)/)
  assert.match(code, /a: import0/)
  assert.doesNotMatch(code, /initSync|__wbg_open/)
})

test('stops when the glue is not the one it knows', () => {
  assert.throws(() => webGlue('let wasm;', TABLE), /no loader/)
})

test('a split module is extended once, after it started, and again after a failure', async () => {
  // (module (func (export "s")) (func (export "half") (result i32) i32.const 7))
  const first = Uint8Array.from([
    0, 97, 115, 109, 1, 0, 0, 0, 1, 8, 2, 96, 0, 0, 96, 0, 1, 127, 3, 3, 2, 0, 1, 7, 12, 2, 1, 115, 0, 0, 4, 104, 97, 108,
    102, 0, 1, 10, 9, 2, 2, 0, 11, 4, 0, 65, 7, 11,
  ])
  // (module (import "a" "half" (func (result i32))) (export "more" (func 0)))
  const second = Uint8Array.from([
    0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 127, 2, 10, 1, 1, 97, 4, 104, 97, 108, 102, 0, 0, 7, 8, 1, 4, 109, 111,
    114, 101, 0, 0,
  ])
  const names = { imports: {}, exports: { __wbindgen_start: 's' }, module: 'a' }
  const source = webGlue(`export function more() { return wasm.more(); }\n${GLUE}`, names, 'more')
  const { code } = await transform(source, { format: 'esm', ...shortenOptions(names) })
  const fresh = (tag) => import(`data:text/javascript,${encodeURIComponent(`${code}//${tag}`)}`)
  const early = await fresh('early')
  await assert.rejects(early.extend({ module_or_path: second }))
  const { default: load, extend, more } = await fresh('in order')
  await load({ module_or_path: first })
  assert.throws(more, TypeError)
  await assert.rejects(extend({ module_or_path: new Response('gone', { status: 404 }) }), /404/)
  assert.throws(more, TypeError)
  const extending = extend({ module_or_path: Promise.resolve(new Response(second)) })
  assert.equal(extending, extend({ module_or_path: 'ignored, already loading' }))
  await extending
  assert.equal(more(), 7)
  assert.throws(() => webGlue(GLUE, names, 'more'), /no export more/)
})

test('loads once, from any of the sources, and again after a failure', async () => {
  const bytes = Uint8Array.from([
    0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 115, 0, 0, 10, 4, 1, 2, 0, 11,
  ])
  const names = { imports: {}, exports: { __wbindgen_start: 's' }, module: 'a' }
  const { code } = await transform(webGlue(GLUE, names), { format: 'esm', ...shortenOptions(names) })
  const fresh = async (tag) => (await import(`data:text/javascript,${encodeURIComponent(`${code}//${tag}`)}`)).default
  const typed = { headers: { 'content-type': 'application/wasm' } }
  await (
    await fresh('streamed')
  )({ module_or_path: Promise.resolve(new Response(bytes, typed)) })
  await (
    await fresh('wrong type')
  )({ module_or_path: new Response(bytes) })
  await (
    await fresh('module')
  )({ module_or_path: await WebAssembly.compile(bytes) })
  const load = await fresh('failure first')
  await assert.rejects(load({ module_or_path: new Response('gone', { status: 404 }) }), /404/)
  const first = load({ module_or_path: bytes })
  assert.equal(first, load({ module_or_path: 'ignored, already loading' }))
  await first
})
