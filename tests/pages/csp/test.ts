/** Pages with a strict content security policy: no inline style, no script without the nonce, perhaps no Wasm. */
import assert from 'node:assert/strict'
import type { Page } from '../harness/page'
import { openShop } from '../harness/shop'
import { waitFor } from '../harness/wait'

const shop = openShop(import.meta.url)
const { test } = shop

const REPORTS = ['external', 'frame', 'inline', 'module', 'pixel', 'template']

function protect(scripts: string, at = '/'): void {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-r4nd0m' 'strict-dynamic' ${scripts}`,
    "style-src 'none'",
    "connect-src 'self'",
    "img-src 'self' data:",
    "frame-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    'report-uri /collect/csp-report',
  ].join('; ')
  shop.server.rule(at, { headers: { 'Content-Security-Policy': policy } })
}

const styleOf = (page: Page) =>
  page.run(() => {
    const layer = document.querySelector('portcullis-banner')!.shadowRoot!.querySelector('[role=region]')!
    const { position, display, backgroundColor } = getComputedStyle(layer)
    return { position, display, isPainted: backgroundColor !== 'rgba(0, 0, 0, 0)' }
  })

/** A whole visit: the banner, a grant, the panel, a withdrawal. */
async function worksInFull(page: Page): Promise<void> {
  await page.visit()
  await page.untilAsked()
  assert.deepEqual(await styleOf(page), { position: 'fixed', display: 'flex', isPainted: true })
  await page.settle()
  assert.deepEqual(tags(page), [])

  await page.choose('accept-all')
  await waitFor('every tag', () => tags(page).length >= REPORTS.length)
  await page.settle()
  assert.deepEqual(tags(page), REPORTS)

  await page.openPanel()
  assert.equal(await (await page.toggle('analytics')).isSelected(), true)
  await page.settled(async () => (await page.panelButton('withdraw')).click())
  await page.untilPanelGone()
  assert.deepEqual(await page.granted('analytics', 'remarketing'), [])
  await waitFor('the offer to go', () => page.run(() => !document.getElementById('offer')))
  await waitFor('the policy in the page', () =>
    page.run(() => document.querySelector('portcullis-policy')!.shadowRoot?.querySelectorAll('input').length === 6))
  assert.deepEqual((await page.heard()).uncaught, [])
}

const tags = (page: Page) => page.collected().filter((name) => name !== 'csp-report').sort()

test("with 'wasm-unsafe-eval' everything works and nothing is violated", async (page) => {
  protect("'wasm-unsafe-eval'")
  await worksInFull(page)
  assert.deepEqual((await page.heard()).violations, [])
  assert.deepEqual(page.requests('/collect/csp-report'), [])
  assert.deepEqual(await page.said(), [])
  assert.equal(page.requests('/portcullis/gate.twin.js').length, 0)
})

test("without 'wasm-unsafe-eval' the twins take over and everything works", async (page) => {
  protect('')
  await worksInFull(page)
  assert.equal(page.requests('/portcullis/gate.twin.js').length, 1)
  assert.equal(page.requests('/portcullis/panel.twin.js').length, 1)
  // The browser notes that it refused Wasm; it has nothing else to note.
  assert.deepEqual((await page.heard()).violations.filter((line) => !line.endsWith(' wasm-eval')), [])
  assert.deepEqual(await page.said(), [])
})

test('the twins are as good with a large policy', async (page) => {
  protect('', '/large.html')
  const tag = '<script nonce="r4nd0m" src="/portcullis/portcullis.js" data-policy="/policies/bettymills.json"></script>'
  const gated = `<script nonce="r4nd0m" type="text/plain" data-consent="service:snowplow">fetch('/collect/snowplow')</script>`
  shop.write('/large.html', `<!doctype html><html lang="en"><head>${tag}<link rel="icon" href="data:,">${gated}</head><body></body></html>`)
  await page.visit('/large.html')
  await page.openPanel()
  const names = () =>
    page.run(() => [...document.querySelector('portcullis-panel')!.shadowRoot!.querySelectorAll<HTMLInputElement>('input[role=switch]')].map(({ name }) => name))
  const shown = await names()
  for (const name of ['necessary', 'analytics', 'remarketing', 'ad-reporting', 'audience-data', 'service:snowplow']) assert.ok(shown.includes(name), name)
  await (await page.toggle('ad-reporting')).click()
  await page.settled(async () => (await page.panelButton('save')).click())
  await waitFor('the tag', () => tags(page).length === 1)
  assert.deepEqual(await page.granted('analytics', 'ad-reporting', 'service:posthog', 'service:snowplow'), ['ad-reporting', 'service:snowplow'])
  assert.equal((await page.stored()).cookie, (await page.stored()).local)
  await page.reload()
  await waitFor('the tag once more', () => tags(page).length === 2)
})

test('a tag whose nonce the page does not allow loads nothing, and nothing optional runs', async (page) => {
  shop.server.rule('/', { headers: { 'Content-Security-Policy': "script-src 'nonce-another'" } })
  await page.go()
  await waitFor('the page', () => page.run(() => document.readyState === 'complete'))
  await page.settle()
  assert.equal(await page.run(() => 'portcullis' in window), false)
  assert.deepEqual(tags(page), [])
})
