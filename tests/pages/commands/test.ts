/** How far a command of the policy reaches: to what vendors' scripts made, and to nothing that chooses or runs code. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { TAG, pageOf } from '../harness/document'
import type { Page } from '../harness/page'
import { openShop } from '../harness/shop'
import { waitFor } from '../harness/wait'

const shop = openShop(import.meta.url)
const { test } = shop

const OWN = JSON.parse(readFileSync(new URL('policy.json', import.meta.url), 'utf8'))
const library = (name: string) => readFileSync(new URL(`../../../node_modules/${name}`, import.meta.url), 'utf8')

/** A page whose policy speaks `commands` on each change, `head` being what its scripts made. */
async function speak(page: Page, commands: object[], { head = '', tag = TAG, services = OWN.services as { id: string; [key: string]: unknown }[] } = {}): Promise<void> {
  const purposes = OWN.purposes.map((purpose: { required?: true }) => (purpose.required ? purpose : { ...purpose, services: services.map(({ id }) => id) }))
  const policy = { ...OWN, purposes, services, vendors: { commands: commands.map((command) => ({ on: 'update', ...command })) } }
  shop.server.rule('/policy.json', { body: JSON.stringify(policy), headers: { 'Content-Type': 'application/json' } })
  shop.write('/index.html', pageOf({ tag, head: `<script>window.harmed = []; const harm = (...given) => void harmed.push(given)</script>${head}` }))
  await page.visit()
  await page.choose('reject-all')
  await page.settle()
}

const harmed = (page: Page) => page.run(() => (window as never as { harmed: unknown[] }).harmed)
const refusals = async (page: Page) =>
  (await page.told('error')).filter(({ detail }) => detail.code === 'vendor').map(({ detail }) => /^The command (\S*|portcullis shopify) is not/.exec(String(detail.message))?.[1])
const codes = async (page: Page) => (await page.told('error')).map(({ detail }) => detail.code)

/** Each call is refused, said once, does no harm, and a command after it is spoken. */
function refuses(what: string, calls: [call: string, ...values: unknown[]][], options: { head?: string; tag?: string } = {}): void {
  test(`no command reaches ${what}`, async (page) => {
    const last = { call: 'acme.last', with: ['spoken'] }
    await speak(page, [...calls.map(([call, ...values]) => ({ call, with: values })), last], {
      ...options,
      head: `<script>window.acme = { last: (word) => (window.last = word), harm, also: harm, deep: { harm } }</script>${options.head ?? ''}`,
    })
    assert.deepEqual(await harmed(page), [])
    assert.deepEqual(await refusals(page), calls.map(([call]) => call))
    assert.equal(await page.run(() => (window as never as { last?: string }).last), 'spoken')
    const { method } = (await page.run(() => window.portcullis?.record() ?? (window as never as { consent: typeof window.portcullis }).consent.record()))!
    assert.equal(method, 'reject-all')
    const before = (await refusals(page)).length
    await page.settled(() => page.run(() => (window.portcullis ?? (window as never as { consent: typeof window.portcullis }).consent).withdraw()))
    assert.equal((await refusals(page)).length, before, 'said once')
  })
}

refuses('our global, by its name or another', [
  ['portcullis.acceptAll'],
  ['portcullis.save', { analytics: true }],
  ['shop.consent.acceptAll'],
  ['agree'],
], { head: '<script>window.shop = { consent: portcullis }; var agree = portcullis.acceptAll</script>' })

refuses('our global under the name that the tag gives it', [['consent.acceptAll'], ['consent.open']], {
  tag: `${TAG} data-global="consent"`,
  head: '<script>Object.defineProperty(window, "portcullis", { get: () => consent })</script>',
})

refuses('what speaks to platforms', [['portcullis shopify', { marketing: true }]])

refuses('the browser\'s own functions and objects', [
  ['eval', 'harm()'],
  ['Function', 'harm()'],
  ['setTimeout', 'harm()'],
  ['fetch', '/collect/fetched'],
  ['document.write', 'harm'],
  ['window.acme.harm'],
  ['self.acme.harm'],
  ['globalThis.acme.harm'],
  ['top.acme.harm'],
  ['parent.acme.harm'],
  ['frames.acme.harm'],
  ['navigator.sendBeacon', '/collect/beacon'],
  ['localStorage.clear'],
  ['history.back'],
  ['shop.page.write', 'harm'],
  ['shop.view.harm'],
  ['shop.list.push', 'harm'],
], { head: '<script>window.shop = { page: document, view: window, list: [] }</script>' })

refuses('prototypes', [
  ['acme.constructor', 'harm()'],
  ['acme.__proto__.polluted'],
  ['acme.last.prototype.harm'],
  ['acme.last.call'],
  ['acme.toString'],
  ['acme.deep.hasOwnProperty'],
  ['Object.assign', {}],
])

refuses('a library\'s eval, nor hands anything markup, code or an address', [
  ['$.globalEval', 'harm'],
  ['$.getScript', 'x.js'],
  ['$', '<img src=x onerror=harm()>'],
  ['acme.harm', 'alert(1)'],
  ['acme.deep.harm', { deep: ['https://evil.example/x.js'] }],
  ['acme.also', 'javascript:1'],
  ['lib.runScript', 'x'],
  ['lib.evaluate', 'x'],
], { head: '<script>window.$ = Object.assign(harm, { globalEval: harm, getScript: harm }); window.lib = { runScript: harm, evaluate: harm }</script>' })

