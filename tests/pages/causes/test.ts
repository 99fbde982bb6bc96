/** Each vendor, for each cause: what has arrived at its own queue, in order, before its script comes to read it. */
import assert from 'node:assert/strict'
import { TAG, pageOf, reporter } from '../harness/document'
import type { Page } from '../harness/page'
import { openShop } from '../harness/shop'
import { waitFor } from '../harness/wait'

const shop = openShop(import.meta.url)
const { test } = shop

/** The queue of each vendor as its own snippet makes it. Clarity, Matomo and UET have none yet: theirs are made. */
const QUEUES = `<script>
  const keeps = (name, queue) => (window[name] = function () { window[name][queue].push(arguments) })[queue] = []
  const lists = (name, ...methods) => { window[name] = []; for (const method of methods) window[name][method] = (...given) => window[name].push([method, ...given]) }
  keeps('fbq', 'queue')
  keeps('pintrk', 'queue')
  keeps('rdt', 'callQueue')
  keeps('snowplow', 'q')
  lists('ttq', 'holdConsent', 'grantConsent', 'revokeConsent')
  lists('posthog', 'opt_in_capturing', 'opt_out_capturing')
  lists('mixpanel', 'opt_in_tracking', 'opt_out_tracking')
</script>`
const SIGNAL = '<script>Object.defineProperty(navigator, "globalPrivacyControl", { value: true, configurable: true })</script>'

type Said = unknown[]
interface Row {
  /** Where its queue is. */
  at: string
  purpose: 'analytics' | 'ads'
  /** Said as a page begins, of a grant, of a refusal. */
  first: Said[]
  yes: Said[]
  no: Said[]
  /** The same where it differs: one purpose alone granted; refused, or granted, where the opt-out rule holds. */
  alone?: Said[]
  optedOut?: Said[]
  unasked?: Said[]
}

const clarity = (ad_Storage: string, analytics_Storage: string): Said => ['consentv2', { ad_Storage, analytics_Storage }]
/** UET takes its arguments one after the other. */
const uet = (what: string, ad_storage: string): Said[] => ['consent', what, { ad_storage }] as never

const ROWS: Record<string, Row> = {
  clarity: {
    at: 'clarity.q',
    purpose: 'analytics',
    first: [clarity('denied', 'denied')],
    yes: [clarity('granted', 'granted')],
    no: [clarity('denied', 'denied')],
    alone: [clarity('denied', 'granted')],
  },
  matomo: { at: '_paq', purpose: 'analytics', first: [['requireConsent']], yes: [['setConsentGiven']], no: [['forgetConsentGiven']] },
  posthog: { at: 'posthog', purpose: 'analytics', first: [], yes: [['opt_in_capturing']], no: [['opt_out_capturing']] },
  mixpanel: { at: 'mixpanel', purpose: 'analytics', first: [], yes: [['opt_in_tracking']], no: [['opt_out_tracking']] },
  snowplow: {
    at: 'snowplow.q',
    purpose: 'analytics',
    first: [],
    yes: [['disableAnonymousTracking', { stateStorageStrategy: 'cookieAndLocalStorage' }]],
    no: [['enableAnonymousTracking', { options: { withServerAnonymisation: true } }], ['clearUserData']],
  },
  'microsoft-uet': { at: 'uetq', purpose: 'ads', first: uet('default', 'denied'), yes: uet('update', 'granted'), no: uet('update', 'denied') },
  meta: {
    at: 'fbq.queue',
    purpose: 'ads',
    first: [['consent', 'revoke']],
    yes: [['consent', 'grant']],
    no: [['consent', 'revoke']],
    optedOut: [['dataProcessingOptions', ['LDU'], 0, 0], ['consent', 'revoke']],
    unasked: [['dataProcessingOptions', []], ['consent', 'grant']],
  },
  tiktok: { at: 'ttq', purpose: 'ads', first: [['holdConsent']], yes: [['grantConsent']], no: [['revokeConsent']] },
  pinterest: { at: 'pintrk.queue', purpose: 'ads', first: [['setconsent', false]], yes: [['setconsent', true]], no: [['setconsent', false]] },
  reddit: { at: 'rdt.callQueue', purpose: 'ads', first: [['disableFirstPartyCookies']], yes: [['enableFirstPartyCookies']], no: [['disableFirstPartyCookies']] },
}
const VENDORS = Object.keys(ROWS)
/** Vendors whose scripts know no command: all that can be done is to hold them. */
const HELD = { hotjar: 'analytics', linkedin: 'ads', x: 'ads', snapchat: 'ads', criteo: 'ads', klaviyo: 'ads' } as Record<string, Row['purpose']>
const TAGS = Object.keys(HELD).map((id) => reporter(`service:${id}`, id)).join('')

