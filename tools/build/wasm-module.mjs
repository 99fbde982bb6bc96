// One module for browsers: cargo, wasm-bindgen, wasm-opt, short names, esbuild. Ends as NAME.wasm and
// NAME.js, for dist/ when they are stamped; a bare one as NAME.wasm for the stub, without wasm-bindgen and with its names as they are:
// the stub has it in itself.

import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { transform } from 'esbuild'
import { INNER_PROPERTIES, exactly, shortNames, shortenOptions, webGlue, withoutUnused } from './glue.mjs'
import { run } from './run.mjs'
import { UNSTAMPED } from './release.mjs'
import { COMPILED_AHEAD, ROOT, WORK, cargoEnvironment, inRoot } from './settings.mjs'
import { step } from './steps.mjs'

// What of the build makes modules: the rest of it may change without a compiler's minutes.
export const OWN = ['glue.mjs', 'run.mjs', 'settings.mjs', 'twin.mjs', 'wasm-module.mjs'].map((name) => inRoot('tools', 'build', name))

// Everything that can change what cargo makes. The key files change with the compiler and the standard library.
const crateInputs = (environment) => [
  inRoot('src'),
  inRoot('Cargo.toml'),
  inRoot('Cargo.lock'),
  inRoot('build.rs'),
  inRoot('www', 'styles'),
  inRoot('www', 'words'),
  inRoot('.toolchain', 'size', 'key'),
  ...OWN,
  { ...environment },
]

// Builds the crate with the features of one module. Returns the path of the .wasm that cargo made.
export async function compile(settings, name) {
  const { features, inline, stack } = settings.modules[name]
  const { profile } = settings
  const environment = cargoEnvironment(profile)
  const made = path.join(WORK, `${name}.cargo.wasm`)
  const target = settings.rust.target
  const folder = path.join(ROOT, 'target', profile)
  await step(
    `${name}: cargo`,
    { inputs: [...crateInputs(environment), { features, inline, stack, target }], outputs: [made] },
    async () => {
      const flags = ['--release', '--lib', '--target', target, '--target-dir', folder, '--no-default-features']
      const llvm = inline ? ['-C', `llvm-args=-inline-threshold=${inline}`] : []
      const link = stack ? ['-C', `link-arg=-zstack-size=${stack}`] : []
      await run('cargo', ['rustc', '--locked', ...flags, '--features', features.join(','), '--', ...llvm, ...link], { env: environment })
      copyFileSync(path.join(folder, target, 'release', 'portcullis.wasm'), made)
    },
  )
  return made
}

// Returns the path of the finished .wasm.
export async function buildModule(settings, name, made) {
  const { optimiser, javascript } = settings
  const { bare } = settings.modules[name]
  const outputs = bare ? [path.join(WORK, `${name}.wasm`)] : [`${name}.wasm`, `${name}.js`].map((file) => path.join(UNSTAMPED, file))
  await step(
    outputs.map((file) => path.basename(file)).join(', '),
    { inputs: [made, ...OWN, { optimiser, javascript, bare }], outputs },
    async () => {
      const folder = path.join(WORK, `${name}.module`)
      mkdirSync(folder, { recursive: true })
      const tools = wasmTools(optimiser, folder)
      const small = async (file) => tools.optimise(await tools.binary(name, withoutUnused(await tools.text(file))))
      if (bare) return copyFileSync(await small(made), outputs[0])
      const bindgen = ['--target', 'web', '--no-typescript', '--out-dir', folder, '--out-name', name, made]
      await run('xtask', ['bindgen', ...bindgen])
      const renamed = await tools.shorten(await small(path.join(folder, `${name}_bg.wasm`)), outputs[0])
      const source = webGlue(readFileSync(path.join(folder, `${name}.js`), 'utf8'), renamed)
      writeFileSync(outputs[1], await minifyGlue(source, renamed, javascript.target))
    },
  )
  return outputs[0]
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
    banner: COMPILED_AHEAD,
    target,
    mangleProps,
    mangleCache,
    legalComments: 'none',
  })
  return code
}
