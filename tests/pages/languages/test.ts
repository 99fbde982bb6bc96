/** However a language is written, its words are found: in the page, in the tag, in the browser, in the policy. */
import assert from 'node:assert/strict'
import { TAG, pageOf } from '../harness/document'
import type { Page } from '../harness/page'
import { openShop } from '../harness/shop'
import { waitFor } from '../harness/wait'

const shop = openShop(import.meta.url)
const { test } = shop

const ACCEPT: Record<string, string> = { de: 'Alle akzeptieren', en: 'Accept all', fr: 'Tout accepter', pt: 'Aceitar tudo', 'pt-BR': 'Aceitar tudo', 'zh-Hant': '全部接受' }

function serve(policy: object): void {
  shop.server.rule('/policy.json', { body: JSON.stringify(policy), headers: { 'Content-Type': 'application/json' } })
}
const ASKS = { purposes: [{ id: 'analytics' }] }

/** The page's `<html>` has these attributes. */
function write(html: string, { tag = '', before = '', head = '' } = {}): void {
  shop.write('/index.html', pageOf({ tag: `${TAG} ${tag}`, before, head }).replace('<html lang="en">', `<html ${html}>`))
}

/** The language of the banner, when there is one. */
const spoken = (page: Page) => page.run(() => document.querySelector('portcullis-banner')?.getAttribute('lang') ?? '')
const speaks = (page: Page, lang: string) => waitFor(`the banner in ${lang}`, async () => (await spoken(page)) === lang && (!(lang in ACCEPT) || (await page.label('accept-all')) === ACCEPT[lang]))

for (const [html, lang] of [
  ['lang="DE"', 'de'],
  ['lang="PT-br"', 'pt'],
  ['lang="de_DE"', 'de'],
  ['lang="zh_hant_tw"', 'zh-Hant'],
  ['xml:lang="de"', 'de'],
  ['lang="" xml:lang="FR"', 'fr'],
] as const) {
  test(`a page with <html ${html}> is spoken to in ${lang}`, async (page) => {
    serve(ASKS)
    write(html)
    await page.visit()
    await speaks(page, lang)
    assert.deepEqual([...(await page.heard()).uncaught, ...(await page.said())], [])
  })
}

for (const [what, languages, lang] of [
  ['in another case', ['DE_at', 'en'], 'de'],
  ['that is not there', undefined, 'en'],
  ['that is no list of tags', [null, '', 'fr-CA'], 'fr'],
] as const) {
  test(`a browser's preference ${what} is understood`, async (page) => {
    serve({ ...ASKS, language: 'en' })
    write('lang=""', { before: `<script>Object.defineProperty(Navigator.prototype, 'languages', { get: () => ${JSON.stringify(languages)} })</script>` })
    await page.visit()
    await speaks(page, lang)
  })
}

test('the tag and setLanguage() may write a language as other programs do', async (page) => {
  serve(ASKS)
  write('lang="en"', { tag: 'data-lang="pt_BR"' })
  await page.visit()
  await speaks(page, 'pt')
  for (const [asked, lang] of [['DE', 'de'], ['zh_hant_tw', 'zh-Hant'], ['not a language', 'pt'], ['', 'pt']] as const) {
    await page.run((language) => window.portcullis.setLanguage(language), asked)
    await speaks(page, lang)
  }
  assert.deepEqual((await page.heard()).uncaught, [])
})

const named = (name: string) => ({ purposes: { analytics: { name, description: name } } })

for (const [language, keys, lang, shown, name] of [
  ['en', ['en', 'pt_BR'], 'pt-br', 'pt-BR', 'pt_BR'],
  ['EN', ['EN', 'DE'], 'de', 'de', 'DE'],
  ['EN', ['EN', 'DE'], 'fr', 'fr', 'EN'],
  ['en', ['en', 'sq_AL'], 'SQ-al', 'sq-AL', 'sq_AL'],
  ['zh_TW', ['ZH_hant'], 'zh-CN', 'zh', 'ZH_hant'],
] as const) {
  test(`a store in ${language} with words under ${keys} is read in ${lang}`, async (page) => {
    serve({ language, purposes: [{ id: 'analytics' }], words: Object.fromEntries(keys.map((key) => [key, named(`Visits, ${key}`)])) })
    write(`lang="${lang}"`)
    await page.visit()
    await speaks(page, shown)
    const has = (surface: string) => page.run((at, text) => document.querySelector(at)!.shadowRoot!.textContent!.includes(text), surface, `Visits, ${name}`)
    assert.equal(await has('portcullis-banner'), true)
    await page.openPanel()
    assert.equal(await has('portcullis-panel'), true)
    const tags = await page.run(() => [...document.querySelector('portcullis-panel')!.shadowRoot!.querySelectorAll('[lang]')].map((piece) => piece.getAttribute('lang')!))
    for (const tag of tags) assert.doesNotThrow(() => Intl.getCanonicalLocales(tag), tag)
    assert.deepEqual((await page.heard()).uncaught, [])
  })
}

test('a language that is none throws nowhere, in banner, panel and past choices', async (page) => {
  serve({ ...ASKS, words: { 'x!!': named('Visits') } })
  write('lang="x!!"')
  await page.visit()
  await page.untilAsked()
  await page.choose('accept-all')
  await page.openPanel()
  assert.deepEqual((await page.heard()).uncaught, [])
  assert.deepEqual((await page.heard()).console, [])
})

test('the page may change its language until the banner is there', async (page) => {
  serve(ASKS)
  write('lang="de"')
  const held = shop.server.rule(/\/words\/de\.json$/, { hold: true })
  await page.go()
  await page.ready()
  await page.run(() => void (document.documentElement.lang = 'fr'))
  held.release()
  await speaks(page, 'fr')
})

test('the linter knows that a page in DE or no is spoken to in its own language', async (page) => {
  for (const lang of ['DE', 'no', 'de_AT']) {
    serve(ASKS)
    write(`lang="${lang}"`)
    await page.visit()
    await page.untilAsked()
    const found = await page.run(async () => (await window.portcullis.lint()).rules.find(({ rule }) => rule === 'language')!.found)
    assert.deepEqual(found, [], lang)
  }
})

test('a month, and a cookie of which nobody knows how long it lasts, are said in the language of the reader', async (page) => {
  serve({
    effective: '2021-05',
    purposes: [{ id: 'analytics', services: ['counter'] }],
    services: [{ id: 'counter', vendor: 'Counter', cookies: [{ name: 'visits', duration: 'unknown' }] }],
    disclosures: [{ id: 'mail' }],
  })
  write('lang="de"')
  await page.visit()
  await page.openPanel()
  await page.run(() => document.querySelector('portcullis-panel')!.shadowRoot!.querySelectorAll('details').forEach((fold) => (fold.open = true)))
  const text = await page.run(() => document.querySelector('portcullis-panel')!.shadowRoot!.textContent!)
  assert.match(text, /Mai 2021/)
  assert.doesNotMatch(text, /\. Mai 2021/)
  assert.match(text, /Nicht bekannt/)
})