const write = (region = 'DE', before = '') =>
  shop.write('/index.html', pageOf({ tag: `${TAG} data-region="${region}"`, before, head: QUEUES + TAGS }))

/** Everything in each queue, and whether Google Analytics is switched off. */
const queues = (page: Page): Promise<Record<string, Said[]>> =>
  page.run((places) => {
    const at = (path: string) => path.split('.').reduce((place: any, part) => place[part], window)
    const plain = (entry: unknown) => (Object.prototype.toString.call(entry) === '[object Arguments]' ? Array.from(entry as Said) : entry)
    return Object.fromEntries(Object.entries(places).map(([name, path]) => [name, Array.from(at(path), plain)]))
  }, Object.fromEntries(VENDORS.map((name) => [name, ROWS[name]!.at]))) as never
const off = (page: Page) => page.run(() => (window as never as Record<string, boolean>)['ga-disable-G-ONE'] ?? null)

/** What each vendor is to have heard. */
const each = (said: (row: Row, name: string) => Said[][]) => Object.fromEntries(VENDORS.map((name) => [name, said(ROWS[name]!, name).flat()]))
const held = (runs: (purpose: Row['purpose'], id: string) => boolean) => Object.keys(HELD).filter((id) => runs(HELD[id]!, id)).sort()

/** The tags that ran, told apart from those of pages before. */
async function ran(page: Page, ...expected: string[]): Promise<void> {
  await waitFor(`${expected.join(', ') || 'no tag'}`, () => page.collected().length >= expected.length)
  await page.settle()
  assert.deepEqual(page.collected().sort(), expected)
}

const save = (page: Page, choices: Record<string, boolean>) => page.settled(() => page.run((made) => window.portcullis.save(made), choices))

test('default, grant, and the grant restored', async (page) => {
  write()
  await page.visit()
  await page.untilAsked()
  await ran(page)
  assert.deepEqual(await queues(page), each(({ first }) => [first]))
  await page.choose('accept-all')
  await ran(page, ...held(() => true))
  assert.deepEqual(await queues(page), each(({ first, yes }) => [first, yes]))
  assert.equal(await off(page), false)
  shop.server.clearRequests()
  await page.reload()
  await ran(page, ...held(() => true))
  assert.deepEqual(await queues(page), each(({ first, yes }) => [first, yes]))
  assert.equal(await off(page), false)
})

test('withdrawal, on the same page and restored; what can only be held needs a reload', async (page) => {
  write()
  await page.visit()
  await page.choose('accept-all')
  await ran(page, ...held(() => true))
  const { reloadNeeded } = await page.run(() => window.portcullis.withdraw())
  await page.settle()
  assert.equal(reloadNeeded, true)
  assert.deepEqual(await queues(page), each(({ first, yes, no }) => [first, yes, no]))
  assert.equal(await off(page), true)
  shop.server.clearRequests()
  await page.reload()
  await ran(page)
  assert.deepEqual(await queues(page), each(({ first, no }) => [first, no]))
  assert.equal(await off(page), true)
})

for (const purpose of ['analytics', 'ads'] as const) {
  test(`partial: ${purpose} alone, and restored`, async (page) => {
    write()
    await page.visit()
    await save(page, { [purpose]: true })
    const expected = each(({ first, yes, no, alone = yes, ...row }) => [first, row.purpose === purpose ? alone : no])
    await ran(page, ...held((of) => of === purpose))
    assert.deepEqual(await queues(page), expected)
    assert.equal(await off(page), purpose === 'ads')
    shop.server.clearRequests()
    await page.reload()
    await ran(page, ...held((of) => of === purpose))
    assert.deepEqual(await queues(page), expected)
  })
}

