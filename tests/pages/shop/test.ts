/** The demo store as its visitors walk through it, with the clients of real vendors in its pages. */
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { By } from 'selenium-webdriver'
import { demoHandlers } from '../../../tools/demo/handlers.mjs'
import { withAttributes } from '../../../tools/demo/pages.mjs'
import type { Page } from '../harness/page'
import { openShop } from '../harness/shop'
import { waitFor } from '../harness/wait'

const root = fileURLToPath(new URL('../../../www/store', import.meta.url))
const receipts = path.join(mkdtempSync(path.join(tmpdir(), 'receipts-')), 'receipts.jsonl')
// The store's own server but for its pages: they pass through the harness.
const handlers = demoHandlers({ root, receipts }).slice(0, -1)
const shop = openShop(import.meta.url, {
  pages: 'www/store',
  handlers,
  written: (html, url) => withAttributes(html, url.searchParams),
})
const { test } = shop

const PAGES = ['/', '/category.html?c=cleaning', '/product.html?id=floor-cleaner', '/checkout.html', '/account.html', '/privacy.html', '/order.html']
/** Who reports where, once allowed to: the shop's own tags and four vendors' clients. */
const CLIENTS = ['analytics', 'remarketing', 'ad-reporting', 'audience-data', 'posthog', 'mixpanel', 'plausible', 'snowplow']
const COOKIES = [/^_demo_an$/, /^_demo_ar$/, /^_demo_ad$/, /^ph_.*_posthog$/, /^mp_.*_mixpanel$/]

/** Requests that only optional tags make. */
const optional = (page: Page) =>
  page.requests(/^\/(vendor|tags|collect)\/|^\/tour\.html/).map(({ path }) => path).filter((path) => !path.startsWith('/collect/mark-'))

async function nothingOptional(page: Page, where: string): Promise<void> {
  await page.settle()
  assert.deepEqual(optional(page), [], where)
  assert.deepEqual((await page.cookies()).filter((name) => name !== 'portcullis'), [], where)
  const items = (await page.kept()).filter((name) => !/^(portcullis|bm-)/.test(name))
  assert.deepEqual(items, [], where)
}

/** Every client has reported something. */
async function everyClient(page: Page): Promise<void> {
  const silent = () => CLIENTS.filter((client) => !page.collected().some((path) => path === client || path.startsWith(`${client}/`)))
  await waitFor('every client to report', () => silent().length === 0).catch((error: Error) => {
    throw new Error(`${error.message}; silent: ${silent().join(', ')}`)
  })
}

/** A step through the shop, as its pages tell of it. */
const buy = (page: Page) =>
  page.run(() => {
    const detail = { event: 'purchase', order: 'A-1', value: 42 }
    ;(window as never as { dataLayer: unknown[] }).dataLayer.push(detail)
    document.dispatchEvent(new CustomEvent('store:event', { detail }))
    dispatchEvent(new Event('visibilitychange'))
  })

test('before a choice no page of the store asks for anything optional or keeps anything of it', async (page) => {
  for (const path of PAGES) {
    await page.visit(path)
    await page.untilAsked()
    await nothingOptional(page, path)
  }
})

/** What Google would read on this page, but for the details. */
const google = (page: Page) =>
  page.run(() =>
    (window as never as { dataLayer: any[] }).dataLayer
      .map((entry) => (entry.event ? [entry.event] : [entry[0], entry[1]]).join(' '))
      .filter((said) => /^consent/.test(said)),
  )

test('on each page of the store Google reads the default first, then one update, then the event', async (page) => {
  await page.visit()
  await page.untilAsked()
  assert.deepEqual(await google(page), ['consent default'])
  await page.choose('accept-all')
  for (const path of PAGES) {
    await page.visit(path)
    await page.settle()
    assert.deepEqual(await google(page), ['consent default', 'consent update', 'consent_update'], path)
    assert.equal(await page.run(() => (window as never as { dataLayer: any[] }).dataLayer[0][1]), 'default', path)
  }
})

test('after refusing the whole walk stays free of it', async (page) => {
  await page.visit()
  await page.choose('reject-all')
  for (const path of PAGES) {
    await page.visit(path)
    await buy(page)
    await nothingOptional(page, path)
    assert.equal(await page.asks(), false, path)
  }
})

test('after accepting every client reports and keeps what the policy says', async (page) => {
  await page.visit()
  await page.choose('accept-all')
  await everyClient(page)
  for (const name of COOKIES) {
    await waitFor(`a cookie ${name}`, async () => (await page.cookies()).some((cookie) => name.test(cookie)))
  }
  await waitFor('the pictures that count', () => page.requests(/pixel\.gif$/).length === 2)
  assert.equal(page.requests('/tour.html').length, 1)
  assert.deepEqual((await page.heard()).uncaught, [])
})

