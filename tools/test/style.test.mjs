// The words of `style` stand in three places: the types (and so the schema), the checker, and the page's own check.

import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'
import { test } from 'node:test'
import { inRoot } from '../build/settings.mjs'

const read = (...place) => readFileSync(inRoot(...place), 'utf8')

// Each member of `style` that takes one of some words, with them, as the schema has it.
function published() {
  const { $defs } = JSON.parse(read('www', 'policy.schema.json'))
  const words = ([name, { anyOf = [] }]) => {
    const type = anyOf.map(({ $ref = '' }) => $defs[$ref.replace('#/$defs/', '')]).find(Boolean)
    const known = type?.enum ?? type?.oneOf?.flatMap((one) => one.const ?? one.enum)
    return known ? [[name, known]] : []
  }
  return Object.fromEntries(Object.entries($defs.Style.properties).flatMap(words))
}

const schema = published()

test('the schema has words for some members of style', () => {
  assert.deepEqual(Object.keys(schema).sort(), ['layout', 'position', 'reopen', 'side', 'theme'])
})

test('the page checks style by the words of the schema', () => {
  const table = /WORDS[^{]*\{([^]*?)\n\}/.exec(read('www', 'runtime', 'style-words.ts'))[1]
  const found = [...table.matchAll(/^ {2}(\w+): '([^']*)'/gm)].map(([, name, words]) => [name, words.split(' ')])
  assert.deepEqual(Object.fromEntries(found), schema)
})

test('the checker checks style by the words of the schema, and its sentences name them', () => {
  const table = /const STYLE[^]*?\n\];/.exec(read('src', 'check', 'shape.rs'))[0]
  const found = [...table.matchAll(/"(\w+)",\s*Kind::Maybe\(&Kind::OneOf\(\s*&\[([^\]]*)\],\s*"((?:\\.|[^"\\])*)"/g)]
  const words = (list) => [...list.matchAll(/"(\w+)"/g)].map(([, word]) => word)
  assert.deepEqual(Object.fromEntries(found.map(([, name, list]) => [name, words(list)])), schema)
  for (const [, name, , sentence] of found) {
    const said = words(sentence.replaceAll('\\', ''))
    assert.deepEqual(said, name === 'theme' ? ['light', 'dark'] : schema[name], sentence)
  }
})

test('every theme of the schema but light and dark is a file, and every file is one', () => {
  const files = readdirSync(inRoot('www', 'themes')).map((name) => name.replace('.css', ''))
  assert.deepEqual(schema.theme.filter((name) => name !== 'light' && name !== 'dark').sort(), files.sort())
})
