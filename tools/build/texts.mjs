// What needs no compiler: the stub, the words, the files that are copied.

import { copyFileSync, existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { build, transform } from 'esbuild'
import { listIn } from './lists.mjs'
import { keepNatives, natives } from './natives/table.mjs'
import { RELEASE_MARK, UNSTAMPED, hashMark } from './release.mjs'
import { COMPILED_AHEAD, inRoot } from './settings.mjs'
import { filesBelow, step } from './steps.mjs'

// Else esbuild writes light-dark() out for browsers that lack it.
const TARGET = 'esnext'

// A style sheet is imported as its minified text.
const styles = {
  name: 'styles',
  setup(bundle) {
    bundle.onLoad({ filter: /\.css$/ }, async ({ path: file }) => {
      const { code } = await transform(readFileSync(file, 'utf8'), { loader: 'css', minify: true, target: TARGET })
      return { contents: code.trim(), loader: 'text' }
    })
  },
}

// The language that portcullis.js has itself: what is shown where the words of another cannot be had.
const OWN = 'en'

// portcullis.js, a classic script with the bare modules and the banner's words of one language in it, and the modules
// that it imports when they are wanted.
export async function buildStub(settings, bare) {
  const { stub, imported, classic, kept, handed } = settings.javascript
  let tables
  const tableOf = async (entry) => {
    const alone = classic.map((one) => [one])
    tables ??= await keepNatives([kept, ...alone].map((list) => list.map((one) => inRoot(one))), handed.map((one) => inRoot(one)), { plugins: [styles] })
    const at = [kept, ...alone, handed].findIndex((list) => list.includes(entry))
    return tables[at]
  }
  await bundle(settings, stub, 'iife', tableOf, bare)
  for (const entry of classic) await bundle(settings, entry, 'iife', tableOf)
  for (const entry of imported) await bundle(settings, entry, 'esm', tableOf)
}

async function bundle({ javascript, version }, entry, format, tableOf, bare = {}) {
  const source = inRoot(entry)
  const name = path.basename(entry, '.ts') + '.js'
  const output = path.join(UNSTAMPED, name)
  // Every script counts, and what is known of vendors and platforms.
  const typescript = filesBelow(inRoot('www')).filter((file) => /\.(ts|txt|mjs)$|\bvendors\/\w+\.json$/.test(file))
  const languages = languagesIn(inRoot(javascript.words))
  const inputs = [...typescript, inRoot('www', 'styles'), inRoot('www', 'words'), inRoot('tools', 'build'), ...Object.values(bare), { javascript, version, languages }]
  await step(`${name}: esbuild`, { inputs, outputs: [output] }, async () => {
    const table = await tableOf(entry)
    await build({
      entryPoints: [source],
      outfile: output,
      bundle: true,
      minify: true,
      format,
      banner: { js: javascript.compiled_ahead.includes(entry) ? COMPILED_AHEAD : '' },
      target: javascript.target,
      plugins: table ? [styles, natives(table, source, format === 'iife')] : [styles],
      define: {
        PORTCULLIS_NATIVES: JSON.stringify(table?.list ?? ''),
        PORTCULLIS_VERSION: JSON.stringify(version),
        PORTCULLIS_RELEASE: JSON.stringify(RELEASE_MARK),
        PORTCULLIS_HASHES: JSON.stringify(Object.fromEntries((javascript.hashes[entry] ?? []).map((name) => [name, hashMark(name)]))),
        PORTCULLIS_LANGUAGES: JSON.stringify(languages.join(' ')),
        PORTCULLIS_WORDS: JSON.stringify(bannerWords(javascript, OWN)),
        PORTCULLIS_AFTER: JSON.stringify(afterWords(javascript, OWN)),
        ...Object.fromEntries(Object.entries(bare).map(([name, file]) => [`PORTCULLIS_${name.toUpperCase()}`, JSON.stringify(readFileSync(file, 'hex'))])),
      },
      legalComments: 'none',
      logLevel: 'error',
    })
  })
}

const languagesIn = (folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => path.basename(name, '.json'))

const wordsIn = (javascript, language) => Object.entries(JSON.parse(readFileSync(inRoot(javascript.words, `${language}.json`), 'utf8')))

// What the banner says in a language, and what stands between the names of a list.
function bannerWords(javascript, language) {
  const words = wordsIn(javascript, language).filter(([key]) => javascript.banner_words.includes(key))
  return Object.fromEntries([...words, ['list', listIn(language)]])
}

// What is said after a first banner.
const afterWords = (javascript, language) => Object.fromEntries(wordsIn(javascript, language).filter(([key]) => javascript.after_words.includes(key)))

// The words of a first banner in one file, what is said after it in another, and in the last what the panel says.
export async function buildWords({ javascript }) {
  const folder = inRoot(javascript.words)
  const first = javascript.banner_words
  const after = javascript.after_words
  for (const language of languagesIn(folder)) {
    const source = path.join(folder, `${language}.json`)
    const outputs = ['', '.after', '.panel'].map((part) => path.join(UNSTAMPED, 'words', `${language}${part}.json`))
    const inputs = [source, inRoot('tools', 'build', 'texts.mjs'), { first, after, list: listIn(language) }]
    await step(`words: ${language}`, { inputs, outputs, quiet: true }, () => {
      const others = wordsIn(javascript, language).filter(([key]) => !first.includes(key) && !after.includes(key))
      writeFileSync(outputs[0], JSON.stringify(bannerWords(javascript, language)))
      writeFileSync(outputs[1], JSON.stringify(afterWords(javascript, language)))
      writeFileSync(outputs[2], JSON.stringify(Object.fromEntries(others)))
    })
  }
}

// Themes are small enough to be fetched before the banner, without their comments.
export async function buildThemes({ javascript }) {
  const folder = inRoot(javascript.themes)
  for (const name of readdirSync(folder)) {
    const source = path.join(folder, name)
    const output = path.join(UNSTAMPED, 'themes', name)
    await step(`theme: ${name}`, { inputs: [source, inRoot('tools', 'build', 'texts.mjs')], outputs: [output], quiet: true }, async () => {
      const { code } = await transform(readFileSync(source, 'utf8'), { loader: 'css', minify: true, target: TARGET })
      writeFileSync(output, code.trim())
    })
  }
}

export async function copyFiles({ javascript }) {
  for (const name of javascript.copied) {
    const source = inRoot(name)
    if (!existsSync(source)) throw new Error(`${name} is missing; wasm-pack.toml lists it under [javascript] copied`)
    const output = path.join(UNSTAMPED, path.basename(name))
    await step(`copy: ${path.basename(name)}`, { inputs: [source], outputs: [output], quiet: true }, () => {
      copyFileSync(source, output)
    })
  }
}
