// What the folders of the page's side promise each other, as tests/architecture.rs has it for the core: imports run one
// way, from room to room and within each, types included.

import assert from 'node:assert/strict'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { inRoot } from '../build/settings.mjs'

// The rooms, each above those that it may import from.
const ROOMS = [
  ['types', 'generated', 'styles', 'words', 'platforms', 'services', ''],
  ['boot', 'numbers', 'import', 'advice', 'catalogue'],
  ['guard'],
  ['runtime/gate'],
  ['runtime/timing'],
  ['runtime/record'],
  ['runtime/vendors', 'runtime/ui'],
  ['runtime/gating'],
  ['runtime'],
  ['audit', 'gpp', 'lint', 'search'],
]
// What ships is bundled file by file: of these rooms a bundle of another one takes types and constants alone, for a second
// copy of what runs there would have a state of its own.
const SHIPPED = ['boot', 'runtime']
// What such a bundle may have a copy of: it keeps no state.
const STATELESS = ['boot/word-files', 'boot/find-all', 'boot/ask', 'boot/early', 'boot/page-styles', 'boot/report', 'runtime/ui/openers']

const FLOORS = 10
const LINES = 400

const scripts = readdirSync(inRoot('www'), { recursive: true })
  .map((name) => name.replaceAll('\\', '/'))
  .filter((name) => /\.(ts|mjs)$/.test(name) && !name.startsWith('store/'))
const text = (name) => readFileSync(inRoot('www', name), 'utf8')
const roomOf = (name) => path.posix.dirname(name).replace(/^\.$/, '')
const bundleOf = (name) => name.split('/')[0]

// The files that `name` imports: whether types alone, and which.
function importsOf(name) {
  const found = [...text(name).matchAll(/^(?:import|export)\b([^'";]*?)from\s*'(\.[^']+)'|^import\s*'(\.[^']+)'/gm)]
  return found.map(([, what = '', from, bare]) => {
    const place = path.posix.join(roomOf(name), from ?? bare)
    const file = [place, `${place}.ts`, `${place}.d.ts`, `${place}.mjs`].find((one) => existsSync(inRoot('www', one)) && /\.\w+$/.test(one))
    assert.ok(file, `${name} imports ${from ?? bare}, which is not there`)
    return { file, types: /^\s*type\b/.test(what) }
  })
}
const graph = new Map(scripts.map((name) => [name, importsOf(name)]))

test('every folder of scripts is a room with a place in the order', () => {
  const rooms = new Set(scripts.map(roomOf))
  assert.deepEqual([...rooms].filter((room) => !ROOMS.flat().includes(room)), [])
})

test('imports lead to the own room or to one beneath it', () => {
  const height = (name) => ROOMS.findIndex((floor) => floor.includes(roomOf(name)))
  const up = [...graph].flatMap(([name, all]) => all.filter(({ file }) => roomOf(file) !== roomOf(name) && height(file) >= height(name)).map(({ file }) => `${name} imports ${file}`))
  assert.deepEqual(up, [])
})

test('no file imports itself by way of others', () => {
  const done = new Set()
  const walk = (name, above) => {
    assert.ok(!above.includes(name), `a circle: ${[...above.slice(above.indexOf(name)), name].join(' > ')}`)
    if (done.has(name)) return
    for (const { file } of graph.get(name) ?? []) walk(file, [...above, name])
    done.add(name)
  }
  for (const name of scripts) walk(name, [])
})

test('no file stands higher than the tenth floor, by what it imports beside types', () => {
  const floors = new Map()
  const floorOf = (name) => {
    const beneath = (graph.get(name) ?? []).filter(({ file, types }) => !types && graph.has(file))
    if (!floors.has(name)) floors.set(name, 1 + Math.max(0, ...beneath.map(({ file }) => floorOf(file))))
    return floors.get(name)
  }
  assert.deepEqual(scripts.filter((name) => floorOf(name) > FLOORS).map((name) => `${name}: floor ${floorOf(name)}`), [])
})

test('no script has a copy of what runs in another one', () => {
  const copied = [...graph].flatMap(([name, all]) =>
    all
      .filter(({ file, types }) => !types && SHIPPED.includes(bundleOf(file)) && bundleOf(file) !== bundleOf(name))
      .filter(({ file }) => !STATELESS.includes(file.replace('.ts', '')))
      .map(({ file }) => `${name} imports ${file}`),
  )
  assert.deepEqual(copied, [])
})

test('a file holds one idea, and its name says of what', () => {
  for (const name of scripts) {
    const lines = text(name).split('\n').length
    assert.ok(lines <= LINES, `${name} has ${lines} lines; split it`)
    const vague = /^(helpers?|utils?|managers?|misc|common|handlers?|data|infos?|more|rest|seen|known|begin|told|looks)\b/
    assert.doesNotMatch(path.basename(name), vague, `${name}: name what is in it`)
  }
})
