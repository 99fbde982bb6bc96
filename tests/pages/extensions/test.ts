/** Extensions that answer for a visitor, with the rules of docs/extensions. */
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dress } from '../harness/looks'
import type { Page } from '../harness/page'
import { openShop } from '../harness/shop'
import { waitFor } from '../harness/wait'

const shop = openShop(import.meta.url)
const { test } = shop

const read = (name: string) => readFile(new URL(`../../../docs/extensions/${name}`, import.meta.url), 'utf8')
const AUTOCONSENT = await readFile(createRequire(import.meta.url).resolve('@duckduckgo/autoconsent').replace('.cjs.', '.esm.'), 'utf8')
const RULE = JSON.parse(await read('autoconsent.json'))
const MATIC: Matic = JSON.parse(await read('consent-o-matic.json')).portcullis

interface Place {
  parent?: { selector: string }
  target: { selector: string; displayFilter?: boolean }
}
interface Matic {
  detectors: { presentMatcher: Place[]; showingMatcher: Place[] }[]
  methods: { name: string; action?: Place }[]
}

const body = '<script type="text/plain" data-consent="analytics">fetch("/collect/analytics")</script>'

/** Lets the real autoconsent, with our rule alone, act on the page. */
function letAct(page: Page, autoAction: 'optOut' | 'optIn'): Promise<void> {
  shop.server.rule('/autoconsent.js', { body: AUTOCONSENT, headers: { 'Content-Type': 'text/javascript' } })
  return page.run(
    async (rule, action) => {
      const messages: { type: string }[] = []
      Object.assign(window, { messages })
      const at = '/autoconsent.js'
      const { default: AutoConsent } = await import(at)
      const config = { enabled: true, autoAction: action, detectRetries: 20, enablePrehide: true, heuristicMode: 'off' }
      const extension = new AutoConsent(async (message: never) => void messages.push(message))
      Object.assign(window, { extension })
      await extension.receiveMessageCallback({ type: 'initResp', config, rules: { autoconsent: [rule] } })
    },
    RULE,
    autoAction,
  )
}

const messages = (page: Page) => page.run(() => (window as never as { messages: { type: string; cmp?: string; result?: boolean }[] }).messages)

for (const modal of [false, true]) {
  test(`autoconsent refuses${modal ? ' a modal banner too' : ''}, and its refusal is recorded like a visitor's own`, async (page) => {
    dress(shop, { body, style: { modal } })
    await page.visit()
    await page.settled(() => letAct(page, 'optOut'))
    const record = await page.run(() => window.portcullis.record())
    assert.equal(record?.method, 'reject-all')
    assert.equal(record?.gesture, false)
    assert.equal(record?.choices.analytics, false)
    await page.untilNotAsked()
    const done = await waitFor('its report', async () => (await messages(page)).find(({ type }) => type === 'optOutResult'))
    assert.deepEqual([done.cmp, done.result], ['portcullis', true])
    await page.reload()
    await page.settle()
    assert.equal(await page.asks(), false)
    assert.deepEqual(page.collected(), [])
  })
}

test('autoconsent can accept where its user wants that', async (page) => {
  dress(shop, { body })
  await page.visit()
  await page.settled(() => letAct(page, 'optIn'))
  assert.equal((await page.run(() => window.portcullis.record()))?.method, 'accept-all')
})

test('autoconsent that comes after the answer finds no banner open', async (page) => {
  dress(shop, { body })
  await page.visit()
  await page.choose('accept-all')
  await letAct(page, 'optOut')
  await waitFor('it to look', async () => (await messages(page)).some(({ type }) => type === 'cmpDetected'))
  await page.settle()
  assert.equal((await page.told('choice')).length, 1)
  assert.equal((await page.run(() => window.portcullis.record()))?.method, 'accept-all')
})

test("Consent-O-Matic's places are there, in the shadow root of their parent", async (page) => {
  dress(shop, { body })
  await page.visit()
  await page.untilAsked()
  const found = (place: Place) =>
    page.run(({ parent, target }) => {
      const root = parent ? document.querySelector(parent.selector)!.shadowRoot! : document
      return root.querySelectorAll<HTMLElement>(target.selector).length === 1 && (!target.displayFilter || root.querySelector<HTMLElement>(target.selector)!.offsetHeight > 0)
    }, place)
  const { presentMatcher, showingMatcher } = MATIC.detectors[0]!
  for (const place of [...presentMatcher, ...showingMatcher]) assert.equal(await found(place), true)
  const { action } = MATIC.methods.find(({ name }) => name === 'DO_CONSENT')!
  await page.settled(() =>
    page.run(({ parent, target }) => document.querySelector(parent!.selector)!.shadowRoot!.querySelector<HTMLElement>(target.selector)!.click(), action!))
  assert.equal((await page.run(() => window.portcullis.record()))?.method, 'reject-all')
  await page.untilNotAsked()
})
