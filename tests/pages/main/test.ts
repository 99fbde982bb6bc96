/** The main promise: nothing optional before a choice, everything after a grant, nothing new after a withdrawal. */
import assert from 'node:assert/strict'
import { openShop } from '../harness/shop'
import type { Page } from '../harness/page'
import { waitFor } from '../harness/wait'

const { test } = openShop(import.meta.url)

/** What the tags of the page report when they run, and what they leave. */
const REPORTS = ['external', 'frame', 'inline', 'pixel', 'template', 'template-script']
const COOKIES = ['count_external', 'count_inline', 'offer_frame', 'offer_template']
/** Everything a page without consent may ask for. */
const OWN = /^\/($|second\.html$|policy\.json$|portcullis\/|collect\/mark-)/

const sorted = (names: string[]) => [...names].sort()
/** What tags reported, but for the frame's last word when it is left. */
const reports = (page: Page) => sorted(page.collected().filter((name) => name !== 'frame-gone'))

async function everythingRan(page: Page, times = 1): Promise<void> {
  const expected = sorted(REPORTS.flatMap((name) => Array<string>(times).fill(name)))
  await waitFor('every tag to report', () => reports(page).length >= expected.length)
  await page.settle()
  assert.deepEqual(reports(page), expected)
  assert.deepEqual(await page.cookies(), [...COOKIES, 'portcullis'])
}

async function nothingRan(page: Page): Promise<void> {
  await page.settle()
  assert.deepEqual(page.collected(), [])
  const foreign = page.requests().filter((entry) => !OWN.test(entry.path))
  assert.deepEqual(foreign.map((entry) => entry.path), [])
  assert.deepEqual((await page.cookies()).filter((name) => name !== 'portcullis'), [])
}

const film = (page: Page) => page.run(() => (document.getElementById('film') as HTMLIFrameElement).getAttribute('src'))

test('before a choice there is no request and not one cookie', async (page) => {
  await page.visit()
  await page.untilAsked()
  await nothingRan(page)
  assert.deepEqual(await page.kept(), [])
  assert.deepEqual(await page.granted('analytics', 'remarketing'), [])
})

test('after refusing there is no request and no cookie but ours, and so it stays after a reload', async (page) => {
  await page.visit()
  await page.choose('reject-all')
  await nothingRan(page)
  await page.reload()
  await nothingRan(page)
  assert.equal(await page.asks(), false)
  assert.deepEqual(await page.kept(), ['portcullis', 'portcullis', 'portcullis:history', 'portcullis:seen', 'portcullis:texts'])
})

test('after accepting every tag runs, once, and once again after a reload', async (page) => {
  await page.visit()
  await page.choose('accept-all')
  await everythingRan(page)
  await page.reload()
  await everythingRan(page, 2)
  assert.equal(await page.asks(), false)
})

test('after withdrawing nothing new runs, content is taken back and traces are cleared', async (page) => {
  await page.visit()
  await page.choose('accept-all')
  await everythingRan(page)
  const { detail } = await page.settled(() => page.run(() => document.getElementById('withdraw')!.click()))
  assert.equal(detail.method, 'withdraw')
  assert.equal(detail.reloadNeeded, true, 'the inline script cannot be un-run')
  await waitFor('the frame to be left', () => page.collected().includes('frame-gone'))
  assert.deepEqual(await page.run(() => [!!document.getElementById('offer'), document.getElementById('pixel')!.hasAttribute('src')]), [false, false])
  assert.equal(await film(page), null)
  await waitFor('the traces to go', async () => (await page.kept()).every((name) => name.startsWith('portcullis')))
  assert.deepEqual(reports(page), REPORTS)

  await page.reload()
  await page.settle()
  assert.deepEqual(reports(page), REPORTS)
  assert.deepEqual(await page.cookies(), ['portcullis'])
  assert.deepEqual(await page.granted('analytics', 'remarketing'), [])
})

test('a second tab opened later holds to what was chosen', async (page) => {
  await page.visit()
  await page.choose('reject-all')
  const refused = await page.openTab()
  await nothingRan(refused)
  assert.equal(await refused.asks(), false)

  await page.settled(() => page.run(() => window.portcullis.acceptAll()))
  await everythingRan(page, 2)
  const accepted = await page.openTab()
  await everythingRan(accepted, 3)
})

test('of two tabs that both ask, the other one follows a grant and a withdrawal', async (page) => {
  await page.visit()
  const other = await page.openTab()
  await page.untilAsked()
  await other.untilAsked()

  await page.choose('accept-all')
  await other.untilNotAsked()
  await everythingRan(other, 2)
  assert.deepEqual(await other.granted('analytics', 'remarketing'), ['analytics', 'remarketing'])

  await other.settled(() => other.run(() => window.portcullis.withdraw()))
  await waitFor('the first tab to follow', async () => !(await page.allows('analytics')))
  await waitFor('its offer to go', () => page.run(() => !document.getElementById('offer')))
  await waitFor('the traces to go', async () => (await page.kept()).every((name) => name.startsWith('portcullis')))
  assert.equal(await film(page), null)
  assert.equal((await page.told('change')).at(-1)?.detail.granted?.toString(), '')
})

test('Back finds the page as it was decided on another page meanwhile: granted', async (page) => {
  await page.visit()
  await page.untilAsked()
  await page.go('/second.html')
  await page.ready()
  await page.choose('accept-all')
  await nothingRan(page)
  await page.driver.navigate().back()
  await page.ready()
  await page.untilNotAsked()
  await everythingRan(page)
})

test('Back finds the page as it was decided on another page meanwhile: withdrawn', async (page) => {
  await page.visit()
  await page.choose('accept-all')
  await everythingRan(page)
  await page.go('/second.html')
  await page.ready()
  await page.settled(() => page.run(() => window.portcullis.withdraw()))
  await page.driver.navigate().back()
  await page.ready()
  await waitFor('the page to follow', async () => !(await page.allows('analytics|remarketing')))
  await waitFor('the offer to go', () => page.run(() => !document.getElementById('offer')))
  await page.settle()
  assert.deepEqual(reports(page), REPORTS)
  assert.equal(await film(page), null)
  assert.deepEqual(await page.cookies(), ['portcullis'])
})
