/** What arrives at each vendor's own function or queue, in order. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { pageOf, reporter } from '../harness/document'
import type { Page } from '../harness/page'
import { openShop } from '../harness/shop'
import { waitFor } from '../harness/wait'

const shop = openShop(import.meta.url)
const { test } = shop

/** Vendors' scripts as far as they are spoken to: each call is noted in one list, in order. */
const VENDORS = `<script>
  window.said = []
  const vendor = (name) => (...given) => void said.push([name, ...given])
  for (const name of ['fbq', 'pintrk', 'rdt', 'snowplow', 'lintrk', 'snaptr', 'twq', 'hj']) window[name] = vendor(name)
  const of = (name, ...methods) => Object.fromEntries(methods.map((method) => [method, vendor(name + '.' + method)]))
  window.ttq = of('ttq', 'holdConsent', 'grantConsent', 'revokeConsent')
  window.posthog = of('posthog', 'opt_in_capturing', 'opt_out_capturing')
  window.mixpanel = of('mixpanel', 'opt_in_tracking', 'opt_out_tracking')
  window.acme = of('acme', 'ready', 'choice')
</script>`

const tag = (region?: string) => `data-policy="/policy.json"${region ? ` data-region="${region}"` : ''}`
const write = ({ head = VENDORS, region }: { head?: string; region?: string } = {}) =>
  shop.write('/index.html', pageOf({ tag: tag(region), head }))

interface Heard {
  said: unknown[][]
  uetq: unknown[]
  paq: unknown[]
  clarity: unknown[][]
  disabled: Record<string, unknown>
}

/** All that vendors were told so far. */
const heard = (page: Page): Promise<Heard> =>
  page.run(() => {
    const { said, uetq, _paq, clarity, ...all } = window as never as Record<string, any>
    const flags = Object.entries(all).filter(([name]) => /^(ga-disable|acme-off)-/.test(name))
    return {
      said: [...said],
      uetq: [...uetq],
      paq: [..._paq],
      clarity: [...clarity.q].map((call) => Array.from(call)),
      disabled: Object.fromEntries(flags),
    }
  })

/** What was told since `before`. */
const since = (before: Heard, now: Heard): Heard => ({
  said: now.said.slice(before.said.length),
  uetq: now.uetq.slice(before.uetq.length),
  paq: now.paq.slice(before.paq.length),
  clarity: now.clarity.slice(before.clarity.length),
  disabled: now.disabled,
})

const clarity = (ad_Storage: string, analytics_Storage: string) => ['consentv2', { ad_Storage, analytics_Storage }]
const flags = (yes: boolean) => ({ 'ga-disable-G-ONE': yes, 'ga-disable-G-TWO': yes, 'acme-off-A1': yes })

/** What each vendor hears as a page begins, and of a grant and a refusal of all. */
const FIRST: Heard = {
  said: [['fbq', 'consent', 'revoke'], ['ttq.holdConsent'], ['pintrk', 'setconsent', false], ['rdt', 'disableFirstPartyCookies'], ['acme.ready']],
  uetq: ['consent', 'default', { ad_storage: 'denied' }],
  paq: [['requireConsent']],
  clarity: [clarity('denied', 'denied')],
  disabled: {},
}
const GRANTED: Heard = {
  said: [
    ['posthog.opt_in_capturing'],
    ['mixpanel.opt_in_tracking'],
    ['snowplow', 'disableAnonymousTracking', { stateStorageStrategy: 'cookieAndLocalStorage' }],
    ['fbq', 'consent', 'grant'],
    ['ttq.grantConsent'],
    ['pintrk', 'setconsent', true],
    ['rdt', 'enableFirstPartyCookies'],
    ['acme.choice', { ads: 'yes', all: [true] }],
  ],
  uetq: ['consent', 'update', { ad_storage: 'granted' }],
  paq: [['setConsentGiven']],
  clarity: [clarity('granted', 'granted')],
  disabled: flags(false),
}
const DENIED: Heard = {
  said: [
    ['posthog.opt_out_capturing'],
    ['mixpanel.opt_out_tracking'],
    ['snowplow', 'enableAnonymousTracking', { options: { withServerAnonymisation: true } }],
    ['snowplow', 'clearUserData'],
    ['fbq', 'consent', 'revoke'],
    ['ttq.revokeConsent'],
    ['pintrk', 'setconsent', false],
    ['rdt', 'disableFirstPartyCookies'],
    ['acme.choice', { ads: 'no', all: [false] }],
  ],
  uetq: ['consent', 'update', { ad_storage: 'denied' }],
  paq: [['forgetConsentGiven']],
  clarity: [clarity('denied', 'denied')],
  disabled: flags(true),
}

