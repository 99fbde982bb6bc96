// The disclosures as HTML: complete, in the language asked for, and never more than text.

import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, test } from 'node:test'
import { inRoot } from '../../tools/build/settings.mjs'
import { page } from '../../tools/cli/html.mjs'
import { interfaceWords } from '../../tools/cli/shipped.mjs'
import { textsIn } from '../../tools/cli/texts.mjs'
import { portcullis } from './program.mjs'

const scratch = mkdtempSync(path.join(os.tmpdir(), 'portcullis-render-'))
after(() => rmSync(scratch, { recursive: true }))

const seed = inRoot('www', 'policies', 'bettymills.json')
const plain = (html) => html.replace(/<[^>]*>/g, ' ').replaceAll('&amp;', '&').replaceAll('&#39;', "'").replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>')
const render = (policy, lang = 'en') => page(policy, textsIn(policy, lang, {}))

for (const lang of ['en', 'de']) {
  test(`every statement of the seed is in its page in ${lang}`, async () => {
    const { stdout, status } = await portcullis('render', seed, '--lang', lang)
    assert.equal(status, 0)
    assert.ok(stdout.startsWith(`<!doctype html>\n<html lang="${lang}" dir="ltr">`))
    const said = plain(stdout)
    const { words, services } = JSON.parse(readFileSync(seed, 'utf8'))
    const { purposes, services: named, cookies, disclosures, links } = words[lang]
    const texts = [
      ...[...Object.values(purposes), ...Object.values(named)].flatMap(({ name, description }) => [name, description]),
      ...Object.values(cookies),
      ...Object.values(disclosures).flatMap(({ title, paragraphs }) => [title, ...paragraphs]),
      ...Object.values(links),
      ...services.flatMap(({ vendor, cookies = [] }) => [vendor, ...cookies.map((cookie) => cookie.name ?? cookie.pattern)]),
    ]
    for (const text of texts) assert.ok(said.includes(text), text)
    assert.doesNotMatch(stdout, /<script|\son\w+=|javascript:/i)
  })
}

test('durations and the day are said in the language of the page', async () => {
  const { stdout } = await portcullis('render', seed, '--lang', 'de')
  assert.match(stdout, /<p>Gültig ab <time datetime="2015-03-15">15\. März 2015<\/time><\/p>/)
  assert.match(stdout, /<td>2\sJahre<\/td>/)
  assert.match(stdout, /<td>1\sMinute<\/td>/)
})

test('a reason for an exemption is said with its purpose', async () => {
  const { stdout } = await portcullis('render', inRoot('www/policies/examples/marketplace.json'))
  assert.match(stdout, /article 82 de la loi Informatique et Libertés/)
  assert.match(stdout, /<td>13\smois<\/td>/)
})

test('Chinese has its own script, and the store’s words in the other where it has no more', () => {
  for (const [lang, manage] of [['zh-TW', '管理選項'], ['zh-Hant-HK', '管理選項'], ['zh-CN', '管理设置'], ['zh', '管理设置']]) {
    assert.equal(interfaceWords(lang).manage, manage)
    const policy = { purposes: [{ id: 'a' }], words: { en: { purposes: { a: { name: 'Need' } } }, 'zh-Hant': { purposes: { a: { name: '必要' } } } } }
    assert.match(render(policy, lang), /<h2 id="a">必要<\/h2>/)
  }
})

test('a language from right to left is laid out so, and what it lacks stands in the policy’s own', () => {
  const policy = {
    purposes: [{ id: 'a', required: true }],
    words: { en: { purposes: { a: { name: 'Need', description: 'Cart.' } } }, ar: { purposes: { a: { name: 'ضروري' } } } },
  }
  const html = render(policy, 'ar')
  assert.match(html, /<html lang="ar" dir="rtl">/)
  assert.match(html, /<h2 id="a">ضروري<\/h2>/)
  assert.match(html, /<p>Cart\.<\/p>/)
})

const TRAP = `"'><img src=x onerror=alert(1)><script>alert(2)</script>&amp;`
test('whatever a policy holds is text in the page', () => {
  const texts = { name: TRAP, description: TRAP, title: TRAP, paragraphs: [TRAP], exemption: TRAP }
  const policy = {
    language: TRAP,
    store: { name: TRAP, policyUrl: 'javascript:alert(1)', termsUrl: '/"><b>', contact: 'java\nscript:alert(1)' },
    effective: TRAP,
    purposes: [{ id: TRAP, required: true, services: [TRAP] }],
    services: [{ id: TRAP, vendor: TRAP, policyUrl: ' javascript:x', cookies: [{ name: TRAP, duration: TRAP, purpose: TRAP }], storage: [TRAP] }],
    disclosures: [{ id: TRAP, purposes: [TRAP], links: [{ id: TRAP, url: 'data:text/html,x' }] }],
    words: { [TRAP]: { purposes: { [TRAP]: texts }, services: { [TRAP]: texts }, cookies: { [TRAP]: TRAP }, disclosures: { [TRAP]: texts }, links: { [TRAP]: TRAP } } },
  }
  const html = render(policy, TRAP)
  assert.doesNotMatch(html, /<img|<script|<b>/)
  assert.deepEqual(html.match(/href="[^"]*"/g), ['href="/&quot;&gt;&lt;b&gt;"'])
  const tags = new Set([...html.matchAll(/<\/?([a-z0-9]+)/g)].map(([, tag]) => tag))
  const known = ['html', 'head', 'meta', 'title', 'style', 'body', 'h1', 'h2', 'h3', 'h4', 'section', 'p', 'ul', 'li', 'a', 'table', 'caption', 'thead', 'tbody', 'tr', 'th', 'td', 'code', 'time']
  assert.deepEqual([...tags].filter((tag) => !known.includes(tag)), [])
})

test('a policy of wrong types makes a page all the same', () => {
  for (const odd of [null, 7, 'x', [], {}, [7, null, 'x', {}]]) {
    for (const key of ['store', 'effective', 'purposes', 'services', 'disclosures', 'words', 'language']) {
      assert.match(render({ purposes: [{ id: 'a', services: odd, ...{ [key]: odd } }], [key]: odd }), /<\/html>/, `${key} ${JSON.stringify(odd)}`)
    }
  }
})

test('a fragment has no page around it', async () => {
  const file = path.join(scratch, 'fragment.html')
  assert.equal((await portcullis('render', seed, '--fragment', '--out', file)).status, 0)
  assert.match(readFileSync(file, 'utf8'), /^<div lang="en" dir="ltr">\n<h1>/)
  writeFileSync(file, '')
})

test('an address for each language, a month, and a duration that nobody knows are said as in a page', () => {
  const policy = {
    language: 'en',
    effective: '2021-05',
    store: { name: 'Mop', policyUrl: { en: '/privacy', de_DE: '/datenschutz' }, contact: 'tel:+49301234' },
    purposes: [{ id: 'a', services: ['s'] }],
    services: [{ id: 's', vendor: 'S', cookies: [{ name: '_s', duration: 'unknown' }] }],
  }
  const german = page(policy, textsIn(policy, 'de-DE', interfaceWords('de')))
  assert.match(german, /<time datetime="2021-05">Mai 2021<\/time>/)
  assert.match(german, /href="\/datenschutz"/)
  assert.match(german, /href="tel:\+49301234"/)
  assert.match(german, /<td>Nicht bekannt<\/td>/)
  assert.match(page(policy, textsIn(policy, 'fr', interfaceWords('fr'))), /href="\/privacy"/)
})
