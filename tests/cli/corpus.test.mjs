// The schema, the checker and the browser's reader, held against each other over tests/policies/: good policies, odd
// ones, which work though not as meant, and bad ones, which are not used. expected.json has every sentence.
// UPDATE=1 writes it, to be read before it is believed.

import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, test } from 'node:test'
import { inRoot } from '../../tools/build/settings.mjs'
import { findingsIn } from '../../tools/cli/findings.mjs'
import { readJson } from '../../tools/cli/policy-file.mjs'
import { resolve } from '../../www/catalogue/resolve.mjs'
import { interfaceWords, loadChecker, readCatalogue } from '../../tools/cli/shipped.mjs'
import { isTooDeep, tokens } from '../../tools/cli/tokens.mjs'
import { tokens as stubTokens } from '../../www/boot/tokens.ts'
import { takes } from './schema.mjs'

const FOLDER = inRoot('tests', 'policies')
const TABLE = path.join(FOLDER, 'expected.json')
const schema = JSON.parse(readFileSync(inRoot('www', 'policy.schema.json'), 'utf8'))
const catalogue = readCatalogue()
const given = { checker: await loadChecker(), ui: Object.keys(interfaceWords('en')), catalogue }

const scratch = mkdtempSync(path.join(os.tmpdir(), 'portcullis-corpus-'))
after(() => rmSync(scratch, { recursive: true }))

const names = (kind) => readdirSync(path.join(FOLDER, kind)).map((name) => `${kind}/${name}`)
const FILES = ['good', 'odd', 'bad'].flatMap(names)
const EXAMPLES = readdirSync(inRoot('www', 'policies'), { recursive: true })
  .filter((name) => name.endsWith('.json'))
  .map((name) => inRoot('www', 'policies', name))

// What the types of the schema cannot say: that names are declared and used once, and what is no JSON at all.
const BEYOND_THE_SCHEMA = /^bad\/(reference-|twice-|catalogue-|no-json|empty-file|page-)/

function judge(file) {
  const { value, problem } = readJson(file)
  const { used, findings } = findingsIn(file, given)
  const says = findings.map(({ level, line, column, sentence }) => `${line}:${column} ${level} ${sentence}`)
  const levels = new Set(findings.map(({ level }) => level))
  const kind = levels.has('error') ? 'bad' : levels.has('warning') ? 'odd' : 'good'
  const isTaken = problem ? undefined : takes(schema, value)
  return { used, says, kind, value, problem, isTaken }
}

const expected = process.env.UPDATE ? {} : JSON.parse(readFileSync(TABLE, 'utf8'))
if (process.env.UPDATE) {
  for (const name of FILES.filter((file) => !file.startsWith('good/'))) expected[name] = judge(path.join(FOLDER, name)).says
  writeFileSync(TABLE, `${JSON.stringify(expected, null, 2)}\n`)
}

test('the corpus is large enough to mean something', () => {
  assert.ok(FILES.length >= 80, `${FILES.length} policies`)
  assert.deepEqual(Object.keys(expected).sort(), FILES.filter((name) => !name.startsWith('good/')).sort())
})

for (const name of FILES) {
  test(`${name}: schema, checker and reader agree`, () => {
    const { used, says, kind, value, problem, isTaken } = judge(path.join(FOLDER, name))
    assert.equal(kind, name.split('/')[0], says.join('\n'))
    assert.deepEqual(says, expected[name] ?? [])
    // The reader in the browser's gate, asked by itself: what it refuses are errors, and nothing else is.
    assert.equal(used, kind !== 'bad')
    if (kind === 'good') assert.equal(isTaken, true)
    if (isTaken === false) assert.notEqual(kind, 'good')
    if (kind === 'bad' && !problem) assert.equal(isTaken, BEYOND_THE_SCHEMA.test(name), 'the schema')
    // The browser's own tokens are the ones that were judged.
    if (!problem) assert.equal(tokens(value), stubTokens(value))
  })
}

for (const file of EXAMPLES) {
  test(`${path.relative(inRoot(), file)} has no problems`, () => {
    const { says, used, value, isTaken } = judge(file)
    assert.deepEqual(says, [])
    assert.ok(used && isTaken)
    assert.ok(takes(schema, resolve(value, catalogue)))
  })
}

const write = (name, text) => {
  const file = path.join(scratch, name)
  writeFileSync(file, text)
  return file
}
const words = (text) => `{ "purposes": [], "words": { "en": ${text} } }`

test('a file of 5 MB is one clear error', () => {
  const { says, used } = judge(write('large.json', words(JSON.stringify({ ui: { save: 'x'.repeat(5_000_000) } }))))
  assert.deepEqual(says, ['1:1 error policy: found more than a million characters, expected a smaller policy'])
  assert.equal(used, false)
})

test('5 MB of mistakes come to an end, with a message of a reasonable length', () => {
  const many = `{ "purposes": [${Array(60_000).fill('{"id":"A"}').join(',')}], "services": [] }`
  const { says, kind } = judge(write('many.json', many))
  assert.equal(kind, 'bad')
  assert.ok(says.length >= 60_000)
})

for (const [what, open, close] of [
  ['lists', '[', ']'],
  ['objects', '{"a":', '}'],
]) {
  test(`${what} nested deeper than in any policy are an error here and in the browser, and nothing overflows`, () => {
    const nested = (depth) => words(open.repeat(depth) + 'null' + close.repeat(depth))
    for (const [depth, isDeep] of [
      // words.en is two deep already.
      [97, false],
      [98, false],
      [99, true],
      [2000, true],
    ]) {
      const value = JSON.parse(nested(depth))
      assert.equal(isTooDeep(value), isDeep, `${depth}`)
      assert.equal(given.checker(tokens(value), [], []).used, !isDeep, `${depth}`)
    }
    const { says } = judgeText(nested(500_000))
    assert.deepEqual(says, ['1:1 error policy: nested more than 100 deep'])
  })
}

function judgeText(text) {
  const { findings } = findingsIn(write('text.json', text), given)
  return { says: findings.map(({ level, line, column, sentence }) => `${line}:${column} ${level} ${sentence}`) }
}
