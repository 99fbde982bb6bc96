// What the commands take from the built package: the check module, the interface's words, the catalogue.

import { existsSync, readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { bestOf } from '../../www/tags.mjs'
import { Misuse } from './misuse.mjs'

const DIST = process.env.DIST ?? fileURLToPath(new URL('../../dist', import.meta.url))

function place(name) {
  const file = path.join(DIST, name)
  if (!existsSync(file)) throw new Misuse(`${file}: missing. Run npm run build`, { showUsage: false })
  return file
}

const json = (name) => JSON.parse(readFileSync(place(name), 'utf8'))

// The checker: src/check/, as WebAssembly.
export async function loadChecker() {
  const module = await import(pathToFileURL(place('check.js')))
  await module.default({ module_or_path: readFileSync(place('check.wasm')) })
  return (tokens, ui, catalogue) => JSON.parse(module.check(tokens, ui.join(' '), catalogue.join(' ')))
}

export const readCatalogue = () => json('catalogue.json')

const languages = () => readdirSync(place('words')).flatMap((name) => /^([\w-]+)\.json$/.exec(name)?.[1] ?? [])

// The interface's words in `language`, or in one that is near it, or in English.
export function interfaceWords(language) {
  const found = bestOf([language, 'en'], languages())
  const parts = ['', '.after', '.panel'].map((part) => `words/${found}${part}.json`)
  return Object.assign({}, ...parts.filter((file) => existsSync(path.join(DIST, file))).map(json))
}
