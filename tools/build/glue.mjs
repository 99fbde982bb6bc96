// The JavaScript that wasm-bindgen writes, made small: its loader replaced by a short one, its names shortened.
//
// wasm-bindgen is fixed to one version, so the pieces looked for are known; if one is missing the build stops.

import { RELEASE_MARK } from './release.mjs'

// What remains of loading: the stub hands over a Response (or a promise of one), a Module or bytes. A server that
// sends a wrong media type is an everyday thing on small hosts, so those bytes are compiled after they arrived.
const LOADER = `
export const release = '${RELEASE_MARK}';
let wasm, starting;
export default (options) => starting ??= load(options, __wbg_get_imports()).then((exports) => {
  wasm = exports;
  wasm.__wbindgen_start();
}).catch((error) => {
  starting = undefined;
  throw error;
});
async function load({ module_or_path }, imports) {
  const source = await module_or_path;
  let loaded;
  if (source instanceof Response) {
    if (!source.ok) throw Error(source.status + ' ' + source.url);
    loaded = source.headers.get('content-type') === 'application/wasm'
      ? await WebAssembly.instantiateStreaming(source, imports)
      : await WebAssembly.instantiate(await source.arrayBuffer(), imports);
  } else loaded = await WebAssembly.instantiate(source, imports);
  return (loaded.instance || loaded).exports;
}
`

// For browsers older than any that has the Wasm features used here.
const POLYFILL = /if \(!\('encodeInto' in cachedTextEncoder\)\) \{[\s\S]*?\n\}\n/

// Guards a Safari fault after two gigabytes of decoded text, which no page of ours comes near.
const DECODE_COUNTER = [
  [/ +numBytesDecoded \+= bytes\.length;\n +if \(numBytesDecoded >= [\s\S]*?\n    \}\n/, ''],
  [/const MAX_SAFARI_DECODE_BYTES = \d+;\nlet numBytesDecoded = 0;\n/, ''],
]

// wasm-bindgen puts texts into memory character by character as long as they are ASCII, and grows what it has if they
// are not. The way it has for modules without that growing is a third of the code.
const TEXT_COPY = [
  [/ +if \(realloc === undefined\) \{\n([\s\S]*?) +\}\n\n +let len = arg\.length;[\s\S]*?\n\}\n/, '$1}\n'],
  [/, wasm\.__wbindgen_realloc\)/g, ')'],
]

// Exports of a module that nobody asks for: the glue leaves the first alone, the others are the linker's.
const UNUSED = ['__wbindgen_realloc', '__data_end', '__heap_base']

// text: a module as wasm-dis writes it. Without those exports, so that the optimiser drops what they alone reach.
export const withoutUnused = (text) => text.replace(/^ \(export "(\w+)" .*\n/gm, (line, name) => (UNUSED.includes(name) ? '' : line))

const replaceOnce = (source, pattern, by, what) => {
  if (!pattern.test(source)) throw new Error(`the glue of wasm-bindgen has no ${what}: see tools/build/glue.mjs`)
  return source.replace(pattern, by)
}

// source: NAME.js of `wasm-bindgen --target web`. renamed: what shortNames() returned.
export function webGlue(source, renamed) {
  let glue = replaceOnce(source, /let wasmModule, wasmInstance, wasm;\n[\s\S]*$/, () => LOADER, 'loader')
  // Modules without text have neither of these.
  glue = glue.replace(POLYFILL, '')
  for (const [pattern, by] of [...DECODE_COUNTER, ...TEXT_COPY]) glue = glue.replace(pattern, by)
  // Exports are marked first, because `open` is also what a page calls a window's method.
  glue = glue.replace(/\bwasm\.([A-Za-z_$][\w$]*)/g, (whole, name) =>
    Object.hasOwn(renamed.exports, name) ? `wasm.${marked(name)}` : whole,
  )
  return replaceOnce(glue, /"\.\/\w+_bg\.js": import0/, `${renamed.module}: import0`, 'import object')
}

const marked = (name) => `$export_${name}`

// The options that make esbuild use the short names, for the web glue.
export function shortenOptions({ imports, exports }) {
  const cache = { ...imports }
  for (const [name, short] of Object.entries(exports)) cache[marked(name)] = short
  return { mangleProps: exactly(Object.keys(cache)), mangleCache: cache }
}

// The names between the two halves of one glue file; no page sees them.
export const INNER_PROPERTIES = ['__wbg_ptr', '__destroy_into_raw', '_wbg_cb_unref']

export const exactly = (names) => new RegExp(`^(?:${names.map((name) => name.replace(/[$]/g, '\\$&')).join('|')})$`)

// Reads the table that wasm-opt prints for --minify-imports-and-exports-and-modules.
export function shortNames(printed) {
  const table = JSON.parse(printed)
  const imports = {}
  const exports = {}
  for (const [, name, short] of table.imports) imports[name] = short
  for (const [name, short] of table.exports) exports[name] = short
  return { imports, exports, module: 'a' }
}
