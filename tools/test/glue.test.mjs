import assert from 'node:assert/strict'
import { test } from 'node:test'
import { transform } from 'esbuild'
import { shortNames, shortenOptions, webGlue, withoutUnused } from '../build/glue.mjs'

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

test('exports that nobody asks for are left out', () => {
  const text = '(module\n (export "memory" (memory $0))\n (export "__heap_base" (global $1))\n (export "ask" (func $0))\n)\n'
  assert.equal(withoutUnused(text), text.replace(/ .*__heap_base.*\n/, ''))
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
