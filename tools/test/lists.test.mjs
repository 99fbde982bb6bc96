import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { test } from 'node:test'
import { listIn } from '../build/lists.mjs'
import { listed } from '../../www/boot/listed.ts'

const NAMES = { es: ['Informes', 'Hielo', 'Historial', 'Anuncios', 'Mops'], he: ['מדידה', 'פרסום', 'קהל', 'דיוור'] }

for (const language of readdirSync(new URL('../../www/words/', import.meta.url)).map((name) => name.replace('.json', ''))) {
  test(`a list in ${language} is written as Intl.ListFormat writes it`, () => {
    const format = new Intl.ListFormat(language)
    const names = NAMES[language] ?? ['Analysis', 'Remarketing', 'Audience data', 'Mops']
    for (let from = 0; from < names.length; from += 1) {
      for (let to = from; to <= names.length; to += 1) {
        const some = names.slice(from, to)
        assert.equal(listed(some, listIn(language)).replace(/[\u2068\u2069]/g, ''), format.format(some))
      }
    }
  })
}

test('in Arabic and Hebrew each name keeps its own order', () => {
  for (const language of ['ar', 'he']) assert.match(listed(['Ads', 'Reports'], listIn(language)), /^Ads\u2069[^\u2068]+\u2068Reports$/)
})

test('Spanish changes its "y" before each i, also one that Intl.ListFormat does not know', () => {
  assert.equal(listed(['Anuncios', 'Índices'], listIn('es')), 'Anuncios e Índices')
})

test('without a word for it a list has commas', () => {
  assert.equal(listed(['Mops', 'Brooms', 'Buckets']), 'Mops, Brooms, Buckets')
})

test('what a store puts there is text', () => {
  assert.equal(listed(['Mops', 'Brooms'], '(|)|[|$&|('), 'Mops[Brooms')
})