test('the client that sets Secure cookies keeps its own, too', async (page) => {
  await page.visit()
  await page.settled(() => page.run(() => window.portcullis.save({ 'ad-reporting': true })))
  await waitFor('its cookies', async () => (await page.cookies()).some((name) => name.startsWith('_sp_id.')))
}, 'secure-local-cookies')

test('after withdrawing no client reports again, on the same page or the next ones, and nothing of theirs is kept', async (page) => {
  await page.visit()
  await page.choose('accept-all')
  await everyClient(page)
  await page.settle()
  await page.settled(() => page.run(() => window.portcullis.withdraw()))
  await page.settle()
  await waitFor('the traces to go', async () => (await page.kept()).every((name) => /^(portcullis|bm-)/.test(name)))
  shop.server.clearRequests()
  await buy(page)
  await nothingOptional(page, 'the same page')
  for (const path of ['/product.html?id=coffee', '/order.html']) {
    await page.visit(path)
    await buy(page)
    await nothingOptional(page, path)
  }
})

test('one service refused on its own stays silent while the rest of its purpose reports', async (page) => {
  await page.visit()
  await page.settled(() => page.run(() => window.portcullis.save({ analytics: true, 'service:posthog': false })))
  await waitFor('the others', () => ['mixpanel', 'plausible', 'analytics'].every((name) => page.collected().some((path) => path.startsWith(name))))
  await page.settle()
  assert.deepEqual(optional(page).filter((path) => /posthog/.test(path)), [])
})

test('the cart drawer, a modal dialog, works while the banner is open, and the banner after it', async (page) => {
  await page.visit('/product.html?id=coffee')
  await page.untilAsked()
  const drawer = await page.driver.findElement(By.id('cart-drawer'))
  const open = await waitFor('the cart button', async () => (await page.driver.findElements(By.css('[data-open-cart]')))[0])
  await waitFor('the drawer to open', async () => {
    await open.click()
    return page.run(() => document.querySelector('dialog')!.matches(':modal'))
  })
  await page.run(() => Promise.all(document.querySelector('dialog')!.getAnimations().map((animation) => animation.finished)).then(() => true))
  await drawer.findElement(By.css('[data-close-cart]')).click()
  await waitFor('the drawer to close', () => page.run(() => !document.querySelector('dialog')!.open))
  await page.choose('reject-all')
  await nothingOptional(page, 'after it')
})

test('a choice can be made while the cart drawer is open', async (page) => {
  await page.visit('/product.html?id=coffee')
  await page.untilAsked()
  await waitFor('the drawer to open', () =>
    page.run(() => {
      document.querySelector<HTMLElement>('[data-open-cart]')!.click()
      return document.querySelector('dialog')!.matches(':modal')
    }))
  await page.choose('reject-all')
  assert.equal(await page.run(() => document.querySelector('dialog')!.open), true, 'the drawer is none of our business')
})

test('the store keeps a receipt of each choice, and of nothing before', async (page) => {
  await page.visit()
  await page.untilAsked()
  await page.settle()
  assert.equal(page.requests('/consent').length, 0)
  const { detail } = await page.choose('reject-all')
  await waitFor('the receipt', () => page.requests('/consent').length === 1)
  const { id } = detail.record as { id: string }
  await waitFor('the store to keep it', () => readFileSync(receipts, 'utf8').includes(id))
})

test('the store moves nothing when the banner comes', async (page) => {
  await page.visit()
  await page.untilAsked()
  await page.settle()
  assert.equal(await page.shifts(), 0)
}, 'layout-shift')

test('in California the tags run at once and the opt-out link of the footer ends advertising in one click', async (page) => {
  await page.visit('/?region=US-CA')
  await everyClient(page)
  assert.equal(await page.asks(), false)
  const link = await page.driver.findElement(By.css('a[data-portcullis=us-opt-out]'))
  await page.driver.executeScript('arguments[0].scrollIntoView({ block: "center" })', link)
  const { detail } = await page.settled(() => link.click())
  assert.equal(detail.method, 'us-opt-out')
  assert.deepEqual(await page.granted('analytics', 'remarketing', 'ad-reporting', 'audience-data'), ['analytics'])
})

test('the privacy page shows the policy, and what it says the visitor can decide right there', async (page) => {
  await page.visit('/privacy.html')
  const toggles = () => page.run(() => document.querySelector('portcullis-policy')?.shadowRoot?.querySelectorAll('input').length ?? 0)
  await waitFor('the policy', async () => (await toggles()) > 10)
})
