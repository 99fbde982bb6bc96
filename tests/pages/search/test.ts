/** Search in the panel and in a policy in the page: all of it is found, and nothing is lost by looking. */
import assert from 'node:assert/strict'
import { axe } from '../harness/axe'
import { TAG, pageOf } from '../harness/document'
import { Key, press } from '../harness/keys'
import { dress, still } from '../harness/looks'
import type { Page } from '../harness/page'
import { openShop } from '../harness/shop'
import { waitFor } from '../harness/wait'

const shop = openShop(import.meta.url)
const { test } = shop

const FIELD = 'input[type=search]'

/** Types into the field, in place of what stands there. */
async function look(page: Page, words: string): Promise<void> {
  const field = await page.seen('portcullis-panel', FIELD)
  await field.clear()
  await field.sendKeys(words)
}

/** What is in sight: names of sections with a switch, titles of disclosures, services, and what the search says. */
const inSight = (page: Page, host = 'portcullis-panel') =>
  page.run((name) => {
    const root = document.querySelector(name)!.shadowRoot!
    const seen = (selector: string) => [...root.querySelectorAll<HTMLElement>(selector)].filter((one) => one.checkVisibility()).map((one) => one.textContent)
    return {
      purposes: seen('.purpose h3'),
      services: seen('.service h4'),
      disclosures: seen('.disclosure summary'),
      open: root.querySelectorAll('details[open]').length,
      receipts: seen('.receipts').length,
      says: root.querySelector('[role=status]')!.textContent,
    }
  }, host)

async function opened(page: Page): Promise<void> {
  dress(shop, {})
  await page.visit()
  await page.openPanel()
}

test('purposes, services, cookies and disclosures are found and opened, and the number is said politely', async (page) => {
  await opened(page)
  const before = await inSight(page)
  assert.equal(before.says, '')
  assert.equal(before.receipts, 1)
  await look(page, 'DOUBLEclick')
  const vendor = await inSight(page)
  assert.ok(vendor.services.some((name) => /doubleclick|campaign manager/i.test(name)), JSON.stringify(vendor))
  assert.equal(vendor.receipts, 0)
  assert.match(vendor.says, /^Results: \d+$/)
  await look(page, 'ajs_anonymous _mkto')
  assert.equal((await inSight(page)).says, 'Nothing found.')
  // By the name of a cookie, and of what lies in storage, that stand in no other text.
  for (const name of ['dsid', 'bm-cart']) {
    await look(page, name)
    assert.equal((await inSight(page)).services.length, 1, name)
  }
  // Words of a disclosure's paragraph, in any order.
  await look(page, 'firewalls secure')
  const told = await inSight(page)
  assert.ok(told.disclosures.length >= 1 && told.open >= 1, JSON.stringify(told))
  assert.equal(told.purposes.length, 0)
  await look(page, ' ')
  const after = await inSight(page)
  assert.deepEqual(after, before, 'what was opened is folded up again, and all is there')
})

test('accents and case do not count, in the text or in what is typed', async (page) => {
  dress(shop, { policy: { language: 'en', words: { en: { purposes: { analytics: { name: 'Publicité ciblée', description: 'Straße, İstanbul, łącza' } } } } } })
  await page.visit()
  await page.openPanel()
  for (const words of ['publicite CIBLEE', 'Públicité', 'strasse', 'istanbul', 'lacza']) {
    await look(page, words)
    assert.deepEqual((await inSight(page)).purposes, ['Publicité ciblée'], words)
  }
})

test('Escape ends the search and leaves the panel and its switches; the next one closes it', async (page) => {
  await opened(page)
  await (await page.toggle('remarketing')).click()
  await look(page, 'analytics')
  await (await page.toggle('analytics')).click()
  await (await page.seen('portcullis-panel', FIELD)).click()
  await press(page, Key.ESCAPE)
  await waitFor('the search to end', async () => (await inSight(page)).says === '')
  const on = await page.run(() => [...document.querySelector('portcullis-panel')!.shadowRoot!.querySelectorAll<HTMLInputElement>('h3 + input:checked, .purpose > .row input:checked')].map(({ name }) => name))
  assert.deepEqual(on, ['necessary', 'analytics', 'remarketing'])
  assert.equal(await page.run(() => window.portcullis.choices()), null, 'nothing is saved by looking')
  await press(page, Key.ESCAPE)
  await page.untilPanelGone()
})

test('what is turned on in a search is saved with the rest', async (page) => {
  await opened(page)
  await (await page.toggle('remarketing')).click()
  await look(page, 'promotions')
  assert.deepEqual((await inSight(page)).purposes, ['Visit statistics'], 'what was turned on before is out of sight')
  await (await page.toggle('analytics')).click()
  await page.settled(async () => (await page.panelButton('save')).click())
  assert.deepEqual(await page.granted('analytics', 'remarketing', 'ad-reporting'), ['analytics', 'remarketing'])
})

test('a page that asks for a section gets it, whatever is searched', async (page) => {
  await opened(page)
  await look(page, 'zzz')
  assert.equal((await inSight(page)).purposes.length, 0)
  await page.run(() => window.portcullis.open('remarketing'))
  await waitFor('all to be there', async () => (await inSight(page)).says === '' && (await inSight(page)).purposes.length === 5)
})

