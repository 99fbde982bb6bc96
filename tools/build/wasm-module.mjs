// One module for browsers: cargo, wasm-bindgen, wasm-opt, short names, esbuild. Ends as dist/NAME.wasm and
// dist/NAME.js, and dist/NAME.LATE.wasm where the settings name an export as late.

import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { transform } from 'esbuild'
import { INNER_PROPERTIES, UNUSED, exactly, shortNames, shortenOptions, webGlue } from './glue.mjs'
import { run } from './run.mjs'
import { DIST, ROOT, WORK, cargoEnvironment, inRoot } from './settings.mjs'
import { split } from './split.mjs'
import { step } from './steps.mjs'

// Everything that can change what cargo makes. The key files change with the compiler and the standard library.
const crateInputs = (environment) => [
  inRoot('src'),
  inRoot('Cargo.toml'),
  inRoot('Cargo.lock'),
  inRoot('build.rs'),
  inRoot('www', 'styles'),
  inRoot('www', 'words'),
  inRoot('.toolchain', 'size', 'key'),
  inRoot('tools', 'build'),
  { ...environment },
]

// Builds the crate with the features of one module. Returns the path of the .wasm that cargo made.
export async function compile(settings, name) {
  const { features } = settings.modules[name]
  const { profile } = settings
  const environment = cargoEnvironment(profile)
  const made = path.join(WORK, `${name}.cargo.wasm`)
  const target = settings.rust.target
  const folder = path.join(ROOT, 'target', profile)
  await step(
    `${name}: cargo`,
    { inputs: [...crateInputs(environment), { features, target }], outputs: [made] },
    async () => {
      const flags = ['build', '--release', '--lib', '--target', target, '--target-dir', folder]
      await run('cargo', [...flags, '--no-default-features', '--features', features.join(',')], { env: environment })
      copyFileSync(path.join(folder, target, 'release', 'portcullis.wasm'), made)
    },
  )
  return made
}

export async function buildModule(settings, name, made) {
  const { optimiser, javascript } = settings
  const { late, copied } = settings.modules[name]
  const output = (file) => path.join(DIST, file)
  const outputs = [`${name}.wasm`, `${name}.js`, ...(late ? [`${name}.${late}.wasm`] : [])].map(output)
  await step(
    outputs.map((file) => path.basename(file)).join(', '),
    { inputs: [made, inRoot('tools', 'build'), { optimiser, javascript, late, copied }], outputs },
    async () => {
      const folder = path.join(WORK, `${name}.module`)
      const bound = path.join(folder, `${name}_bg.wasm`)
      const bindgen = ['--target', 'web', '--no-typescript', '--out-dir', folder, '--out-name', name, made]
      await run('xtask', ['bindgen', ...bindgen])
      const tools = wasmTools(optimiser, folder)
      const halves = late && split(await tools.text(bound), [late], copied, UNUSED)
      const first = halves ? await tools.binary('first', halves.first) : bound
      const renamed = await tools.shorten(await tools.optimise(first), outputs[0])
      if (halves) {
        const second = halves.second(renamed.module, (given) => renamed.exports[given])
        copyFileSync(await tools.optimise(await tools.binary(late, second)), outputs[2])
      }
      const source = webGlue(readFileSync(path.join(folder, `${name}.js`), 'utf8'), renamed, late)
      writeFileSync(outputs[1], await minifyGlue(source, renamed, javascript.target))
    },
  )
}

// The programs of Binaryen, each working in `folder`.
function wasmTools({ level, passes, features }, folder) {
  const enabled = features.map((feature) => `--enable-${feature}`)
  const inFolder = (file) => path.join(folder, file)
  return {
    async text(file) {
      const output = inFolder('whole.wat')
      await run('wasm-dis', [...enabled, file, '-o', output])
      return readFileSync(output, 'utf8')
    },
    async binary(name, text) {
      writeFileSync(inFolder(`${name}.wat`), text)
      const output = inFolder(`${name}.wasm`)
      await run('wasm-as', [...enabled, inFolder(`${name}.wat`), '-o', output])
      return output
    },
    async optimise(file) {
      const output = file.replace(/\.wasm$/, '.small.wasm')
      await run('wasm-opt', [level, ...passes, ...enabled, file, '-o', output])
      return output
    },
    // wasm-bindgen's names carry hashes, which do not compress. A pass of its own: --converge would repeat it.
    async shorten(file, output) {
      const pass = '--minify-imports-and-exports-and-modules'
      return shortNames(await run('wasm-opt', [...enabled, pass, file, '-o', output]))
    },
  }
}

async function minifyGlue(source, renamed, target) {
  const shorten = shortenOptions(renamed)
  const inner = Object.fromEntries(INNER_PROPERTIES.map((name, index) => [name, `_${index}`]))
  const mangleCache = { ...shorten.mangleCache, ...inner }
  const mangleProps = exactly(Object.keys(mangleCache))
  const { code } = await transform(source, {
    minify: true,
    format: 'esm',
    target,
    mangleProps,
    mangleCache,
    legalComments: 'none',
  })
  return code
}
