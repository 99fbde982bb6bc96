/** What `data-google` has Google told before anything else, and that each page tells it in the same order. */
import assert from 'node:assert/strict'
import { pageOf } from '../harness/document'
import type { Page } from '../harness/page'
import { openShop } from '../harness/shop'

const shop = openShop(import.meta.url)
const { test } = shop

const SIGNAL = '<script>Object.defineProperty(navigator, "globalPrivacyControl", { value: true })</script>'
/** A Google tag, as far as it listens: it notes each command as it comes. */
const GOOGLE = `<script>
  window.heardByGoogle = []
  const take = (entry) => heardByGoogle.push(JSON.parse(JSON.stringify(entry.event ? [entry] : Array.from(entry))))
  dataLayer.forEach(take)
  dataLayer.push = (...entries) => (entries.forEach(take), Array.prototype.push.apply(dataLayer, entries))
</script>`

const write = (google: string, region = '', before = '') =>
  shop.write('/index.html', pageOf({ tag: `data-policy="/policy.json" data-google="${google}" data-region="${region}"`, before, head: GOOGLE }))

const TYPES = ['ad_storage', 'ad_user_data', 'ad_personalization', 'analytics_storage', 'functionality_storage', 'personalization_storage', 'security_storage']
const types = (...granted: string[]) => Object.fromEntries(TYPES.map((type) => [type, granted.includes(type) ? 'granted' : 'denied']))
const DENIED = (wait_for_update = 500) => ['consent', 'default', { ...types('security_storage'), wait_for_update }]
const OPEN = (region: string) => ['consent', 'default', { ...types(...TYPES), region: [region] }]

const commands = (page: Page) => page.run(() => (window as never as { heardByGoogle: any[][] }).heardByGoogle)

test('every page hears its default first, then exactly one update, then the event', async (page) => {
  write('')
  await page.visit()
  await page.choose('accept-all')
  await page.settle()
  const event = (source: string) => [{ event: 'consent_update', consent: { necessary: true, analytics: true, remarketing: true }, consent_source: source }]
  const update = ['consent', 'update', types('ad_storage', 'ad_user_data', 'ad_personalization', 'analytics_storage', 'security_storage')]
  assert.deepEqual(await commands(page), [DENIED(), update, event('accept-all')])
  for (let pages = 0; pages < 2; pages += 1) {
    await page.reload()
    await page.settle()
    assert.deepEqual(await commands(page), [DENIED(), update, event('restore')])
  }
})

test('switches and the wait that the tag names are told with the default', async (page) => {
  write('ads_data_redaction url_passthrough 800')
  await page.visit()
  assert.deepEqual(await commands(page), [DENIED(800), ['set', 'ads_data_redaction', true], ['set', 'url_passthrough', true]])
})

test('where the tag names the visitor\'s region, it has a default of its own, and the standing follows', async (page) => {
  write('US', 'US-CA')
  await page.visit()
  await page.settle()
  const told = await commands(page)
  assert.deepEqual(told.slice(0, 4), [
    DENIED(),
    OPEN('US-CA'),
    ['set', 'restricted_data_processing', false],
    ['consent', 'update', types('ad_storage', 'ad_user_data', 'ad_personalization', 'analytics_storage', 'security_storage')],
  ])
  assert.equal(told.length, 5)

  await page.settled(() => page.run(() => window.portcullis.rejectAll()))
  await page.reload()
  await page.settle()
  const after = await commands(page)
  assert.deepEqual(after.map(([command, what]) => [command, what]).slice(0, 3), [
    ['consent', 'default'],
    ['set', 'restricted_data_processing'],
    ['consent', 'update'],
  ])
  assert.deepEqual(after[0], DENIED(), 'who refused is not granted by default')
})

test('a privacy signal is one update that denies advertising and limits it, over an older grant, too', async (page) => {
  write('US', 'US-CA')
  await page.visit()
  await page.settled(() => page.run(() => window.portcullis.acceptAll()))
  write('US', 'US-CA', SIGNAL)
  await page.reload()
  await page.settle()
  assert.deepEqual(await commands(page), [
    DENIED(),
    ['set', 'restricted_data_processing', true],
    ['consent', 'update', types('analytics_storage', 'security_storage')],
    [{ event: 'consent_update', consent: { necessary: true, analytics: true, remarketing: false }, consent_source: 'restore' }],
  ])
})

test('where the policy asks first, a granted default is taken back at once', async (page) => {
  write('US', 'US-CO')
  await page.visit()
  await page.settle()
  assert.deepEqual((await commands(page)).slice(0, 3), [DENIED(), OPEN('US-CO'), ['consent', 'update', types('security_storage')]])
})

for (const [why, google, region, before] of [
  ['another region', 'US', 'DE', ''],
  ['no region', 'US', '', ''],
  ['a region that only begins alike', 'U', 'US', ''],
  ['a part of the region', 'US-CA', 'US', ''],
  ['a privacy signal', 'US', 'US', SIGNAL],
] as const) {
  test(`${why} leaves the one default that denies`, async (page) => {
    write(google, region, before)
    await page.visit()
    await page.settle()
    const defaults = (await commands(page)).filter(([, what]) => what === 'default')
    assert.deepEqual(defaults, [DENIED()])
  })
}