for (const half of [0, 1]) {
  test(`partial: every second service refused by its name (${half ? 'the other half' : 'one half'})`, async (page) => {
    write()
    await page.visit()
    const refused = [...VENDORS, ...Object.keys(HELD)].filter((_, at) => at % 2 === half)
    await save(page, { analytics: true, ads: true, ...Object.fromEntries(refused.map((id) => [`service:${id}`, false])) })
    await ran(page, ...held((_, id) => !refused.includes(id)))
    assert.deepEqual(await queues(page), each(({ first, yes, no }, name) => [first, refused.includes(name) ? no : yes]))
  })
}

test('a privacy signal: advertising hears a refusal, over an older grant, too; measuring does not', async (page) => {
  write('US')
  await page.visit()
  const unasked = each(({ first, yes, unasked = yes }) => [first, unasked])
  await ran(page, ...held(() => true))
  assert.deepEqual(await queues(page), unasked)
  await save(page, { analytics: true, ads: true })

  const signalled = each(({ first, yes, no, alone = yes, optedOut = no, purpose }) => [first, purpose === 'analytics' ? alone : optedOut])
  write('US', SIGNAL)
  shop.server.clearRequests()
  await page.reload()
  await ran(page, ...held((of) => of === 'analytics'))
  assert.deepEqual(await queues(page), signalled)
  assert.equal(await off(page), false)
})

test('the opt-out link is a refusal of advertising', async (page) => {
  shop.write('/index.html', pageOf({ tag: `${TAG} data-region="US"`, head: QUEUES, body: '<a id="out" href="/" data-portcullis="us-opt-out"></a>' }))
  await page.visit()
  const before = await queues(page)
  await page.settled(() => page.run(() => document.getElementById('out')!.click()))
  await page.settle()
  const now = await queues(page)
  assert.deepEqual(
    Object.fromEntries(VENDORS.map((name) => [name, now[name]!.slice(before[name]!.length)])),
    each(({ yes, no, alone = yes, optedOut = no, purpose }) => [purpose === 'analytics' ? alone : optedOut]),
  )
})

/** What a store's own code says to each vendor, with no regard to consent. */
const OWN = `<script>
  uetq = window.uetq || []
  _paq = window._paq || []
  ttq.page = () => ttq.push(['page'])
  fbq('init', '1')
  fbq('track', 'PageView')
  pintrk('load', '1')
  pintrk('page')
  rdt('init', '1')
  ttq.page()
  uetq.push('event', 'purchase', {})
  _paq.push(['trackPageView'])
</script>`
const SPEAKS: Record<string, Said[]> = {
  meta: [['init', '1'], ['track', 'PageView']],
  pinterest: [['load', '1'], ['page']],
  reddit: [['init', '1']],
  tiktok: [['page']],
  'microsoft-uet': ['event', 'purchase', {}] as never,
  matomo: [['trackPageView']],
}

for (const region of ['DE', 'US']) {
  test(`held in ${region}, what a page says to each vendor comes after what it hears of consent, once; refused, never`, async (page) => {
    shop.write('/index.html', pageOf({ tag: `${TAG} data-region="${region}" data-events="hold fbq pintrk rdt ttq uetq _paq"`, head: QUEUES + OWN }))
    const granted = each(({ first, yes, unasked = yes }, name) => [first, region === 'US' ? unasked : yes, SPEAKS[name] ?? []])
    const refused = each(({ first, no, optedOut = no }) => [first, region === 'US' ? optedOut : no])
    await page.visit()
    if (region === 'DE') {
      await page.untilAsked()
      assert.deepEqual(await queues(page), each(({ first }) => [first]))
      await page.choose('accept-all')
    }
    await page.settle()
    assert.deepEqual(await queues(page), granted)
    await page.settled(() => page.run(() => window.portcullis.acceptAll()))
    await page.reload()
    await page.settle()
    assert.deepEqual(await queues(page), granted, 'restored')
    await page.settled(() => page.run(() => window.portcullis.rejectAll()))
    await page.reload()
    await page.settle()
    assert.deepEqual(await queues(page), refused)
  })
}
