/** Back brings a page out of the browser's cache as it was left: it must find out what was decided meanwhile. */
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import type { Page } from '../harness/page'
import { encode, plant, recordOf } from '../harness/record'
import { openShop } from '../harness/shop'
import { waitFor } from '../harness/wait'

const shop = openShop(import.meta.url)
const { test } = shop

const html = await readFile(new URL('index.html', import.meta.url), 'utf8')
const REPORTS = ['inline', 'pixel', 'template']
const reports = (page: Page) => [...page.collected()].sort()

/**
 * Chooses by the page's own code: Firefox takes no page into its cache that a driver has clicked in, with or
 * without Portcullis. The panel, which comes ahead of time, is waited for, so that nothing is under way.
 */
async function choose(page: Page, how: 'acceptAll' | 'rejectAll'): Promise<void> {
  await page.untilAsked()
  await page.settled(() => page.run((name) => window.portcullis[name](), how))
  await waitFor('the panel', () => page.requests(/panel\.(wasm|twin\.js)$/).length > 0)
  await page.settle()
}

/** Choices made where no page of ours hears them: by a server, or on another subdomain. */
async function decideElsewhere(page: Page, choices: Record<string, boolean>): Promise<void> {
  const record = await recordOf(page)
  const text = encode({ ...record, id: 'ff'.repeat(12), sequence: record.sequence + 1, choices })
  await plant(page, { cookie: text, local: text })
  await page.driver.navigate().back()
  await page.ready()
}

/** All is granted, withdrawn elsewhere, and the page that comes back out of the cache finds out. */
async function followsWithdrawal(page: Page): Promise<void> {
  await page.visit()
  await choose(page, 'acceptAll')
  await waitFor('every tag', () => page.collected().length === 3)
  await decideElsewhere(page, { analytics: false, remarketing: false })
  assert.equal(await page.run(() => (window as never as { persisted: boolean }).persisted), true)
  await waitFor('the page to follow', async () => (await page.granted('analytics', 'remarketing')).length === 0)
  await waitFor('the offer to go', () => page.run(() => !document.getElementById('offer')))
}

test('a withdrawal elsewhere reaches a page that comes back out of the cache', async (page) => {
  await followsWithdrawal(page)
  await waitFor('the pixel to be taken back', () => page.run(() => !document.getElementById('pixel')!.hasAttribute('src')))
  await page.settle()
  assert.deepEqual(reports(page), REPORTS)
})

test('a grant elsewhere reaches a page that comes back out of the cache', async (page) => {
  await page.visit()
  await choose(page, 'rejectAll')
  await decideElsewhere(page, { analytics: true, remarketing: true })
  assert.equal(await page.run(() => (window as never as { persisted: boolean }).persisted), true)
  await waitFor('every tag', () => page.collected().length === 3)
  await page.settle()
  assert.deepEqual(reports(page), REPORTS)
})

/** Keeps `events` from everybody who comes after it in the page; of a page that comes back it notes that it did. */
const mute = (...events: string[]) => `<script>
  addEventListener('pageshow', (event) => (window.persisted = event.persisted), true)
  for (const name of ${JSON.stringify(events)}) addEventListener(name, (event) => event.stopImmediatePropagation(), true)
</script>`

// What was stored meanwhile may be told of, too.
for (const [event, muted] of [['pageshow', 'visibilitychange'], ['visibilitychange', 'pageshow']] as const) {
  test(`${event} alone tells a page that comes back of a withdrawal elsewhere`, async (page) => {
    shop.write('/index.html', html.replace('<head>', `<head>${mute(muted, 'storage')}`))
    await followsWithdrawal(page)
  })
}

test('a page that came back hears another tab over the channel alone', async (page) => {
  shop.write('/index.html', html.replace('<head>', `<head>${mute('storage', 'visibilitychange')}`))
  await page.visit()
  await choose(page, 'acceptAll')
  await page.go('/nowhere')
  await page.driver.navigate().back()
  await page.ready()
  assert.equal(await page.run(() => (window as never as { persisted: boolean }).persisted), true)
  const other = await page.openTab()
  await other.settled(() => other.run(() => window.portcullis.withdraw()))
  await page.front()
  await waitFor('the page to follow', async () => (await page.granted('analytics', 'remarketing')).length === 0)
})

test('a choice made while the page is being left is settled, though its channel is closed', async (page) => {
  await page.visit()
  await page.run(() => dispatchEvent(new Event('pagehide')))
  const { saved } = await page.run(() => window.portcullis.rejectAll())
  assert.equal(saved, 'cookie+local')
})

test('Back to a page that was left undecided, still undecided, asks and runs nothing', async (page) => {
  await page.visit()
  await page.untilAsked()
  await page.go('/nowhere')
  await page.driver.navigate().back()
  await page.ready()
  await page.untilAsked()
  await page.settle()
  assert.deepEqual(page.collected(), [])
  await page.choose('accept-all')
  await waitFor('every tag', () => page.collected().length === 3)
})