/** Both, one after the other. */
const both = (first: Heard, then: Heard): Heard => ({
  said: [...first.said, ...then.said],
  uetq: [...first.uetq, ...then.uetq],
  paq: [...first.paq, ...then.paq],
  clarity: [...first.clarity, ...then.clarity],
  disabled: then.disabled,
})

test('vendors hear the default, then the grant, then the withdrawal, and on the next page what was kept', async (page) => {
  write()
  await page.visit()
  await page.untilAsked()
  const first = await heard(page)
  assert.deepEqual(first, FIRST)

  await page.choose('accept-all')
  await page.settle()
  const granted = await heard(page)
  assert.deepEqual(since(first, granted), GRANTED)
  await page.reload()
  assert.deepEqual(await heard(page), both(FIRST, GRANTED))

  const before = await heard(page)
  await page.settled(() => page.run(() => window.portcullis.withdraw()))
  await page.settle()
  assert.deepEqual(since(before, await heard(page)), DENIED)
  await page.reload()
  assert.deepEqual(await heard(page), both(FIRST, DENIED))
})

test('a partial choice is told as one', async (page) => {
  write()
  await page.visit()
  const before = await heard(page)
  await page.settled(() => page.run(() => window.portcullis.save({ analytics: true, ads: true, 'service:our-meta': false, 'service:microsoft-uet': false })))
  await page.settle()
  const now = since(before, await heard(page))
  assert.deepEqual(now.said.find(([name]) => name === 'fbq'), ['fbq', 'consent', 'revoke'])
  assert.deepEqual(now.said.find(([name]) => name === 'pintrk'), ['pintrk', 'setconsent', true])
  assert.deepEqual(now.uetq, DENIED.uetq)
  assert.deepEqual(now.clarity, [clarity('granted', 'granted')])
})

test('where the opt-out rule holds, Meta is limited as well, and a privacy signal is told', async (page) => {
  const limited = ['fbq', 'dataProcessingOptions', ['LDU'], 0, 0]
  write({ region: 'US' })
  await page.visit()
  const before = await heard(page)
  assert.deepEqual(before.said.filter(([name]) => name === 'fbq'), [FIRST.said[0], ['fbq', 'dataProcessingOptions', []], ['fbq', 'consent', 'grant']])
  assert.equal(before.said.some(([name]) => name === 'acme.choice'), false, 'its command is for the opt-in rule')

  const signal = '<script>Object.defineProperty(navigator, "globalPrivacyControl", { value: true })</script>'
  shop.write('/index.html', pageOf({ tag: tag('US'), before: signal, head: VENDORS }))
  await page.reload()
  const now = await heard(page)
  assert.deepEqual(now.said.filter(([name]) => name === 'fbq'), [FIRST.said[0], limited, ['fbq', 'consent', 'revoke']])
  assert.deepEqual(now.said.find(([name]) => name === 'posthog.opt_in_capturing'), ['posthog.opt_in_capturing'], 'measuring goes on')
  assert.deepEqual(now.uetq.slice(3), DENIED.uetq)
})

