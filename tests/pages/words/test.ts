/** Texts: never parsed as HTML, in the visitor's language where there is one, and never missing. */
import assert from 'node:assert/strict'
import { TAG, pageOf } from '../harness/document'
import type { Page } from '../harness/page'
import { openShop } from '../harness/shop'
import { waitFor } from '../harness/wait'

const shop = openShop(import.meta.url)
const { test } = shop

function write(attributes = '', lang = 'en'): void {
  shop.write('/index.html', pageOf({ tag: `${TAG} ${attributes}` }).replace('lang="en"', `lang="${lang}"`))
}

const inside = (page: Page, surface: string) =>
  page.run((name) => {
    const root = document.querySelector(name)!.shadowRoot!
    const links = [...root.querySelectorAll('a')].map((link) => link.getAttribute('href')!)
    return { text: root.textContent!, links, foreign: root.querySelectorAll('img, script, iframe, svg, b:not([part=reopen] > b), style').length }
  }, surface)

test('markup and links that run code are shown as text', async (page) => {
  write()
  await page.visit()
  await page.untilAsked()
  const banner = await inside(page, 'portcullis-banner')
  await page.openPanel()
  await page.run(() => document.querySelector('portcullis-panel')!.shadowRoot!.querySelectorAll('details').forEach((d) => (d.open = true)))
  const panel = await inside(page, 'portcullis-panel')
  await page.settle()
  assert.deepEqual(page.collected(), [])
  assert.deepEqual([banner.foreign, panel.foreign], [0, 0])
  for (const link of [...banner.links, ...panel.links]) assert.doesNotMatch(link, /script:/)
  assert.ok(banner.text.includes('<b>Mop</b> & Bucket $& would like'), banner.text)
  assert.ok(banner.text.includes('<img src=/collect/name onerror=alert(1)>'), banner.text)
  for (const text of ['<script>', '<svg onload', '<iframe src', '<img src=/collect/vendor>', 'A link']) {
    assert.ok(panel.text.includes(text), text)
  }
  const { uncaught, console } = await page.heard()
  assert.deepEqual([...uncaught, ...console], [])
})

for (const [what, attributes, lang, accept, reject] of [
  ['of the tag', 'data-lang="de"', 'en', 'Alle akzeptieren', /./],
  ['of the page', '', 'de-AT', 'Alle akzeptieren', /./],
  ['that nobody translated', 'data-lang="tlh"', 'en', 'Accept all', /^No thanks$/],
] as const) {
  test(`the banner speaks the language ${what}`, async (page) => {
    write(attributes, lang)
    await page.visit()
    await page.untilAsked()
    assert.equal(await page.label('accept-all'), accept)
    assert.match(await page.label('reject-all'), reject)
  })
}

test("the store's own words in a file of their own are used, over ours and its default language", async (page) => {
  write('data-lang="fr"', 'fr')
  await page.visit()
  await waitFor('French', async () => (await page.label('accept-all')) === 'Tout accepter')
  await page.openPanel()
  assert.match((await inside(page, 'portcullis-panel')).text, /Mesure/)
})

for (const [lang, accept, dir] of [
  ['no', 'Godta alle', 'ltr'],
  ['nn-NO', 'Godta alle', 'ltr'],
  ['iw', 'אישור הכול', 'rtl'],
] as const) {
  test(`a page in ${lang} finds the words that there are for it`, async (page) => {
    write('', lang)
    await page.visit()
    await page.untilAsked()
    assert.equal(await page.label('accept-all'), accept)
    assert.equal(await page.run(() => document.querySelector<HTMLElement>('portcullis-banner')!.dir), dir)
  })
}

