/**
 * Mishaps that cost visitors of other banners their choice, or their refusal: clocks, stores, ids that are like each
 * other, a page that is left at once. More of them in `record`, `lapse`, `refused-storage`, `shared` and `main`.
 */
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { pageOf, reporter } from '../harness/document'
import type { Page } from '../harness/page'
import { encode, plant, recordOf } from '../harness/record'
import { openShop } from '../harness/shop'
import { waitFor } from '../harness/wait'

const shop = openShop(import.meta.url, { pages: 'tests/pages/record' })
const { test } = shop

const DAY = 86_400_000
const OPTIONAL = ['analytics', 'remarketing']
const POLICY = JSON.parse(await readFile(new URL('../record/policy.json', import.meta.url), 'utf8'))

/** A page whose clock is `days` ahead; `window.ahead` sets it. */
function writeClock(days: number, region = ''): void {
  const clock = `<script>
    window.ahead = ${days * DAY}
    window.Date = class extends Date {
      constructor(...given) { super(...(given.length ? given : [Date.now()])) }
      static now() { return super.now() + window.ahead }
    }
  </script>`
  writePage({}, clock, region)
}

/** A page under the folder's policy, changed. */
function writePage(change: Record<string, unknown>, before = '', region = ''): void {
  const policy = { ...POLICY, regimes: [{ regions: ['US'], rule: 'opt-out' }], ...change }
  const inline = `<script type="application/json" id="policy">${JSON.stringify(policy)}</script>`
  const reporters = policy.purposes.map(({ id }: { id: string }) => reporter(id)).join('')
  shop.write('/index.html', pageOf({ tag: `data-policy="#policy" ${region && `data-region="${region}"`}`, before, head: inline + reporters }))
}

/** Tags that ran, those of what is required left out. */
const ran = (page: Page) => page.collected().filter((name) => name !== 'necessary').sort()

/** Nothing optional is granted or ran since `before`. */
async function isDenied(page: Page, before: number): Promise<void> {
  await page.settle()
  assert.deepEqual(await page.granted(...OPTIONAL), [])
  assert.equal(ran(page).length, before)
}

for (const [what, days] of [['ten years ahead', 3650], ['two years back', -730]] as const) {
  test(`under a clock ${what} a choice grants nothing and is not thrown away`, async (page) => {
    writeClock(0)
    await page.visit()
    await page.choose('accept-all')
    await waitFor('the tags', () => ran(page).length === 2)
    const stored = await page.stored()
    writeClock(days)
    await page.reload()
    await page.untilAsked()
    await isDenied(page, 2)
    assert.deepEqual(await page.stored(), stored)
    writeClock(0)
    await page.reload()
    await waitFor('the tags', () => ran(page).length === 4)
    assert.equal(await page.asks(), false)
  })

  test(`what is refused under a clock ${what} stays refused when it is put right`, async (page) => {
    writeClock(days, 'US')
    await page.visit()
    await waitFor('the tags that nobody refused', () => ran(page).length === 2)
    await page.settled(() => page.run(() => window.portcullis.rejectAll()))
    writeClock(0, 'US')
    await page.reload()
    await isDenied(page, 2)
    // And the next choice has its full time.
    await page.settled(() => page.run(() => window.portcullis.acceptAll()))
    const { time, expires } = await recordOf(page)
    assert.ok(Math.abs(time - Date.now()) < DAY && expires - time === 365 * DAY)
    await page.reload()
    await waitFor('the tags', () => ran(page).length > 2)
  })
}

test('a choice that runs out while the page is open counts no more there', async (page) => {
  writeClock(0)
  await page.visit()
  await page.choose('accept-all')
  await waitFor('the tags', () => ran(page).length === 2)
  await page.run((days) => {
    ;(window as never as { ahead: number }).ahead = days
    document.dispatchEvent(new Event('visibilitychange'))
  }, 181 * DAY)
  await page.untilAsked()
  await isDenied(page, 2)
  assert.equal(await page.run(() => window.portcullis.choices()), null)
})

test('texts that other banners fall over are no consent, and the visitor is asked as ever', async (page) => {
  await page.visit()
  for (const text of ['%', '%E0%A4%A', 'null', '0', 'true', '{}', '[]', '{"analytics":true}', 'analytics:true', '!analytics=true', '1.', 'undefined']) {
    await plant(page, { cookie: text, local: text })
    await page.visit()
    await page.untilAsked()
    await isDenied(page, 0)
    assert.deepEqual((await page.heard()).uncaught, [], text)
  }
  await page.choose('accept-all')
  assert.deepEqual(await page.granted(...OPTIONAL), OPTIONAL)
})

test('a refused purpose does not run because one was granted whose id ends like it, or is a number', async (page) => {
  const ids = ['analytics', 'simpleanalytics', 'analytics2', '1', '01', '11']
  const purposes = [{ id: 'necessary', required: true }, ...ids.map((id) => ({ id }))]
  writePage({ purposes, services: [], words: { en: { purposes: Object.fromEntries(ids.map((id) => [id, { name: id, description: id }])) } } })
  await page.visit()
  const choices = { analytics: false, simpleanalytics: true, analytics2: true, '1': false, '01': true, '11': true }
  await page.settled(() => page.run((choices) => window.portcullis.save(choices), choices))
  const granted = ['01', '11', 'analytics2', 'simpleanalytics']
  await waitFor('the tags', () => ran(page).length === 4)
  await page.reload()
  await waitFor('the tags', () => ran(page).length === 8)
  await page.settle()
  assert.deepEqual(ran(page), [...granted, ...granted].sort())
  assert.deepEqual((await recordOf(page)).choices, { necessary: true, ...choices })
})

test('a choice is kept though the page is left in the same moment', async (page) => {
  await page.visit()
  await page.untilAsked()
  shop.write('/next.html', pageOf({ head: reporter('analytics') }))
  await page.run(() => {
    document.querySelector('portcullis-banner')!.shadowRoot!.querySelector<HTMLElement>('[data-action=accept-all]')!.click()
    location.assign('/next.html')
  })
  await waitFor('the next page', () => page.requests('/next.html').length > 0)
  await page.ready()
  await waitFor('its tag', () => page.collected().includes('analytics'))
  assert.equal(await page.asks(), false)
})

test('a policy that cannot be had, or is broken, takes no choice away', async (page) => {
  await page.visit()
  await page.choose('accept-all')
  await waitFor('the tags', () => ran(page).length === 2)
  const stored = await page.stored()
  for (const answer of [{ status: 404 }, { status: 500 }, { body: '{' }, { body: '{}' }, { body: '{"purposes":[{"id":"Other"}]}' }]) {
    shop.server.rule('/policy.json', { ...answer, times: 1 })
    await page.visit()
    await isDenied(page, 2)
    assert.deepEqual(await page.stored(), stored, JSON.stringify(answer))
  }
  await page.visit()
  await waitFor('the tags', () => ran(page).length === 4)
  assert.deepEqual(await page.stored(), stored)
})

test('time runs out in localStorage, too: a copy there does not outlive the cookie as consent', async (page) => {
  await page.visit()
  await page.choose('accept-all')
  await waitFor('the tags', () => ran(page).length === 2)
  const record = await recordOf(page)
  const old = encode({ ...record, time: record.time - 181 * DAY, expires: record.expires - 181 * DAY })
  await plant(page, { cookie: null, local: old })
  await page.visit()
  await page.untilAsked()
  await isDenied(page, 2)
  assert.equal((await page.stored()).cookie, null, 'and is not written anew')
})