test('Matomo by its cookies alone, Meta by its limit alone, and those that can only be held', async (page) => {
  const policy = JSON.parse(readFileSync(new URL('policy.json', import.meta.url), 'utf8'))
  const silent = ['linkedin', 'x', 'snapchat', 'criteo', 'klaviyo']
  policy.services = [
    { id: 'matomo', vendor: 'Mop & Bucket', consent: 'matomo-cookies' },
    { id: 'our-meta', vendor: 'Meta', consent: 'meta-limited' },
    ...silent.map((id) => ({ id, vendor: id })),
  ]
  policy.purposes = [{ id: 'analytics', services: ['matomo'] }, { id: 'ads', services: ['our-meta', ...silent], signals: ['ad_storage'] }]
  delete policy.vendors
  shop.server.rule('/policy.json', { body: JSON.stringify(policy), headers: { 'Content-Type': 'application/json' } })
  const told = () => page.run(() => {
    const { said, _paq } = window as never as Record<string, unknown[][]>
    return { said: [...said!], paq: [..._paq!] }
  })
  write()
  await page.visit()
  await page.choose('accept-all')
  await page.settled(() => page.run(() => window.portcullis.withdraw()))
  await page.settle()
  assert.deepEqual(await told(), {
    said: [['fbq', 'consent', 'revoke'], ['fbq', 'consent', 'grant'], ['fbq', 'consent', 'revoke']],
    paq: [['requireCookieConsent'], ['setCookieConsentGiven'], ['forgetCookieConsentGiven']],
  })
  write({ region: 'US' })
  await page.reload()
  await page.settled(() => page.run(() => window.portcullis.acceptAll()))
  await page.settle()
  assert.deepEqual((await told()).said, [['fbq', 'dataProcessingOptions', ['LDU'], 0, 0], ['fbq', 'dataProcessingOptions', []], ['fbq', 'consent', 'grant']])
})

test('vendors that the policy does not declare, or that know no commands, hear nothing', async (page) => {
  write()
  const policy = JSON.parse(readFileSync(new URL('policy.json', import.meta.url), 'utf8'))
  policy.services = policy.services.filter(({ id }: { id: string }) => id === 'hotjar')
  policy.purposes = [{ id: 'ads', services: ['hotjar'] }]
  delete policy.vendors
  shop.server.rule('/policy.json', { body: JSON.stringify(policy), headers: { 'Content-Type': 'application/json' } })
  await page.visit()
  await page.choose('accept-all')
  await page.settle()
  const told = await page.run(() => {
    const { said, uetq, _paq, clarity, dataLayer } = window as never as Record<string, any>
    return { said, others: [uetq, _paq, clarity].filter(Boolean), google: dataLayer.length }
  })
  assert.deepEqual(told, { said: [], others: [], google: 1 }, 'but for the default that the tag tells Google')
})

test('a vendor that throws, or is something else than it should be, stops no other', async (page) => {
  write({ head: `${VENDORS}<script>
    window.posthog.opt_in_capturing = () => { throw new Error('posthog is unwell') }
    window.mixpanel = { get opt_in_tracking() { throw new Error('mixpanel, too') } }
    window.snowplow = 'not a function'
    window.fbq = null
    window._paq = 7
  </script>` })
  await page.visit()
  await page.choose('accept-all')
  await page.settle()
  const told = await page.run(() => (window as never as { said: unknown[][] }).said.map(([name]) => name))
  assert.deepEqual(told.slice(4), ['ttq.grantConsent', 'pintrk', 'rdt', 'acme.choice'])
  assert.equal(await page.allows('ads'), true)
})

test('a vendor whose tag was held hears of the grant once its script is there, before nothing else', async (page) => {
  const base = `<script type="text/plain" data-consent="service:our-meta">
    window.log = ['init']
    window.fbq = (...given) => void log.push(given.join(' '))
    fetch('/collect/meta')
  </script>`
  write({ head: `${VENDORS}<script>delete window.fbq</script>${base}` })
  await page.visit()
  await page.untilAsked()
  const calls = () => page.run(() => (window as never as { log?: string[] }).log ?? [])
  assert.deepEqual(await calls(), [])
  await page.choose('accept-all')
  await waitFor('Meta', () => page.collected().length)
  await page.settle()
  assert.deepEqual(await calls(), ['init', 'consent grant'])
  await page.settled(() => page.run(() => window.portcullis.withdraw()))
  await page.settle()
  assert.deepEqual((await calls()).slice(2), ['consent revoke'])
})