for (const [manage, ...langs] of [
  ['管理设置', 'zh', 'zh-CN', 'zh-SG', 'zh-Hans-HK'],
  ['管理選項', 'zh-Hant', 'zh-hant-tw', 'zh-TW', 'zh-HK', 'zh-MO'],
] as const) {
  test(`${langs.join(', ')}: the script that is read there`, async (page) => {
    for (const lang of langs) {
      write('', lang)
      await page.visit()
      await waitFor(`${lang} to read ${manage}`, async () => (await page.label('manage')) === manage)
    }
  })
}

/** What the store calls measuring, in each script. */
const CHINESE = { zh: '访问统计', 'zh-Hant': '造訪統計' }

for (const [has, language, lang, expected] of [
  ['zh', 'en', 'zh-TW', 'zh'],
  ['zh', 'en', 'zh-CN', 'zh'],
  ['zh-Hant', 'en', 'zh-HK', 'zh-Hant'],
  ['zh-Hant', 'en', 'zh-CN', 'zh-Hant'],
  ['zh zh-Hant', 'en', 'zh-MO', 'zh-Hant'],
  ['zh zh-Hant', 'en', 'zh', 'zh'],
  ['zh-Hant', 'zh-TW', 'zh-CN', 'zh-Hant'],
  ['zh-Hant', 'zh-TW', 'fr', 'zh-Hant'],
  ['zh', 'zh-Hant', 'zh-TW', 'zh'],
] as const) {
  test(`a store in ${language} with words in ${has} is read in ${lang}`, async (page) => {
    const name = (tag: 'zh' | 'zh-Hant') => ({ purposes: { analytics: { name: CHINESE[tag], description: CHINESE[tag] } } })
    const words = Object.fromEntries((has.split(' ') as ('zh' | 'zh-Hant')[]).map((tag) => [tag, name(tag)]))
    const policy = { language, purposes: [{ id: 'analytics' }], words: language === 'en' ? { en: { purposes: { analytics: { name: 'Visits', description: 'Visits' } } }, ...words } : words }
    shop.server.rule('/policy.json', { body: JSON.stringify(policy), headers: { 'Content-Type': 'application/json' } })
    write('', lang)
    await page.visit()
    await page.untilAsked()
    assert.ok((await inside(page, 'portcullis-banner')).text.includes(CHINESE[expected]))
    await page.openPanel()
    const { text, foreign } = await page.run(() => {
      const body = document.querySelector('portcullis-panel')!.shadowRoot!.querySelector('.body')!
      return { text: body.textContent!, foreign: body.querySelectorAll('[lang]').length }
    })
    assert.ok(text.includes(CHINESE[expected]))
    assert.equal(foreign > 0, lang === 'fr', 'whoever reads Chinese is not told that it is another language')
  })
}

test('what the store has in another language only says so, amid words that are read from the right', async (page) => {
  write('data-lang="ar"')
  await page.visit()
  await page.untilAsked()
  const banner = await inside(page, 'portcullis-banner')
  assert.ok(banner.text.includes('\u2068<b>Mop</b> & Bucket $&\u2069'), 'the name keeps its own order')
  await page.openPanel()
  const of = (selector: string) =>
    page.run((wanted) => {
      const found = document.querySelector('portcullis-panel')!.shadowRoot!.querySelector<HTMLElement>(wanted)!
      return [found.lang, getComputedStyle(found).direction]
    }, selector)
  assert.deepEqual(await of('.purpose label'), ['en', 'ltr'])
  assert.deepEqual(await of('.intro'), ['', 'rtl'], 'our own words are in the language of the panel')
  assert.deepEqual(await of('.service .fact span:nth-child(2)'), ['', 'ltr'], 'a vendor in letters that are read from the left')
})

test('where the store has every text nothing is said of languages', async (page) => {
  write()
  await page.visit()
  await page.openPanel()
  const foreign = await page.run(() => document.querySelector('portcullis-panel')!.shadowRoot!.querySelectorAll('.body [lang]').length)
  assert.equal(foreign, 0)
  assert.ok(!/[\u2068\u2069]/.test((await inside(page, 'portcullis-panel')).text))
})
