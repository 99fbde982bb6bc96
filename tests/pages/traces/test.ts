/** What refused services left is removed wherever a page reaches it, and what others need stays. */
import assert from 'node:assert/strict'
import { pageOf } from '../harness/document'
import type { Page } from '../harness/page'
import { openShop } from '../harness/shop'
import { waitFor } from '../harness/wait'

const shop = openShop(import.meta.url)
const { test } = shop

/** A page some folders deep, so that there are paths above it. */
const DEEP = '/shop/mops/index.html'

function write(script = '', tag?: string): void {
  const held = `<script type="text/plain" data-consent="analytics">${script}</script>`
  shop.write(DEEP, pageOf({ head: held, ...(tag ? { tag } : {}) }))
}

/** Names of what is there, but for our own. */
const left = async (page: Page) => {
  const databases = await page.run(() => indexedDB.databases().then((all) => all.map(({ name }) => name!)))
  return [...(await page.kept()), ...databases].filter((name) => !name.startsWith('portcullis')).sort()
}
const untilLeft = (page: Page, ...names: string[]) =>
  waitFor(`only ${names.join(', ') || 'nothing'}`, async () => (await left(page)).join() === names.join())

const set = (page: Page, ...cookies: string[]) => page.run((all) => all.forEach((cookie) => (document.cookie = cookie)), cookies)
const accept = (page: Page) => page.settled(() => page.run(() => window.portcullis.acceptAll()))
const save = (page: Page, choices: Record<string, boolean>) =>
  page.settled(() => page.run((all) => window.portcullis.save(all), choices))

test('a cookie goes whatever path it was set on, partitioned or not', async (page) => {
  write()
  await page.visit(DEEP)
  await accept(page)
  const paths = ['/', '/shop', '/shop/', '/shop/mops', '/shop/mops/', DEEP]
  await set(page, ...paths.map((path, at) => `count_${at}=1; Path=${path}`))
  await set(page, 'count_chips=1; Path=/shop/; Secure; SameSite=None; Partitioned', '__Secure-count=1; Path=/; Secure')
  assert.equal((await left(page)).filter((name) => /count/.test(name)).length, paths.length + 2)
  await save(page, { analytics: false })
  await untilLeft(page)
}, 'secure-local-cookies')

test('items and databases go by their names, and nothing else does', async (page) => {
  write()
  await page.visit(DEEP)
  await accept(page)
  await page.run(async () => {
    localStorage.setItem('count-visits', '1')
    sessionStorage.setItem('count-clicks', '1')
    localStorage.setItem('cart', '3 mops')
    for (const name of ['count-events', 'offers', 'orders']) {
      await new Promise((done, fail) => {
        const request = indexedDB.open(name)
        request.onerror = fail
        request.onsuccess = () => {
          request.result.close()
          done(null)
        }
      })
    }
  })
  await save(page, { analytics: false })
  await untilLeft(page, 'cart', 'offers', 'orders')
  await save(page, { remarketing: false })
  await untilLeft(page, 'cart', 'orders')
})

test('what common vendors leave need not be listed, and what a granted service uses stays', async (page) => {
  write()
  await page.visit(DEEP)
  await accept(page)
  await set(page, '_ga=1; Path=/', '_ga_ABC=1; Path=/', '_gcl_au=1; Path=/', 'shared=1; Path=/', '_fbp=1; Path=/')
  await save(page, { analytics: false })
  await untilLeft(page, '_fbp', '_gcl_au', 'shared')
  await save(page, { remarketing: false })
  await untilLeft(page, '_fbp')
})

test('what a tag that still runs writes after the choice is cleared once more', async (page) => {
  write("portcullis.on('choice', () => { document.cookie = 'count_choice=1; Path=/'; (window.jars ||= []).push(document.cookie) })")
  await page.visit(DEEP)
  await accept(page)
  await save(page, { analytics: false })
  const jars = await page.run(() => (window as never as { jars: string[] }).jars)
  assert.ok(jars.at(-1)!.includes('count_choice'), 'written after the first clearing')
  await untilLeft(page)
})

test('what came back meanwhile is cleared on the next page', async (page) => {
  write()
  await page.visit(DEEP)
  await page.settled(() => page.run(() => window.portcullis.rejectAll()))
  await page.go('/nowhere')
  await set(page, 'count_again=1; Path=/')
  assert.deepEqual(await left(page), ['count_again'])
  await page.visit(DEEP)
  await untilLeft(page)
})

test('vendors are told before anything is cleared', async (page) => {
  write()
  await page.visit(DEEP)
  await accept(page)
  await set(page, 'count_1=1; Path=/')
  await page.run(() => {
    const layer = (window as never as { dataLayer: { push: (...all: unknown[]) => number } }).dataLayer
    const own = layer.push
    layer.push = (...all) => {
      ;((window as never as { seen?: string[] }).seen ||= []).push(document.cookie)
      return own.apply(layer, all)
    }
  })
  await page.settled(() => page.run(() => window.portcullis.withdraw()))
  const seen = await page.run(() => (window as never as { seen?: string[] }).seen ?? [])
  assert.ok(seen.length > 0 && seen.every((cookies) => cookies.includes('count_1')))
  await untilLeft(page)
})

const RUNS = "fetch('/collect/counter')"
const TAG = 'data-policy="/policy.json" data-reload="on"'

test('with data-reload the page reloads after a choice that needs it, and after no other', async (page) => {
  write(RUNS, TAG)
  await page.visit(DEEP)
  const born = () => page.run(() => performance.timeOrigin)
  const first = await born()
  await save(page, { remarketing: true })
  await accept(page)
  await page.settle()
  assert.equal(await born(), first)
  await page.run(() => void window.portcullis.withdraw())
  await waitFor('another page', async () => (await born().catch(() => first)) !== first)
  await page.ready()
  await page.settle()
  assert.deepEqual(page.collected(), ['counter'], 'of before')
  assert.deepEqual(await page.granted('analytics'), [])
})

test('without data-reload, or with a choice that is kept nowhere, it does not', async (page) => {
  for (const [tag, broken] of [['data-policy="/policy.json"', ''], [TAG, 'throw']] as const) {
    const refuse = "for (const name of ['setItem', 'getItem']) Storage.prototype[name] = () => { throw new Error('refused') }; Object.defineProperty(Document.prototype, 'cookie', { get: () => '', set() {} })"
    shop.write(DEEP, pageOf({ tag, before: broken && `<script>${refuse}</script>`, head: `<script type="text/plain" data-consent="analytics">${RUNS}</script>` }))
    await page.go(DEEP)
    await page.ready()
    const born = await page.run(() => performance.timeOrigin)
    await accept(page)
    const { detail } = await page.settled(() => page.run(() => window.portcullis.withdraw()))
    assert.deepEqual([detail.reloadNeeded, detail.saved], [true, broken ? 'memory' : 'cookie+local'])
    await page.settle()
    assert.equal(await page.run(() => performance.timeOrigin), born)
  }
})
