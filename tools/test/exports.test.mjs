// Nothing is exported that nobody imports: neither the page's side nor the tools keep what is of no use.

import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { inRoot } from '../build/settings.mjs'

const below = (folder) =>
  readdirSync(inRoot(folder), { recursive: true })
    .map((name) => path.posix.join(folder, name.replaceAll('\\', '/')))
    .filter((name) => /\.(ts|mts|mjs)$/.test(name) && !/node_modules|\.d\.m?ts$/.test(name))
const read = (name) => readFileSync(inRoot(name), 'utf8')

const OURS = [...below('www').filter((name) => !name.startsWith('www/store/')), ...below('tools').filter((name) => !/\.test\.mjs$/.test(name))]
const ALL = [...OURS, ...below('tools/test'), ...below('tests'), ...below('benches')]

// The names that a file exports.
const exportsOf = (text) => [
  ...[...text.matchAll(/^export (?:declare )?(?:async )?(?:const enum|const|let|function\*?|class|interface|type|enum) (\w+)/gm)].map(([, name]) => name),
  ...[...text.matchAll(/^export (?:type )?\{([^}]*)\}/gm)].flatMap(([, names]) => names.split(',').map((name) => name.trim().split(/ as /).pop()).filter(Boolean)),
]

// The names that a file takes from others: by an import or an export, also of a module that it loads.
const importsOf = (text) =>
  [...text.matchAll(/^(?:import|export)\b[^'";{]*\{([^}]*)\}\s*from\b|\{([^{}]*)\}\s*=\s*(?:await\s+)?\(?await import\(|\{([^{}]*)\}\s*=\s*await import\(/gm)].flatMap(([, ...lists]) =>
    lists.filter(Boolean).flatMap((list) => list.split(',').map((name) => /^(?:type )?(\w+)/.exec(name.trim())?.[1])),
  )
// And by the name of the whole, or of a module at the place where it is loaded.
const membersOf = (text) => {
  const wholes = [...text.matchAll(/^import \* as (\w+) from/gm)].map(([, whole]) => `\\b${whole}`)
  return [...wholes, '\\(await import\\([^)]*\\)\\)'].flatMap((place) => [...text.matchAll(new RegExp(`${place}\\.(\\w+)`, 'g'))].map(([, name]) => name))
}
const taken = new Set(ALL.flatMap((name) => [...importsOf(read(name)), ...membersOf(read(name))]))

test('nobody exports what nobody imports', () => {
  // The browser and the tests of a release read what each shipped script exports.
  // What stands in a text that the build writes: glue of wasm-bindgen.
  const isGlue = (name) => name.startsWith('__')
  const isShipped = (file) => /\/portcullis\.\w+\.ts$/.test(file)
  const left = OURS.flatMap((file) => exportsOf(read(file)).filter((name) => !isShipped(file) && !isGlue(name) && !taken.has(name)).map((name) => `${file}: ${name}`))
  assert.deepEqual(left, [])
})

test('an export that nobody imports is found', () => {
  assert.deepEqual(exportsOf('export const a = 1\nexport type { B, C as D }\nexport async function e() {}\nconst f = 1'), ['a', 'e', 'B', 'D'])
})
