/** A page that is prerendered may never be seen: it runs nothing, shows nothing and writes nothing until it is. */
import assert from 'node:assert/strict'
import { pageOf, reporter } from '../harness/document'
import type { Page } from '../harness/page'
import { openShop } from '../harness/shop'
import { waitFor } from '../harness/wait'

const shop = openShop(import.meta.url)
const { test } = shop

/** Has the browser prerender the next page, and waits until that one has all it needs. */
async function prerender(page: Page): Promise<void> {
  shop.write('/next.html', pageOf({ head: reporter('analytics') }))
  const before = page.requests('/policy.json').length
  await page.run(() => {
    const rules = document.createElement('script')
    rules.type = 'speculationrules'
    rules.text = JSON.stringify({ prerender: [{ urls: ['/next.html'] }] })
    document.head.append(rules)
  })
  const asked = await waitFor('the prerendered page', () => page.requests('/next.html')[0])
  assert.match(String(asked.headers['sec-purpose']), /prerender/)
  await waitFor('its policy', () => page.requests('/policy.json').length > before)
  await page.settle()
}

/** A driver loses its session with a page that is seen after it was prerendered, so that moment is played. */
const WAITS = `<script>
  Object.defineProperty(document, 'prerendering', { get: () => !window.seen })
  window.see = () => { window.seen = true; document.dispatchEvent(new Event('prerenderingchange')) }
</script>`
const see = (page: Page) => page.run(() => (window as never as { see: () => void }).see())
const everything = (page: Page) => page.run(() => [document.cookie, ...Object.entries(localStorage).flat()])

test('a prerendered page runs and writes nothing for a visitor who has chosen', async (page) => {
  await page.visit()
  await page.choose('accept-all')
  const before = await everything(page)
  await prerender(page)
  assert.deepEqual(page.collected(), [])
  assert.deepEqual(await everything(page), before)
}, 'prerender')

test('a prerendered page stores nothing for a visitor who has not', async (page) => {
  await page.visit()
  await page.untilAsked()
  await prerender(page)
  assert.deepEqual(await page.kept(), [])
  assert.deepEqual(page.collected(), [])
}, 'prerender')

test('what is granted runs when the page is seen', async (page) => {
  await page.visit()
  await page.choose('accept-all')
  shop.write('/next.html', pageOf({ before: WAITS, head: reporter('analytics') }))
  await page.go('/next.html')
  await page.settle()
  assert.deepEqual(page.collected(), [])
  await see(page)
  await waitFor('the tag', () => page.collected().length === 1)
})

test('what was withdrawn while the page waited does not run when it is seen', async (page) => {
  await page.visit()
  await page.choose('accept-all')
  shop.write('/next.html', pageOf({ before: WAITS, head: reporter('analytics') }))
  await page.go('/next.html')
  const other = await page.openTab()
  await other.settled(() => other.run(() => window.portcullis.withdraw()))
  await see(page)
  await page.ready()
  await page.settle()
  assert.deepEqual(page.collected(), [])
})

test('who has not chosen is asked when the page is seen, and not before', async (page) => {
  shop.write('/next.html', pageOf({ before: WAITS, head: reporter('analytics') }))
  await page.go('/next.html')
  await page.settle()
  assert.equal(await page.asks(), false)
  await see(page)
  await page.untilAsked()
  assert.deepEqual(await page.kept(), [])
})
