import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { tagsOf } from '../../www/tags.mjs'

test('the words of a language are looked for where the checker looks for them', () => {
  const table = readFileSync(new URL('../../src/check/tags.rs', import.meta.url), 'utf8')
  const rows = [...table.matchAll(/^ +\("(.*)", "(.*)"\),$/gm)]
  assert.ok(rows.length >= 10)
  for (const [, tag, tags] of rows) assert.equal(tagsOf(tag).join(' '), tags)
})
