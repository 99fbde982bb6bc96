// Where a text is no JSON: found by us wherever JSON.parse finds that it is none, and nowhere else.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { slipIn } from '../../www/advice/json.ts'

const takes = (text) => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

const SAMPLE = '{ "a": [1, -0.5e+3, true, null, "x\\u00e9\\n\\""], "b": { "c": "", "d": {} }, "e": [ ] }'
const SIGNS = [',', '}', ']', '{', '[', ':', '"', "'", '/', '0', '-', '.', 'e', 'x', '\\', '\n', '\u2003', '\ufeff', '“']

test('each sign left out, put in or replaced: a slip is found where there is one', () => {
  for (let at = 0; at <= SAMPLE.length; at++) {
    const texts = [SAMPLE.slice(0, at), SAMPLE.slice(0, at) + SAMPLE.slice(at + 1), ...SIGNS.flatMap((sign) => [SAMPLE.slice(0, at) + sign + SAMPLE.slice(at), SAMPLE.slice(0, at) + sign + SAMPLE.slice(at + 1)])]
    for (const text of texts) assert.equal(slipIn(text) === undefined, takes(text), text)
  }
})

for (const [text, line, column, reason] of [
  ['{\n  "a": 1,\n}', 2, 9, /comma too many/],
  ['{\n  "a": 1\n  "b": 2\n}', 3, 3, /comma is missing before this/],
  ['{\r\n  "a" 1\r\n}', 2, 7, /colon/],
  ['[1, 2', 1, 6, /ends too soon: a \]/],
  ['{ "a": True }', 1, 8, /small letters/],
  ['{ a: 1 }', 1, 3, /double quotes/],
  ["{ 'a': 1 }", 1, 3, /double quotes/],
  ['{ “a”: 1 }', 1, 3, /straight double quotes/],
  ['{ "a": 01 }', 1, 8, /no number/],
  ['{ "a": "b\nc" }', 1, 10, /line break/],
  ['{ "a": "C:\\shop" }', 1, 11, /\\\\ for a backslash/],
  ['{ "a": 1 } // end', 1, 12, /after the end/],
  ['{ "a": [1, 2 }', 1, 14, /a \] is missing/],
]) {
  test(`${JSON.stringify(text)}: ${reason.source}`, () => {
    const slip = slipIn(text)
    assert.deepEqual([slip.line, slip.column], [line, column])
    assert.match(slip.reason, reason)
    assert.ok(!/[\r\n]/.test(slip.near))
  })
}

test('a text of megabytes, or far too deep, comes to an end', () => {
  assert.equal(slipIn('['.repeat(1_000_000)), undefined)
  const large = readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8')
  assert.equal(slipIn(large), undefined)
  assert.ok(slipIn(`[${large},${large}}`))
  assert.ok(slipIn(' '.repeat(3_000_000) + 'x'))
})