test('no command sets anything but a switch, nor makes a queue of what the browser or a prototype has', async (page) => {
  const sets = ['location', 'name', 'onerror', 'fetch', 'toString', '__proto__', 'acme', 'a.b', 'addEventListener', 'portcullis']
  const queues = [{ call: 'late', queue: '__proto__' }, { call: 'onerror.push' }, { call: 'toString.push' }, { call: 'event', queue: 'q' }]
  await speak(page, [...sets.map((set) => ({ set, with: [true] })), ...queues, { set: 'acme-off', with: [true] }, { set: 'there', with: [false] }], {
    head: '<script>window.acme = {}; window.there = true</script>',
  })
  const found = await page.run(() => {
    const page = window as never as Record<string, any>
    return [typeof page.fetch, typeof page.onerror, typeof page.acme, page.name, page['acme-off'], page.there, typeof page.late]
  })
  assert.deepEqual(found, ['function', 'object', 'object', '', true, false, 'undefined'])
  assert.deepEqual(await refusals(page), [...sets, 'late', 'onerror.push', 'toString.push', 'event'])
})

test('an element that has a vendor\'s name is not called, and takes the place of no queue', async (page) => {
  await speak(page, [{ call: 'ttq.submit' }, { call: 'uetq.push', with: ['consent'] }, { call: 'frame.acme.harm' }], {
    head: '<form id="ttq" action="/collect/sent"></form><form id="uetq"></form><iframe name="frame" srcdoc="<script>acme={harm:parent.harm}</script>"></iframe>',
  })
  assert.deepEqual([page.collected(), await harmed(page)], [[], []])
  assert.deepEqual(await page.run(() => (window as never as { uetq: unknown[] }).uetq), ['consent'])
})

test('vendors\' functions are called, whatever made them: functions, methods, classes, queues, what is deep in an object', async (page) => {
  const commands = ['fbq', 'ttq.track', 'gtag', 'uetq.push', 'clarity', '_paq.push', 'lintrk', 'snaptr', 'rdt', 'pintrk', 'twq', 'hub.setConsent', 'Shopify.customerPrivacy.setTrackingConsent', 'late']
  await speak(page, commands.map((call) => ({ call, with: ['consent', { ads: '?analytics' }], ...(call === 'late' && { queue: 'q' }) })), {
    head: `<script>
      window.calls = []
      const vendor = (name) => function () { calls.push(name) }
      for (const name of ['fbq', 'clarity', 'lintrk', 'snaptr', 'rdt', 'pintrk']) window[name] = vendor(name)
      function twq() { calls.push('twq') }
      window.ttq = Object.assign([], { track: vendor('ttq.track') })
      window.uetq = new (class Uet { push = vendor('uetq.push') })()
      window.hub = new (class Hub { setConsent() { calls.push('hub.setConsent') } })()
      window.Shopify = { customerPrivacy: { setTrackingConsent: vendor('Shopify.customerPrivacy.setTrackingConsent') } }
    </script>`,
  })
  const { calls, paq, late, layer } = await page.run(() => {
    const { calls, _paq, late, dataLayer } = window as never as Record<string, any>
    return { calls, paq: _paq, late: [...late.q[0]], layer: [...dataLayer].some(([first]) => first === 'consent') }
  })
  assert.deepEqual(calls.sort(), commands.filter((name) => !['gtag', '_paq.push', 'late'].includes(name)).sort())
  assert.deepEqual([paq, late, layer], [['consent', { ads: 'denied' }], ['consent', { ads: 'denied' }], true])
  assert.deepEqual(await refusals(page), [])
})

test('the clients of PostHog and Mixpanel hear it, as their own packages make them', async (page) => {
  shop.server.rule('/posthog.js', { body: library('posthog-js/dist/module.no-external.js'), headers: { 'Content-Type': 'text/javascript' } })
  shop.server.rule('/mixpanel.js', { body: library('mixpanel-browser/dist/mixpanel.module.js'), headers: { 'Content-Type': 'text/javascript' } })
  await speak(page, [], {
    services: [{ id: 'posthog', vendor: 'PostHog' }, { id: 'mixpanel', vendor: 'Mixpanel' }],
    head: `<script type="module">
      import posthog from '/posthog.js'
      import mixpanel from '/mixpanel.js'
      posthog.init('phc_x', { api_host: location.origin + '/collect/posthog', opt_out_capturing_by_default: true, disable_session_recording: true, advanced_disable_flags: true, autocapture: false })
      mixpanel.init('x', { api_host: location.origin + '/collect/mixpanel', opt_out_tracking_by_default: true })
      Object.assign(window, { posthog, mixpanel })
    </script>`,
  })
  const opted = () => page.run(() => {
    const { posthog, mixpanel } = window as never as Record<string, any>
    return [posthog.has_opted_in_capturing(), mixpanel.has_opted_in_tracking()]
  })
  await waitFor('the clients', () => page.run(() => 'mixpanel' in window))
  const services = (on: boolean) => page.settled(() => page.run((yes) => window.portcullis.save({ analytics: yes }), on))
  await services(true)
  assert.deepEqual([await opted(), await codes(page)], [[true, true], []])
  await services(false)
  assert.deepEqual([await opted(), await codes(page)], [[false, false], []])
})

test('a policy whose commands are no commands, or whose services have names of Object\'s own, silences no vendor', async (page) => {
  await speak(page, ['text', null, 7, { call: 7 }, { call: 'acme', with: 'no list' }, { set: ['location'], with: [true] }].map((one) => one as object), {
    services: [
      { id: 'constructor', vendor: 'One' },
      { id: 'acme', vendor: 'Acme', consent: 'toString' },
      { id: 'other', vendor: 'Two', consent: { on: 'update' } },
      { id: 'counter', vendor: 'Three', consent: [{ on: 'update', call: 'counter' }] },
    ],
    head: '<script>function counter() { window.counted = true }</script>',
  })
  assert.equal(await page.run(() => (window as never as { counted?: true }).counted), true)
})
