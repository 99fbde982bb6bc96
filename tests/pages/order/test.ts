/** Scripts run as the page means them: in document order, each once, whatever the one before does. */
import assert from 'node:assert/strict'
import { pageOf } from '../harness/document'
import { engine } from '../harness/engines'
import type { Page } from '../harness/page'
import { openShop } from '../harness/shop'
import { waitFor } from '../harness/wait'

const shop = openShop(import.meta.url)
const { test } = shop

const ran = (page: Page) => page.run(() => (window as never as { ran: string[] }).ran)
const IN_ORDER = [
  'slow',
  'inline after slow',
  'inline after missing',
  'before the throw',
  'throws',
  'last',
  'inline at the end',
]

test('external and inline scripts keep their order; one that is missing and two that throw stop nobody', async (page) => {
  const slow = shop.server.rule('/slow.js', { hold: true })
  await page.visit('/')
  await page.choose('accept-all')
  await waitFor('the slow script to be asked for', () => page.requests('/slow.js').length > 0)
  await page.settle()
  assert.deepEqual(await ran(page), [], 'nothing overtakes the first one')
  slow.release()
  await waitFor('the last one', async () => (await ran(page)).length >= IN_ORDER.length)
  await page.settle()
  assert.deepEqual(await ran(page), IN_ORDER)
  // Firefox asks again for what could not be fetched ahead.
  assert.ok(page.requests('/missing.js').length <= (engine === 'firefox' ? 2 : 1))
  const { uncaught } = await page.heard()
  assert.equal(uncaught.filter((line) => line.includes('on purpose')).length, 2, 'errors reach the page as ever')
})

test('scripts are fetched while the one before them is waited for, each once, and run in their turn', async (page) => {
  const slow = shop.server.rule('/slow.js', { hold: true })
  await page.visit('/')
  await page.settle()
  assert.equal(page.requests(/\.js$/).filter(({ path }) => !path.startsWith('/portcullis/')).length, 0, 'nothing before the choice')
  await page.choose('accept-all')
  await waitFor('the others to be asked for', () => page.requests('/last.js').length > 0)
  assert.deepEqual(await ran(page), [])
  slow.release()
  await waitFor('the last one', async () => (await ran(page)).length >= IN_ORDER.length)
  await page.settle()
  assert.deepEqual(await ran(page), IN_ORDER)
  assert.equal(page.requests('/last.js').length, 1)
})

test('files are asked for before an inline script ahead of them runs, which may take long', async (page) => {
  const look = `window.ran = []; window.asked = [...document.querySelectorAll('link[rel=preload]')].map((link) => link.getAttribute('href'))`
  const consent = 'type="text/plain" data-consent="analytics"'
  shop.write('/ahead.html', pageOf({ body: `<script ${consent}>${look}</script><script ${consent} src="/last.js"></script>` }))
  await page.visit('/ahead.html')
  await page.choose('accept-all')
  await waitFor('the last one', async () => (await ran(page))?.includes('last'))
  assert.deepEqual(await page.run(() => (window as never as { asked: string[] }).asked), ['/last.js'])
  assert.equal(page.requests('/last.js').length, 1)
})

test('what a choice releases does not wait for cookie and receipt; localStorage has the record by then', async (page) => {
  const look = "window.ran = [localStorage.portcullis > '', document.cookie.includes('portcullis='), 'portcullis:history' in localStorage].map(String)"
  shop.write('/first.html', pageOf({ body: `<script type="text/plain" data-consent="analytics">${look}</script>` }))
  await page.visit('/first.html')
  await page.choose('accept-all')
  assert.deepEqual(await ran(page), ['true', 'false', 'false'])
  const { cookie, local } = await page.stored()
  assert.ok(cookie && cookie === local)
  assert.equal(await page.run(() => 'portcullis:history' in localStorage), true)
})

test('an async script keeps nobody waiting and a module is one', async (page) => {
  const held = shop.server.rule('/held-async.js', { hold: true })
  await page.visit('/kinds.html')
  await page.choose('accept-all')
  await waitFor('the others', async () => (await ran(page)).length >= 3)
  assert.deepEqual(await ran(page), ['last', 'module part', 'undefined'])
  held.release()
  await waitFor('the async one', async () => (await ran(page)).includes('held async'))
})

test('a script that asks for itself finds the element of the page, with its attributes and its nonce', async (page) => {
  await page.visit('/kinds.html')
  await page.choose('accept-all')
  const marked = await waitFor('the marked script', () => page.run(() => (window as never as { markedAs: object }).markedAs))
  assert.deepEqual(marked, {
    id: 'marked',
    shop: '42',
    className: 'tag one',
    crossOrigin: 'anonymous',
    referrerPolicy: 'origin',
    nonce: 'abc123',
    // As the page has it: what runs is another element.
    type: 'text/plain',
  })
  assert.equal(await page.run(() => document.querySelectorAll('#marked').length), 1, 'what ran is gone')
})

test('granted, withdrawn and granted again, a script has run once', async (page) => {
  await page.visit('/')
  await page.choose('accept-all')
  await waitFor('the last one', async () => (await ran(page)).length >= IN_ORDER.length)
  await page.settled(() => page.run(() => window.portcullis.withdraw()))
  await page.settled(() => page.run(() => window.portcullis.acceptAll()))
  await page.settle()
  assert.deepEqual(await ran(page), IN_ORDER)
  assert.equal(page.requests('/slow.js').length, 1)
})

test('a script that waits its turn does not run when consent is withdrawn meanwhile', async (page) => {
  const slow = shop.server.rule('/slow.js', { hold: true })
  await page.visit('/')
  await page.choose('accept-all')
  await waitFor('the slow script to be asked for', () => page.requests('/slow.js').length > 0)
  await page.settled(() => page.run(() => window.portcullis.withdraw()))
  slow.release()
  await page.settle()
  assert.deepEqual(await ran(page), [], 'the one that was on its way does not run either')
  // They were fetched while they were granted, no more.
  assert.equal(page.requests('/last.js').length, 1)
})

test('only what is granted runs, and the rest runs when it is granted later', async (page) => {
  await page.visit('/kinds.html')
  await page.settled(() => page.run(() => window.portcullis.save({ remarketing: true })))
  await waitFor('the marked script', () => page.requests('/marked.js').length === 1)
  await page.settle()
  assert.deepEqual(await ran(page), [])
  await page.settled(() => page.run(() => window.portcullis.save({ analytics: true })))
  await waitFor('the others', async () => (await ran(page)).length === 4)
  await page.settle()
  assert.equal(page.requests('/marked.js').length, 1)
})

test('the page is told which scripts were released, and no other', async (page) => {
  await page.visit('/kinds.html')
  await page.untilAsked()
  assert.deepEqual(await page.told('release'), [])
  await page.settled(() => page.run(() => window.portcullis.save({ remarketing: true })))
  await waitFor('the marked script', () => page.requests('/marked.js').length === 1)
  const released = await waitFor('the event', async () => (await page.told('release'))[0])
  assert.deepEqual(released.detail, { elements: ['marked'] })
  assert.equal(released.frozen, true)
})
