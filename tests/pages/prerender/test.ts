/** A page that is prerendered may never be seen: it runs nothing, shows nothing and writes nothing until it is. */
import assert from 'node:assert/strict'
import { pageOf, reporter } from '../harness/document'
import type { Page } from '../harness/page'
import { openShop } from '../harness/shop'
import { waitFor } from '../harness/wait'

const shop = openShop(import.meta.url)
const { test } = shop

/** A page that tells the server, as `name`, what happens in it: its tag runs, the banner comes, a store is written. */
const telling = (name: string, before = '') => {
  const spy = `<script>{
    const tell = (what) => fetch('/collect/${name}-' + what)
    const { setItem } = Storage.prototype
    Storage.prototype.setItem = function (...given) { tell('wrote'); return setItem.apply(this, given) }
    const { get, set } = Object.getOwnPropertyDescriptor(Document.prototype, 'cookie')
    Object.defineProperty(Document.prototype, 'cookie', { get: () => get.call(document), set: (text) => { tell('wrote'); set.call(document, text) } })
    new MutationObserver(() => document.querySelector('portcullis-banner') && tell('asked')).observe(document, { childList: true, subtree: true })
  }</script>`
  return pageOf({ before: before + spy, head: reporter('analytics', `${name}-ran`) })
}

/**
 * Has the browser prerender a page, and then the same page once more, but for one thing: there Portcullis cannot know
 * that it is prerendered. By the time that one has done `what`, the first one would have, too.
 */
async function prerender(page: Page, what: string): Promise<void> {
  shop.write('/next.html', telling('next'))
  shop.write('/unknowing.html', telling('unknowing', '<script>Object.defineProperty(Document.prototype, "prerendering", { get: () => false })</script>'))
  for (const url of ['/next.html', '/unknowing.html']) {
    const before = page.requests('/policy.json').length
    await page.run((url) => {
      const rules = document.createElement('script')
      rules.type = 'speculationrules'
      rules.text = JSON.stringify({ prerender: [{ urls: [url] }] })
      document.head.append(rules)
    }, url)
    const asked = await waitFor('the prerendered page', () => page.requests(url)[0])
    assert.match(String(asked.headers['sec-purpose']), /prerender/)
    await waitFor('its policy', () => page.requests('/policy.json').length > before)
  }
  await waitFor('what would happen', () => page.collected().includes(`unknowing-${what}`))
  await page.settle()
}

/** What happened in the page that knew. */
const happened = (page: Page) => page.collected().filter((name) => name.startsWith('next-'))

/** A driver loses its session with a page that is seen after it was prerendered, so that moment is played. */
const WAITS = `<script>
  Object.defineProperty(Document.prototype, 'prerendering', { get: () => !window.seen })
  window.see = () => { window.seen = true; document.dispatchEvent(new Event('prerenderingchange')) }
</script>`
const see = (page: Page) => page.run(() => (window as never as { see: () => void }).see())

test('a prerendered page runs nothing and writes nothing for a visitor who has chosen', async (page) => {
  await page.visit()
  await page.choose('accept-all')
  await prerender(page, 'ran')
  assert.ok(page.collected().includes('unknowing-wrote'), 'each visit writes the record anew')
  assert.deepEqual(happened(page), [])
}, 'prerender')

test('a prerendered page asks nobody and stores nothing for a visitor who has not', async (page) => {
  await page.visit()
  await page.untilAsked()
  await prerender(page, 'asked')
  assert.deepEqual(happened(page), [])
  assert.deepEqual(await page.kept(), [])
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
