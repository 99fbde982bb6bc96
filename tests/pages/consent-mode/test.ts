/** Google Consent Mode v2: denied first of all, then told the decision, in the order and form Google reads. */
import assert from 'node:assert/strict'
import type { Page } from '../harness/page'
import { openShop } from '../harness/shop'
import { waitFor } from '../harness/wait'

const { test } = openShop(import.meta.url)

const TYPES = [
  'ad_personalization',
  'ad_storage',
  'ad_user_data',
  'analytics_storage',
  'functionality_storage',
  'personalization_storage',
  'security_storage',
]

interface Command {
  /** A real `arguments` object: Google takes an array for something else. */
  isArguments: boolean
  values: unknown[]
}

/** All that was pushed, in order; a command as its list of arguments. */
const pushed = (page: Page, from = 0): Promise<Command[]> =>
  page.run((start) => {
    const layer = (window as never as { dataLayer: ArrayLike<unknown>[] }).dataLayer
    return layer.slice(start).map((entry) => {
      const isArguments = Object.prototype.toString.call(entry) === '[object Arguments]'
      return { isArguments, values: isArguments ? Array.from(entry) : [entry] }
    })
  }, from)

/** The seven types, granted where named. */
const types = (...granted: string[]) => Object.fromEntries(TYPES.map((type) => [type, granted.includes(type) ? 'granted' : 'denied']))

const consents = (commands: Command[]) => commands.filter(({ values }) => values[0] === 'consent')

test('the default denies before any other script of the page speaks, once', async (page) => {
  await page.visit()
  await page.untilAsked()
  await page.settle()
  const all = await pushed(page)
  assert.deepEqual(all[0], { isArguments: true, values: ['consent', 'default', { ...types('security_storage'), wait_for_update: 500 }] })
  assert.deepEqual(all.slice(1), [
    { isArguments: true, values: ['js', 'now'] },
    { isArguments: false, values: [{ event: 'page_view' }] },
  ])
})

test('a grant is told once: switches, one update of the seven types, one event', async (page) => {
  await page.visit()
  const before = (await pushed(page)).length
  await page.choose('accept-all')
  await page.settle()
  const [...told] = await pushed(page, before)
  assert.deepEqual(told.map(({ values }) => values), [
    ['set', 'allow_google_signals', true],
    ['set', 'allow_ad_personalization_signals', true],
    ['consent', 'update', types('ad_personalization', 'ad_storage', 'ad_user_data', 'analytics_storage', 'security_storage')],
    [
      {
        event: 'consent_update',
        consent: { necessary: true, analytics: true, remarketing: true, 'ad-reporting': true, 'audience-data': true },
        consent_source: 'accept-all',
      },
    ],
  ])
  assert.deepEqual(told.map(({ isArguments }) => isArguments), [true, true, true, false])
})

for (const [purpose, granted] of [
  ['analytics', ['analytics_storage']],
  ['remarketing', ['ad_personalization', 'ad_storage', 'ad_user_data']],
  ['ad-reporting', ['ad_storage', 'ad_user_data']],
  ['audience-data', []],
] as const) {
  test(`${purpose} alone grants ${granted.join(', ') || 'no storage'}`, async (page) => {
    await page.visit()
    await page.settled(() => page.run((id) => window.portcullis.save({ [id]: true }), purpose))
    const all = await pushed(page)
    assert.deepEqual(consents(all).at(-1)!.values, ['consent', 'update', types(...granted, 'security_storage')])
    const switches = all.filter(({ values }) => values[0] === 'set').map(({ values }) => values[2])
    assert.deepEqual(switches, [purpose === 'audience-data', purpose === 'audience-data'])
  })
}

test('a refusal is told as one update that denies', async (page) => {
  await page.visit()
  await page.choose('reject-all')
  await page.settle()
  assert.deepEqual(consents(await pushed(page)).slice(1).map(({ values }) => values), [['consent', 'update', types('security_storage')]])
})

test('a withdrawal is told as one more update that denies', async (page) => {
  await page.visit()
  await page.choose('accept-all')
  await page.settled(() => page.run(() => window.portcullis.withdraw()))
  await page.settle()
  const updates = consents(await pushed(page)).slice(1)
  assert.equal(updates.length, 2)
  assert.deepEqual(updates[1]!.values, ['consent', 'update', types('security_storage')])
})

test('granted, withdrawn and granted again, Google hears each, and the last word is granted', async (page) => {
  await page.visit()
  await page.choose('accept-all')
  for (const how of ['withdraw', 'acceptAll', 'rejectAll', 'acceptAll'] as const) {
    await page.settled(() => page.run((name) => window.portcullis[name](), how))
  }
  await page.settle()
  const updates = consents(await pushed(page)).slice(1)
  const states = updates.map(({ values }) => (values[2] as Record<string, string>).analytics_storage)
  assert.deepEqual(states, ['granted', 'denied', 'granted', 'denied', 'granted'])
})

test('who comes back is told of before the page is ready: the default, then one update', async (page) => {
  await page.visit()
  await page.settled(() => page.run(() => window.portcullis.save({ analytics: true })))
  await page.reload()
  await page.settle()
  const all = await pushed(page)
  assert.equal(all[0]!.values[1], 'default')
  assert.deepEqual(consents(all).map(({ values }) => values[1]), ['default', 'update'])
  assert.deepEqual(consents(all)[1]!.values[2], types('analytics_storage', 'security_storage'))
  const known = await page.run(() => (window as never as { knownAtReady: number }).knownAtReady)
  assert.ok(known > all.indexOf(consents(all)[1]!), 'before the ready event')
})

test('a tag that is released finds Google told already', async (page) => {
  await page.visit()
  await page.choose('accept-all')
  const known = await waitFor('the tag', () => page.run(() => (window as never as { knownToTag?: number }).knownToTag))
  const all = await pushed(page)
  const update = all.findIndex(({ values }) => values[1] === 'update')
  assert.ok(update > 0 && update < known)
})
