// One module for browsers: cargo, wasm-bindgen, wasm-opt, short names, esbuild. Ends as dist/NAME.wasm and dist/NAME.js.

import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { transform } from 'esbuild'
import { INNER_PROPERTIES, exactly, shortNames, shortenOptions, webGlue } from './glue.mjs'
import { run } from './run.mjs'
import { DIST, ROOT, WORK, cargoEnvironment, inRoot } from './settings.mjs'
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
  const outputs = [path.join(DIST, `${name}.wasm`), path.join(DIST, `${name}.js`)]
  await step(
    `${name}.wasm, ${name}.js`,
    { inputs: [made, inRoot('tools', 'build'), { optimiser, javascript }], outputs },
    async () => {
      const folder = path.join(WORK, `${name}.module`)
      const bound = path.join(folder, `${name}_bg.wasm`)
      const small = path.join(folder, `${name}.small.wasm`)
      const bindgen = ['--target', 'web', '--no-typescript', '--out-dir', folder, '--out-name', name, made]
      await run('xtask', ['bindgen', ...bindgen])
      const features = optimiser.features.map((feature) => `--enable-${feature}`)
      await run('wasm-opt', [optimiser.level, ...optimiser.passes, ...features, bound, '-o', small])
      // wasm-bindgen's names carry hashes, which do not compress. A pass of its own: --converge would repeat it.
      const shorten = '--minify-imports-and-exports-and-modules'
      const printed = await run('wasm-opt', [...features, shorten, small, '-o', outputs[0]])
      const renamed = shortNames(printed)
      const source = webGlue(readFileSync(path.join(folder, `${name}.js`), 'utf8'), renamed)
      writeFileSync(outputs[1], await minifyGlue(source, renamed, javascript.target))
    },
  )
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
