/** Extensions that answer for a visitor, with the rules of docs/extensions. */
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dress } from '../harness/looks'
import type { Page } from '../harness/page'
import { openShop } from '../harness/shop'
import { waitFor } from '../harness/wait'
import { type Rules, handle } from './matic'

const shop = openShop(import.meta.url)
const { test } = shop

const read = (name: string) => readFile(new URL(`../../../docs/extensions/${name}`, import.meta.url), 'utf8')
const AUTOCONSENT = await readFile(createRequire(import.meta.url).resolve('@duckduckgo/autoconsent').replace('.cjs.', '.esm.'), 'utf8')
const RULE = JSON.parse(await read('autoconsent.json'))
const MATIC: Rules = JSON.parse(await read('consent-o-matic.json'))

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

for (const modal of [false, true]) {
  test(`Consent-O-Matic refuses${modal ? ' a modal banner too' : ''} with one click, and its refusal is recorded like a visitor's own`, async (page) => {
    dress(shop, { body, style: { modal } })
    await page.visit()
    await page.untilAsked()
    const { detail } = await page.settled(async () => assert.deepEqual(await handle(page, MATIC), { name: 'portcullis', methods: ['DO_CONSENT'], clicks: 1 }))
    assert.equal(detail.method, 'reject-all')
    const record = await page.run(() => window.portcullis.record())
    assert.deepEqual([record?.method, record?.gesture, record?.choices.analytics], ['reject-all', false, false])
    await page.untilNotAsked()
    await page.openPanel()
    const past = () => page.run(() => document.querySelector('portcullis-panel')!.shadowRoot!.querySelector('.receipts')?.textContent ?? '')
    await waitFor('the past choice', async () => (await past()).includes('Rejected all'))
    await page.reload()
    await page.settle()
    assert.equal(await page.asks(), false)
    assert.deepEqual(page.collected(), [])
    // The banner's host is still there, with what reopens the choices: that is no question to answer.
    assert.deepEqual(await handle(page, MATIC), { name: null, methods: [], clicks: 0 })
  })
}

test('a rule that is not in the format is not passed over', async (page) => {
  dress(shop, {})
  await page.visit()
  await page.untilAsked()
  const { action } = MATIC.portcullis!.methods[0]!
  const odd = (name: string, value: unknown) => ({ portcullis: { ...MATIC.portcullis!, methods: [{ name: 'DO_CONSENT', action: { ...action, [name]: value } }] } }) as Rules
  await assert.rejects(handle(page, odd('selector', 'button')), /"selector" is not in the format/)
  await assert.rejects(handle(page, odd('type', 'press')), /action press is not interpreted/)
  assert.equal(await page.run(() => window.portcullis.record()), null)
})
