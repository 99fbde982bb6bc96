/** Shopify, WordPress and a platform of the TCF, each as a fake that notes what it is told and says what it is asked. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { TAG, pageOf } from '../harness/document'
import type { Page } from '../harness/page'
import { openShop } from '../harness/shop'
import { waitFor } from '../harness/wait'

const shop = openShop(import.meta.url)
const { test } = shop

const SIGNAL = '<script>Object.defineProperty(navigator, "globalPrivacyControl", { value: true })</script>'

function write(head: string, platforms: string[], region = '', purposes?: object[], before = ''): void {
  const policy = JSON.parse(readFileSync(new URL('policy.json', import.meta.url), 'utf8'))
  shop.server.rule('/policy.json', { body: JSON.stringify({ ...policy, ...(purposes && { purposes }), vendors: { platforms } }), headers: { 'Content-Type': 'application/json' } })
  shop.write('/index.html', pageOf({ tag: `${TAG} data-region="${region}"`, before, head }))
}

const heard = (page: Page) => page.run(() => (window as never as { told: unknown[] }).told)

const shopify = (own = '{ analytics: "", marketing: "", preferences: "", sale_of_data: "" }') => `<script>
  window.told = []
  let kept = ${own}
  const collect = (c) => document.dispatchEvent(new CustomEvent('visitorConsentCollected', { detail: {
    analyticsAllowed: c.analytics, marketingAllowed: c.marketing, preferencesAllowed: c.preferences, saleOfDataAllowed: c.sale_of_data } }))
  const customerPrivacy = {
    setTrackingConsent(consent, done) { told.push(consent); setTimeout(() => { collect(consent); done(window.problem) }) },
    currentVisitorConsent: () => kept,
  }
  window.Shopify = { loadFeatures(features, done) { told.push(features); Shopify.customerPrivacy = customerPrivacy; done() } }
  window.elsewhere = collect
</script>`
const LOADED = [{ name: 'consent-tracking-api', version: '0.1' }]
const consent = (analytics: boolean, marketing: boolean, preferences: boolean, sale_of_data: boolean) => ({ analytics, marketing, preferences, sale_of_data })

test('Shopify is told each choice, and its echo is no choice', async (page) => {
  write(shopify(), ['shopify'])
  await page.visit()
  await page.choose('accept-all')
  await page.settle()
  assert.deepEqual(await heard(page), [LOADED, consent(true, true, true, true)])
  await page.settled(() => page.run(() => window.portcullis.save({ ads: false })))
  await page.settle()
  assert.deepEqual((await heard(page)).slice(2), [consent(true, false, true, false)])
  assert.equal((await page.told('choice')).length, 2)
})

test('Shopify is told what was kept on the next page, a withdrawal, and what a privacy signal leaves', async (page) => {
  write(shopify(), ['shopify'])
  await page.visit()
  await page.settled(() => page.run(() => window.portcullis.save({ analytics: true, comfort: true })))
  await page.reload()
  await page.settle()
  assert.deepEqual(await heard(page), [LOADED, consent(true, false, true, false)])
  await page.settled(() => page.run(() => window.portcullis.withdraw()))
  await page.settle()
  assert.deepEqual((await heard(page)).slice(2), [consent(false, false, false, false)])
  await page.reload()
  await page.settle()
  assert.deepEqual(await heard(page), [LOADED, consent(false, false, false, false)])
})

test('a privacy signal is told to Shopify, WordPress and the template of Tag Manager as a refusal of advertising', async (page) => {
  for (const [head, platforms, expected] of [
    [shopify(), ['shopify'], [LOADED, consent(true, false, true, false)]],
    [WORDPRESS, ['wordpress'], ['optout', ...words('allow', 'allow', 'deny')]],
    [TAG_MANAGER, [], [['default', 'denied', 'denied'], ['update', 'granted', 'denied']]],
  ] as const) {
    write(head, [...platforms], 'US', undefined, SIGNAL)
    await page.visit()
    await page.settle()
    assert.deepEqual((await heard(page)).slice(0, expected.length), expected)
    assert.equal(await page.allows('ads'), false)
  }
})

test('where two purposes share a type, Shopify\'s echo does not grant the one that was refused', async (page) => {
  const types = ['ad_storage', 'ad_user_data']
  const purposes = ['ads', 'reports'].map((id) => ({ id, signals: types }))
  write(shopify(), ['shopify'], '', purposes)
  await page.visit()
  await page.settled(() => page.run(() => window.portcullis.save({ ads: true, reports: false })))
  await waitFor('Shopify to be told', async () => (await heard(page)).length === 2)
  await page.settle()
  assert.deepEqual((await heard(page))[1], consent(false, true, false, true))
  assert.deepEqual(await page.granted('ads', 'reports'), ['ads'])
  assert.equal((await page.told('choice')).length, 1)
})

test('what is said at Shopify\'s checkout is taken over, once', async (page) => {
  write(shopify(), ['shopify'])
  await page.visit()
  await page.choose('reject-all')
  await page.settle()
  const { detail } = await page.settled(() => page.run(() => (window as never as { elsewhere(c: object): void }).elsewhere({ analytics: true, marketing: false, preferences: false, sale_of_data: false })))
  assert.equal(detail.method, 'api')
  await page.settle()
  assert.deepEqual(await page.granted('analytics', 'comfort', 'ads'), ['analytics'])
  assert.equal((await page.told('choice')).length, 2)
})

test('a choice that Shopify knows already is not asked for again', async (page) => {
  write(shopify('{ analytics: "yes", marketing: "no", preferences: "no", sale_of_data: "no" }'), ['shopify'])
  await page.visit()
  await waitFor('the choice', async () => (await page.told('choice')).length === 1)
  await page.untilNotAsked()
  await waitFor('the gate to follow', () => page.allows('analytics'))
  assert.deepEqual(await page.granted('analytics', 'comfort', 'ads'), ['analytics'])
})

test('Shopify\'s refusal to take a choice is reported and stops nothing', async (page) => {
  write(`${shopify()}<script>problem = { error: 'no session' }</script>`, ['shopify'])
  await page.visit()
  await page.choose('accept-all')
  await waitFor('the report', async () => (await page.told('error')).length === 1)
  assert.match(String((await page.told('error'))[0]!.detail.message), /no session/)
})

test('a platform that the policy does not name is not spoken with', async (page) => {
  write(`${shopify()}<script>wp_set_consent = (...given) => told.push(given); __tcfapi = (...given) => told.push(given[0])</script>`, [])
  await page.visit()
  await page.choose('accept-all')
  await page.settle()
  assert.deepEqual(await heard(page), [])
})

const WORDPRESS = `<script>
  window.told = []
  document.addEventListener('wp_consent_type_defined', () => told.push(window.wp_consent_type))
  window.wp_set_consent = (...given) => told.push(given.join(' '))
</script>`
const words = (comfort: string, statistics: string, marketing: string) => [
  'functional allow', `preferences ${comfort}`, `statistics-anonymous ${statistics}`, `statistics ${statistics}`, `marketing ${marketing}`,
]

test('WordPress is told the type first, then all five categories, again on each visit', async (page) => {
  write(WORDPRESS, ['wordpress'])
  await page.visit()
  assert.deepEqual(await heard(page), ['optin'])
  await page.settled(() => page.run(() => window.portcullis.save({ analytics: true })))
  await page.settle()
  assert.deepEqual(await heard(page), ['optin', ...words('deny', 'allow', 'deny')])
  await page.reload()
  assert.deepEqual(await heard(page), ['optin', ...words('deny', 'allow', 'deny')])
  await page.settled(() => page.run(() => window.portcullis.acceptAll()))
  await page.settle()
  assert.deepEqual((await heard(page)).slice(6), words('allow', 'allow', 'allow'))
  await page.settled(() => page.run(() => window.portcullis.withdraw()))
  await page.settle()
  assert.deepEqual((await heard(page)).slice(11), words('deny', 'deny', 'deny'))
})

test('WordPress hears of an opt-out region, and all it missed when its script comes late', async (page) => {
  write('<script>window.told = []; document.addEventListener("wp_consent_type_defined", () => told.push(window.wp_consent_type)); addEventListener("load", () => window.wp_set_consent = (...given) => told.push(given.join(" ")), { capture: true })</script>', ['wordpress'], 'US')
  await page.visit()
  await page.settled(() => page.run(() => window.portcullis.acceptAll()))
  await page.settle()
  assert.equal((await heard(page))[0], 'optout')
  assert.deepEqual((await heard(page)).slice(-5), words('allow', 'allow', 'allow'))
})

const TCF = `<script>
  window.told = []
  const listeners = []
  window.__tcfapi = (command, version, callback) => { told.push([command, version]); listeners.push(callback) }
  window.say = (eventStatus, gdprApplies, ...purposes) =>
    listeners.forEach((callback) => callback({ eventStatus, gdprApplies, purpose: { consents: Object.fromEntries(purposes.map((p) => [p, true])) } }, true))
</script>`
const say = (page: Page, ...given: [string, boolean, ...number[]]) => page.run((given) => (window as never as { say(...given: unknown[]): void }).say(...given), given)

test('where a TCF platform asks, Portcullis does not, and obeys it', async (page) => {
  write(TCF, ['tcf'])
  await page.visit()
  await page.settle()
  assert.equal(await page.asks(), false)
  assert.deepEqual(await heard(page), [['addEventListener', 2]])
  await page.run(() => window.portcullis.setLanguage('de'))
  await page.settle()
  assert.equal(await page.asks(), false, 'another language is no reason to ask')
  await say(page, 'cmpuishown', true, 1, 3, 4, 7, 8)
  await page.settle()
  assert.equal(await page.allows('ads'), false, 'nobody has answered yet')
  await page.settled(() => say(page, 'useractioncomplete', true, 1, 3, 4, 7, 8))
  assert.deepEqual(await page.granted('analytics', 'comfort', 'ads'), ['analytics', 'ads'])
  await page.settled(() => say(page, 'useractioncomplete', true, 1, 3, 4))
  assert.deepEqual(await page.granted('analytics', 'comfort', 'ads'), [], 'without purposes 7 and 8')
  await say(page, 'tcloaded', true, 1, 3, 4)
  await page.settle()
  assert.equal((await page.told('choice')).length, 2, 'what is known is no choice')
})

test('where the TCF does not apply, Portcullis asks', async (page) => {
  write(TCF, ['tcf'])
  await page.visit()
  assert.equal(await page.asks(), false)
  await say(page, 'tcloaded', false)
  await page.untilAsked()
  await page.choose('accept-all')
  assert.equal(await page.allows('ads'), true)
})

/** The template's own script, with Tag Manager's functions stood in for by what they do to a page. */
const TEMPLATE = readFileSync(new URL('../../../www/platforms/portcullis.tpl', import.meta.url), 'utf8').split(/^___(?:SANDBOXED_JS_FOR_WEB_TEMPLATE|WEB_PERMISSIONS)___$/m)[1]!
const TAG_MANAGER = `<script>{
  window.told = []
  const tell = (what) => (values) => told.push([what, values.analytics_storage, values.ad_storage])
  const own = {
    callInWindow: (path, ...given) => { const [owner, method] = path.split('.'); return window[owner][method](...given) },
    gtagSet() {},
    makeNumber: Number,
    setDefaultConsentState: tell('default'),
    updateConsentState: tell('update'),
  }
  const data = { types: [{ purpose: 'analytics', type: 'analytics_storage' }, { purpose: 'ads', type: 'ad_storage' }], gtmOnSuccess() {} }
  new Function('require', 'data', ${JSON.stringify(TEMPLATE).replaceAll('<', '\\u003c')})((name) => own[name], data)
}</script>`

test('the template for Tag Manager tells the default at once, then each choice, and what was kept', async (page) => {
  write(TAG_MANAGER, [])
  await page.visit()
  await page.untilAsked()
  await page.settle()
  const first = ['default', 'denied', 'denied']
  assert.deepEqual(await heard(page), [first])
  await page.settled(() => page.run(() => window.portcullis.save({ analytics: true })))
  await page.settled(() => page.run(() => window.portcullis.withdraw()))
  await page.settle()
  const all = (await heard(page)) as string[][]
  assert.deepEqual(all.filter((told, at) => String(told) !== String(all[at - 1])), [first, ['update', 'granted', 'denied'], ['update', 'denied', 'denied']])
  await page.settled(() => page.run(() => window.portcullis.acceptAll()))
  await page.reload()
  await waitFor('what was kept', async () => (await heard(page)).length > 1)
  assert.deepEqual((await heard(page)).slice(0, 2), [first, ['update', 'granted', 'granted']])
})
