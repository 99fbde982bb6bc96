import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { RIGHT_TO_LEFT } from '../../www/tags.mjs'

const FOLDER = new URL('../../www/words/', import.meta.url)
const COUNT = 'service-count-'

const read = (file) => JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8'))
const placeholders = (text) => [...text.matchAll(/{[^}]*}/g)].map(([place]) => place).sort()

const english = read('en.json')
const files = readdirSync(FOLDER)

test('each language of the interface words is a file named by its tag', () => {
  assert.ok(files.length > 1)
  for (const file of files) {
    assert.match(file, /\.json$/)
    const tag = file.replace('.json', '')
    assert.deepEqual(Intl.getCanonicalLocales(tag), [tag])
    // Else the plural rules of the machine's own language would be asked.
    assert.deepEqual(Intl.PluralRules.supportedLocalesOf(tag), [tag])
  }
})

for (const file of files) {
  const words = read(file)
  const categories = new Intl.PluralRules(file.replace('.json', '')).resolvedOptions().pluralCategories

  test(`${file} has the keys of en.json and the plural categories of its language`, () => {
    const counts = categories.map((category) => COUNT + category)
    const others = Object.keys(english).filter((key) => !key.startsWith(COUNT))
    assert.deepEqual(Object.keys(words).sort(), [...others, ...counts].sort())
  })

  test(`${file} has the placeholders of en.json, each once`, () => {
    for (const [key, text] of Object.entries(words)) {
      const source = english[key] ?? english[`${COUNT}other`]
      assert.deepEqual(placeholders(text), placeholders(source), key)
    }
  })

  test(`${file} is plain text, none of it empty`, () => {
    for (const [key, text] of Object.entries(words)) {
      assert.equal(typeof text, 'string', key)
      assert.notEqual(text, '', key)
      assert.equal(text, text.trim(), key)
      assert.ok(!text.includes('<'), key)
    }
  })

  // Else a full stop of "Mop & Co." goes to the wrong side, and a sentence's own signs go to a name.
  const isRtl = RIGHT_TO_LEFT.test(file)
  test(`${file} ${isRtl ? 'keeps names apart from what is read from the right' : 'needs no isolates'}`, () => {
    for (const [key, text] of Object.entries(words)) {
      const apart = [...text.matchAll(/\u2068{(?:store|purposes?|vendor|date)}\u2069/g)].length
      const names = placeholders(text).filter((place) => place !== '{n}').length
      assert.equal(apart, isRtl ? names : 0, key)
    }
  })

  test(`${file} gives accepting and refusing about the same weight`, () => {
    const [short, long] = [words['accept-all'], words['reject-all']].map((text) => [...text].length).sort((a, b) => a - b)
    assert.ok(long <= short * 1.8, `${short} and ${long} characters`)
  })
}
