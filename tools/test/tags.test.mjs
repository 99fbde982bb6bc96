import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { bestOf, tagsOf } from '../../www/tags.mjs'

test('the words of a language are looked for where the checker looks for them', () => {
  const table = readFileSync(new URL('../../src/check/tags.rs', import.meta.url), 'utf8')
  const rows = [...table.matchAll(/^ +\("(.*)", "(.*)"\),$/gm)]
  assert.ok(rows.length >= 10)
  for (const [, tag, tags] of rows) assert.equal(tagsOf(tag).join(' '), tags)
})

test('of what is offered the best is found, as it is written there', () => {
  for (const [wanted, offered, best] of [
    ['de-at', ['de', 'de_AT'], 'de_AT'],
    ['DE', ['en', 'de'], 'de'],
    ['zh_hant_tw', ['zh', 'zh-Hant'], 'zh-Hant'],
    ['pt-BR', ['PT'], 'PT'],
    ['fr', ['en'], undefined],
    ['', ['en', ''], undefined],
  ]) {
    assert.equal(bestOf([wanted], offered), best, wanted)
  }
  assert.equal(bestOf(['tlh', 'x!!', 'FR'], ['en', 'fr']), 'fr')
})
