// What needs no compiler: the stub, the words, the files that are copied.

import { copyFileSync, existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { build, transform } from 'esbuild'
import { DIST, inRoot } from './settings.mjs'
import { filesBelow, step } from './steps.mjs'

// A style sheet is imported as its minified text.
const styles = {
  name: 'styles',
  setup(bundle) {
    bundle.onLoad({ filter: /\.css$/ }, async ({ path: file }) => {
      const { code } = await transform(readFileSync(file, 'utf8'), { loader: 'css', minify: true })
      return { contents: code.trim(), loader: 'text' }
    })
  },
}

export async function buildStub({ javascript, version }) {
  const source = inRoot(javascript.stub)
  const output = path.join(DIST, 'portcullis.js')
  // It imports from below its own folder: every TypeScript file there counts.
  const typescript = filesBelow(path.dirname(source)).filter((file) => file.endsWith('.ts'))
  const languages = languagesIn(inRoot(javascript.words))
  const inputs = [...typescript, inRoot('www', 'styles'), inRoot('tools', 'build'), { javascript, version, languages }]
  await step('stub: esbuild', { inputs, outputs: [output] }, () =>
    build({
      entryPoints: [source],
      outfile: output,
      bundle: true,
      minify: true,
      format: 'iife',
      target: javascript.target,
      plugins: [styles],
      define: { PORTCULLIS_VERSION: JSON.stringify(version), PORTCULLIS_LANGUAGES: JSON.stringify(languages) },
      legalComments: 'none',
      logLevel: 'error',
    }),
  )
}

const languagesIn = (folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => path.basename(name, '.json'))

export async function buildWords({ javascript }) {
  const folder = inRoot(javascript.words)
  for (const language of languagesIn(folder)) {
    const name = `${language}.json`
    const output = path.join(DIST, 'words', name)
    await step(`words: ${name}`, { inputs: [path.join(folder, name)], outputs: [output], quiet: true }, () => {
      writeFileSync(output, JSON.stringify(JSON.parse(readFileSync(path.join(folder, name), 'utf8'))))
    })
  }
}

export async function copyFiles({ javascript }) {
  for (const name of javascript.copied) {
    const source = inRoot(name)
    if (!existsSync(source)) throw new Error(`${name} is missing; wasm-pack.toml lists it under [javascript] copied`)
    const output = path.join(DIST, path.basename(name))
    await step(`copy: ${path.basename(name)}`, { inputs: [source], outputs: [output], quiet: true }, () => {
      copyFileSync(source, output)
    })
  }
}