test('a released tag finds every vendor told already, and Tag Manager hears last', async (page) => {
  write({ head: `${VENDORS}<script type="text/plain" data-consent="ads">window.before = [said.length, dataLayer.length, uetq.length]</script>` })
  await page.visit()
  await page.choose('accept-all')
  await page.settle()
  const { before, now, events } = await page.run(() => {
    const { said, dataLayer, uetq, before } = window as never as Record<string, any>
    return { before, now: [said.length, dataLayer.length, uetq.length], events: dataLayer.slice(2) }
  })
  assert.deepEqual(before, now)
  assert.deepEqual(events, [
    { event: 'analytics_granted' },
    { event: 'consent_update', consent: { necessary: true, analytics: true, ads: true }, consent_source: 'accept-all' },
  ])
})

async function withPolicy(page: Page, change: (policy: any) => void): Promise<void> {
  const policy = JSON.parse(readFileSync(new URL('policy.json', import.meta.url), 'utf8'))
  change(policy)
  shop.server.rule('/policy.json', { body: JSON.stringify(policy), headers: { 'Content-Type': 'application/json' } })
  await page.visit()
}

test('the event for Tag Manager has the name and the details that the policy asks for', async (page) => {
  write()
  await withPolicy(page, (policy) => (policy.vendors = { event: 'cookie_choice', eventDetails: true }))
  await page.choose('reject-all')
  await page.settle()
  const [event, id] = await page.run(() => [(window as never as { dataLayer: unknown[] }).dataLayer.at(-1), window.portcullis.record()!.id] as const)
  assert.deepEqual(event, {
    event: 'cookie_choice',
    consent: { necessary: true, analytics: false, ads: false },
    consent_source: 'reject-all',
    consent_id: id,
    policy_version: 4,
  })
})

test('a policy is no place for code: the browser\'s own functions are not called, and only switches are set', async (page) => {
  write()
  await withPolicy(page, (policy) => {
    policy.vendors.commands = [
      { on: 'update', call: 'eval', with: ['window.harmed = 1'] },
      { on: 'update', call: 'setTimeout', with: ['window.harmed = 2'] },
      { on: 'update', call: 'document.write', with: ['<script>window.harmed = 3</script>'] },
      { on: 'update', set: 'location', with: ['javascript:window.harmed = 4'] },
      { on: 'update', call: 'acme.ready', with: ['still'] },
      { on: 'sometimes', call: 'acme.ready', with: ['never'] },
    ]
  })
  await page.choose('accept-all')
  await page.settle()
  const { harmed, last } = await page.run(() => {
    const { harmed, said } = window as never as Record<string, any>
    return { harmed, last: said.at(-1) }
  })
  assert.equal(harmed ?? null, null)
  assert.deepEqual(last, ['acme.ready', 'still'])
  assert.equal((await page.told('error')).filter(({ detail }) => detail.code === 'vendor').length, 3)
})

test('advanced mode: where the policy names the region, Google\'s tag runs at once and is told all the same', async (page) => {
  const head = VENDORS + reporter('analytics|google:advanced', 'google') + reporter('!google:advanced', 'basic') + reporter('analytics')
  write({ head, region: 'GB' })
  await withPolicy(page, (policy) => (policy.vendors = { advanced: ['GB'] }))
  await page.untilAsked()
  await waitFor('the tag', () => page.collected().length)
  await page.settle()
  assert.deepEqual(page.collected(), ['google'])
  await page.choose('reject-all')
  await page.settle()
  assert.deepEqual((await heard(page)).disabled, { 'acme-off-A1': true }, 'it goes on without cookies')
  await page.run(() => window.portcullis.setRegion('FR'))
  await waitFor('the basic mode', () => page.allows('!google:advanced'))
  assert.equal(await page.allows('google:advanced'), false)
})
