/** Phones: a page that is wider than the screen, screens that are cut off at an edge, and phones on their side. */
import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { dress, still } from '../harness/looks'
import type { Page } from '../harness/page'
import { openShop } from '../harness/shop'
import { waitFor } from '../harness/wait'

const shop = openShop(import.meta.url)

const PORTRAIT = { width: 390, height: 844 }
const LANDSCAPE = { width: 844, height: 390 }

/** A test on a phone. */
const test = (name: string, body: (page: Page) => Promise<void>) =>
  shop.test(
    name,
    async (page) => {
      try {
        await body(page)
      } finally {
        await page.notch()
        await page.phone()
      }
    },
    'tools',
  )

/** What of `selector` in a surface is not on the screen. */
const off = (page: Page, surface: string, selector: string) =>
  page.run(
    (surface, selector) => {
      const { offsetLeft: x, offsetTop: y, width, height } = window.visualViewport!
      return [...document.querySelector(surface)!.shadowRoot!.querySelectorAll<HTMLElement>(selector)]
        .filter((one) => one.checkVisibility())
        .filter((one) => {
          const { left, top, right, bottom } = one.getBoundingClientRect()
          return left < x - 1 || top < y - 1 || right > x + width + 1 || bottom > y + height + 1
        })
        .map((one) => one.dataset.action ?? one.className)
    },
    surface,
    selector,
  )

const unfair = (page: Page) => page.run(async () => (await window.portcullis.lint()).rules.filter(({ found }) => found.length).map(({ rule }) => rule))

for (const size of [PORTRAIT, LANDSCAPE])
  for (const wide of [520, 1600, 5760])
    test(`a page of ${wide} px on a screen of ${size.width}: banner, panel and what stays are on the screen, and the linter agrees`, async (page) => {
      await page.phone(size)
      // It comes late, as pictures do.
      dress(shop, { body: `<p style="height:3000px">Mops</p><script>addEventListener('load', () => document.body.insertAdjacentHTML('afterbegin', '<div style="width:${wide}px">Wide</div>'))</script>` })
      await page.visit()
      await page.untilAsked()
      await waitFor('the banner on the screen', async () => (await off(page, 'portcullis-banner', '.banner, .banner button')).length === 0)
      await still(page)
      assert.deepEqual(await unfair(page), [])
      await page.openPanel()
      await still(page)
      assert.deepEqual(await off(page, 'portcullis-panel', '.panel, .close, .header'), [])
      await page.settled(async () => (await page.panelButton('reject-all')).click())
      await waitFor('what stays, on the screen', async () => (await off(page, 'portcullis-banner', '.reopen')).length === 0)
      // The screen shows another part of the page.
      await page.run(() => window.scrollTo({ left: 80, top: 700, behavior: 'instant' }))
      await waitFor('what stays, on the screen', async () => (await off(page, 'portcullis-banner', '.reopen')).length === 0)
    })

test('the linter says which controls are off the screen', async (page) => {
  await page.phone(PORTRAIT)
  dress(shop, { head: '<style>portcullis-banner::part(banner) { translate: 200px 0 !important }</style>' })
  await page.visit()
  await page.untilAsked()
  const { rules, fair } = await page.run(() => window.portcullis.lint())
  assert.equal(fair, false)
  assert.match(rules.find(({ rule }) => rule === 'on-screen')!.found.join(), /banner: .*reject-all/)
})

test('an ordinary page that somebody has zoomed into moves nothing of ours', async (page) => {
  await page.phone(PORTRAIT)
  dress(shop, {})
  await page.visit()
  await page.untilAsked()
  await still(page)
  const place = () => page.run(() => JSON.stringify(document.querySelector('portcullis-banner')!.shadowRoot!.querySelector('.banner')!.getBoundingClientRect()))
  const before = await place()
  await (page.driver as never as { sendDevToolsCommand(name: string, about: object): Promise<void> }).sendDevToolsCommand('Emulation.setPageScaleFactor', { pageScaleFactor: 2 })
  await waitFor('the page to be zoomed', () => page.run(() => window.visualViewport!.scale > 1.5))
  await page.settle()
  assert.equal(await place(), before)
})

for (const layout of ['bar', 'card', 'corner'])
  for (const [size, insets] of [
    [PORTRAIT, { top: 47, bottom: 34 }],
    [LANDSCAPE, { left: 47, right: 47, bottom: 21 }],
  ] as const)
    test(`${layout}, a screen cut off by ${JSON.stringify(insets)}: all that can be read and pressed is where the screen is whole`, async (page) => {
      await page.phone(size)
      await page.notch(insets)
      const cover = `<script>document.querySelector('[name=viewport]').content += ', viewport-fit=cover'</script>`
      dress(shop, { style: { layout }, head: cover })
      await page.visit()
      const cut = (surface: string, selector: string) =>
        page.run(
          (surface, selector, { left = 0, right = 0, bottom = 0, top = 0 }: { left?: number; right?: number; bottom?: number; top?: number }) =>
            [...document.querySelector(surface)!.shadowRoot!.querySelectorAll<HTMLElement>(selector)]
              .filter((one) => one.checkVisibility())
              .filter((one) => {
                const box = one.getBoundingClientRect()
                return box.left < left || box.right > innerWidth - right || box.bottom > innerHeight - bottom || box.top < top
              })
              .map((one) => one.dataset.action ?? one.localName),
          surface,
          selector,
          insets,
        )
      await page.untilAsked()
      // What stays has come, and with it the rules for an edge.
      await waitFor('the question to be told', () => page.run(() => document.querySelector('portcullis-banner')!.shadowRoot!.querySelector('[role=status]')?.textContent))
      await still(page)
      assert.deepEqual(await cut('portcullis-banner', '.banner h2, .banner button'), [])
      await page.openPanel()
      await still(page)
      assert.deepEqual(await cut('portcullis-panel', '.title, .close, .actions button'), [])
      await page.settled(async () => (await page.panelButton('reject-all')).click())
      await page.bannerButton('manage')
      assert.deepEqual(await cut('portcullis-banner', '.reopen'), [])
    })

const LANGUAGES = readdirSync(new URL('../../../www/words/', import.meta.url)).map((name) => name.replace('.json', ''))

test('on a phone on its side no word is broken in a button of the banner, in any language', async (page) => {
  const broken: string[] = []
  for (const [width, height] of [[740, 360], [844, 390], [915, 412]] as const) {
    await page.phone({ width, height })
    for (const lang of LANGUAGES) {
      dress(shop, { lang, policy: { words: { en: {} } } })
      await page.visit()
      await page.untilAsked()
      const found = await page.run(() =>
        [...document.querySelector('portcullis-banner')!.shadowRoot!.querySelectorAll<HTMLElement>('.banner button')].flatMap((button) => {
          const text = button.firstChild as Text
          const range = document.createRange()
          // A word that lies in two lines.
          return [...text.data.matchAll(/[^\s-]+/g)].filter(({ 0: word, index }) => {
            range.setStart(text, index)
            range.setEnd(text, index + word.length)
            return range.getClientRects().length > 1 && !/[぀-ヿ一-鿿가-힯]/.test(word)
          }).map(({ 0: word }) => word)
        }))
      broken.push(...found.map((word) => `${width} ${lang} ${word}`))
    }
  }
  assert.deepEqual(broken, [])
})
