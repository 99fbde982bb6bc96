/** Browsers that refuse storage: a choice holds as far as it can be kept, and the visitor is told where it cannot. */
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import type { Page } from '../harness/page'
import { openShop } from '../harness/shop'
import { waitFor } from '../harness/wait'

const shop = openShop(import.meta.url)
const { test } = shop

const page = await readFile(new URL('index.html', import.meta.url), 'utf8')

const COOKIES_THROW = `Object.defineProperty(Document.prototype, 'cookie', {
  get() { throw new DOMException('refused', 'SecurityError') },
  set() { throw new DOMException('refused', 'SecurityError') },
})`
const COOKIES_VANISH = `Object.defineProperty(Document.prototype, 'cookie', { get: () => '', set() {} })`
const LOCAL_THROWS = `for (const name of ['localStorage', 'sessionStorage'])
  Object.defineProperty(window, name, { get() { throw new DOMException('refused', 'SecurityError') } })`
const LOCAL_IS_FULL = `Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }`
const LOCAL_IS_NULL = `Object.defineProperty(window, 'localStorage', { value: null })`

/** The line that tells the visitor what became of the choice, where it can be seen. */
async function shownLine(visitor: Page): Promise<string | null> {
  return visitor.run(() => {
    const line = document.querySelector('portcullis-banner')?.shadowRoot?.querySelector('[role=status]')
    if (!line) return null
    const { width, height } = line.getBoundingClientRect()
    const seen = width > 50 && height > 10 && getComputedStyle(line).clipPath === 'none' && getComputedStyle(line).opacity === '1'
    return seen ? line.textContent : null
  })
}

for (const [what, before, saved] of [
  ['cookies throw', COOKIES_THROW, 'local'],
  ['cookies are silently dropped', COOKIES_VANISH, 'local'],
  ['localStorage throws', LOCAL_THROWS, 'cookie'],
  ['localStorage is full', LOCAL_IS_FULL, 'cookie'],
  ['localStorage is null', LOCAL_IS_NULL, 'cookie'],
] as const) {
  test(`where ${what} the choice is kept in the other store and outlives the page`, async (visitor) => {
    shop.write('/index.html', page.replace('<!-- before -->', `<script>${before}</script>`))
    await visitor.visit()
    const { detail } = await visitor.choose('accept-all')
    assert.equal(detail.saved, saved)
    await waitFor('the tag', () => visitor.collected().length === 1)
    assert.equal(await shownLine(visitor), null, 'nothing to warn of')
    await visitor.reload()
    await waitFor('the tag once more', () => visitor.collected().length === 2)
    assert.equal(await visitor.asks(), false)
    assert.deepEqual((await visitor.heard()).uncaught, [])
  })
}

async function holdsForThisPage(visitor: Page): Promise<void> {
  await visitor.untilAsked()
  const { detail } = await visitor.choose('accept-all')
  assert.equal(detail.saved, 'memory')
  await waitFor('the tag', () => visitor.collected().length === 1)
  assert.equal(await visitor.allows('analytics'), true)
  await visitor.untilNotAsked()
  const line = await waitFor('the visitor to be told', () => shownLine(visitor))
  assert.match(line, /does not let us keep your choice/)
  const { uncaught } = await visitor.heard()
  assert.deepEqual(uncaught, [])
}

test('where both stores throw the choice holds for the page, and the visitor is told in plain words', async (visitor) => {
  shop.write('/index.html', page.replace('<!-- before -->', `<script>${COOKIES_THROW}\n${LOCAL_THROWS}</script>`))
  await visitor.visit()
  await holdsForThisPage(visitor)
  await visitor.reload()
  await visitor.untilAsked()
  await visitor.settle()
  assert.equal(visitor.collected().length, 1)
})

test('in a sandboxed frame, which has no storage at all, the choice holds for the page', async (visitor) => {
  // The frame has an origin of its own, so even the store's files are foreign to it.
  shop.server.rule(/./, { headers: { 'Access-Control-Allow-Origin': '*' } })
  shop.write('/outer.html', '<!doctype html><head></head><iframe sandbox="allow-scripts" src="/" width="900" height="700"></iframe>')
  await visitor.go('/outer.html')
  await visitor.driver.switchTo().frame(0)
  await visitor.ready()
  await holdsForThisPage(visitor)
})

test('a refusal that cannot be kept is a refusal all the same', async (visitor) => {
  shop.write('/index.html', page.replace('<!-- before -->', `<script>${COOKIES_THROW}\n${LOCAL_THROWS}</script>`))
  await visitor.visit()
  const { detail } = await visitor.choose('reject-all')
  assert.equal(detail.saved, 'memory')
  await visitor.settle()
  assert.deepEqual(visitor.collected(), [])
  assert.equal(await visitor.asks(), false)
})