test('what is typed is no shortcut of the page', async (page) => {
  dress(shop, { head: `<script>var keys = 0; for (const type of ['keydown', 'keypress', 'keyup']) addEventListener(type, () => keys++)</script>` })
  await page.visit()
  await page.openPanel()
  await look(page, 'mops')
  assert.equal(await page.run(() => (window as never as { keys: number }).keys), 0)
})

test('a small shop has no search, and loads none', async (page) => {
  dress(shop, { policy: { disclosures: [], services: [] , purposes: [{ id: 'necessary', required: true }, { id: 'analytics' }] } })
  await page.visit()
  await page.openPanel()
  await page.settle()
  assert.equal(await page.find('portcullis-panel', FIELD), null)
  assert.deepEqual(page.requests('/portcullis/portcullis.search.js'), [])
})

test('without its file the panel is as it was', async (page) => {
  dress(shop, {})
  shop.server.rule('/portcullis/portcullis.search.js', { status: 404 })
  await page.visit()
  await page.openPanel()
  assert.equal(await page.find('portcullis-panel', FIELD), null)
  await page.settled(async () => (await page.panelButton('reject-all')).click())
})

test('a policy in the page is searched too, and every part of it is there before and after', async (page) => {
  dress(shop, { body: '<portcullis-policy></portcullis-policy>' })
  await page.visit()
  await waitFor('the policy', () => page.run(() => !!document.querySelector('portcullis-policy')!.shadowRoot?.querySelector('[type=search]')))
  const before = await inSight(page, 'portcullis-policy')
  const type = (words: string) =>
    page.run((text) => {
      const field = document.querySelector('portcullis-policy')!.shadowRoot!.querySelector<HTMLInputElement>('[type=search]')!
      field.value = text
      field.dispatchEvent(new Event('input'))
    }, words)
  await type('firewalls')
  const found = await inSight(page, 'portcullis-policy')
  assert.ok(found.disclosures.length >= 1 && found.disclosures.length < before.disclosures.length)
  await type('')
  assert.deepEqual(await inSight(page, 'portcullis-policy'), before)
})

/** A policy with so many services, in four purposes. */
function large(count: number): void {
  const services = Array.from({ length: count }, (_, at) => ({ id: `s${at}`, vendor: `Vendor ${at}`, cookies: [{ name: `_c${at}`, duration: 'P1Y', purpose: 'count' }] }))
  const purposes = [1, 2, 3, 4].map((place) => ({ id: `p${place}`, services: services.filter((_, at) => at % 4 === place - 1).map(({ id }) => id) }))
  shop.server.rule('/policy.json', { body: JSON.stringify({ store: { name: 'Mop & Bucket' }, purposes, services, words: { en: { cookies: { count: 'Counts visits.' } } } }), headers: { 'Content-Type': 'application/json' } })
  shop.write('/index.html', pageOf({ tag: TAG }))
}

const count = (page: Page, selector = '*') => page.run((wanted) => document.querySelector('portcullis-panel')!.shadowRoot!.querySelectorAll(wanted).length, selector)

test('with 500 services the panel opens with few nodes, and search finds what is not built yet', async (page) => {
  large(500)
  await page.visit()
  await page.openPanel()
  const nodes = await count(page)
  assert.ok(nodes <= 100, `${nodes} elements`)
  await look(page, '_c499')
  const found = await inSight(page)
  assert.deepEqual(found.services, ['s499'])
  assert.equal(found.says, 'Results: 1')
})

test('a search that finds hundreds builds none of them until their fold is opened, and then shows those it found', async (page) => {
  large(500)
  await page.visit()
  await page.openPanel()
  await look(page, 'vendor')
  assert.equal((await inSight(page)).says, 'Results: 500')
  assert.equal(await count(page, '.service'), 0)
  await look(page, 'vendor 1')
  assert.ok((await inSight(page)).purposes.length === 4)
  await (await page.seen('portcullis-panel', '.services summary')).click()
  await waitFor('those found', async () => {
    const { services } = await inSight(page)
    return services.length > 10 && services.every((name) => name!.includes('1'))
  })
})

test('on paper everything is there, and afterwards what was', async (page) => {
  large(60)
  await page.visit()
  await page.openPanel()
  await look(page, '_c7')
  const print = (type: string) => page.run((name) => void dispatchEvent(new Event(name)), type)
  await print('beforeprint')
  assert.equal(await count(page, '.service h4'), 60)
  assert.equal(await count(page, 'details:not([open]), [data-out]'), 0)
  await print('afterprint')
  assert.deepEqual((await inSight(page)).services, ['s7'])
})

for (const lang of ['en', 'ar']) {
  test(`axe finds nothing in a search in ${lang}, light and dark, with and without results`, async (page) => {
    for (const scheme of ['light', 'dark']) {
      shop.server.clearRules()
      dress(shop, { lang, head: `<style>:root { color-scheme: ${scheme} }</style>` })
      await page.visit()
      await page.openPanel()
      for (const words of ['google', 'zzzz']) {
        await look(page, words)
        await still(page)
        assert.deepEqual((await axe(page, 'portcullis-panel')).wrong, [], `${scheme}, ${words}`)
      }
    }
  })
}
