// The same module without Wasm, for pages whose content security policy refuses it: dist/NAME.twin.js.
//
// Made from the very .wasm that cargo made for NAME.wasm, by wasm2js. Exports are those of NAME.js; the default
// export, which loads there, has nothing to do here.
//
// wasm2js cannot read reference types, which wasm-bindgen uses as soon as the module lists them among its features.
// So the later instructions are written out in earlier ones first, and the list is replaced by one without them:
// wasm-bindgen then keeps JavaScript values in an array instead of a table.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { build } from 'esbuild'
import { INNER_PROPERTIES, exactly } from './glue.mjs'
import { RELEASE_MARK, UNSTAMPED } from './release.mjs'
import { run } from './run.mjs'
import { WORK, inRoot } from './settings.mjs'
import { step } from './steps.mjs'
import { OWN } from './wasm-module.mjs'

const LOWERINGS = ['--llvm-nontrapping-fptoint-lowering', '--signext-lowering', '--strip-target-features']
const READABLE = ['--mvp-features', '--enable-mutable-globals', '--enable-bulk-memory', '--enable-bulk-memory-opt']

// What the Rust side of wasm-bindgen asks of the table. There is none: nothing grows, and the values below `end`
// (undefined, null, true, false) are never dropped.
const TABLE_MODULE = '__wbindgen_externref_xform__'
const withoutTable = (end) => `
export const __wbindgen_externref_statics_end = () => ${end}
export const __wbindgen_externref_table_grow = () => -1
export const __wbindgen_externref_table_set_null = () => {}
`

export const twinOf = (name) => path.join(UNSTAMPED, `${name}.twin.js`)

export async function buildTwin(settings, name, made) {
  const { optimiser, javascript } = settings
  const output = twinOf(name)
  await step(
    `${name}.twin.js`,
    {
      inputs: [made, ...OWN, { optimiser, javascript, module: settings.modules[name] }],
      outputs: [output],
    },
    async () => {
      const folder = path.join(WORK, `${name}.twin`)
      const inFolder = (file) => path.join(folder, file)
      mkdirSync(folder, { recursive: true })
      await lower(made, inFolder('lowered.wasm'), optimiser)
      const bindgen = ['--target', 'bundler', '--no-typescript', '--out-dir', folder, '--out-name', name]
      await run('xtask', ['bindgen', ...bindgen, inFolder('lowered.wasm')])
      const small = inFolder(`${name}.small.wasm`)
      await run('wasm-opt', [
        ...READABLE,
        optimiser.level,
        ...optimiser.passes,
        inFolder(`${name}_bg.wasm`),
        '-o',
        small,
      ])
      await run('wasm2js', [...READABLE, optimiser.level, small, '-o', inFolder(`${name}_bg.wasm.js`)])
      renewViews(inFolder(`${name}_bg.js`))
      writeFileSync(inFolder('table.js'), withoutTable(firstFreeSlot(inFolder(`${name}_bg.js`))))
      writeFileSync(inFolder('entry.js'), entry(inFolder(`${name}.js`), name))
      await bundle(inFolder('entry.js'), inFolder('table.js'), output, javascript.target)
    },
  )
}

async function lower(made, output, optimiser) {
  const features = optimiser.features.map((feature) => `--enable-${feature}`)
  await run('wasm-opt', [...features, ...LOWERINGS, made, '-o', output])
  await run('wasm-opt', [...READABLE, '--emit-target-features', output, '-o', output])
}

// The glue fills the array with so many blanks and then the four fixed values; a module that holds no JavaScript
// value has no array.
function firstFreeSlot(file) {
  const blanks = /let heap = new Array\((\d+)\)\.fill\(undefined\);\nheap\.push\(undefined, null, true, false\);/
  const source = readFileSync(file, 'utf8')
  if (!/\bheap\b/.test(source)) return 0
  const found = blanks.exec(source)
  if (!found) throw new Error(`${file} keeps its values in an unknown way: see tools/build/twin.mjs`)
  return Number(found[1]) + 4
}

// A WebAssembly memory that grows empties its old buffer, and the glue looks for that; the JavaScript one leaves the
// old buffer as it is.
function renewViews(file) {
  const source = readFileSync(file, 'utf8')
  const stale = /if \((cached\w+Memory\d*) === null \|\| .*\) \{$/gm
  const views = source.match(/let cached\w+Memory\d* = null;/g)?.length
  let renewed = 0
  const mended = source.replace(
    stale,
    (_, view) => (renewed++, `if (${view} === null || ${view}.buffer !== wasm.memory.buffer) {`),
  )
  if (!views || renewed !== views)
    throw new Error(`${file} renews its views in an unknown way: see tools/build/twin.mjs`)
  writeFileSync(file, mended)
}

// wasm-bindgen's own entry file, pointed at the JavaScript.
function entry(file, name) {
  const source = readFileSync(file, 'utf8')
  if (!source.includes(`"./${name}_bg.wasm"`))
    throw new Error(`${file} does not import its wasm: see tools/build/twin.mjs`)
  const pointed = source.replace(`"./${name}_bg.wasm"`, `"./${name}_bg.wasm.js"`)
  return `${pointed}\nexport default () => Promise.resolve()\nexport const release = '${RELEASE_MARK}'\n`
}

async function bundle(entryPoint, table, outfile, target) {
  await build({
    entryPoints: [entryPoint],
    outfile,
    bundle: true,
    minify: true,
    format: 'esm',
    target,
    alias: { [TABLE_MODULE]: table },
    mangleProps: exactly(INNER_PROPERTIES),
    legalComments: 'none',
    logLevel: 'error',
    allowOverwrite: true,
  })
  if (/WebAssembly/.test(readFileSync(outfile, 'utf8'))) throw new Error(`${outfile} still asks for WebAssembly`)
}
