/** Choices that stop counting: taken back, outdated, from the future, or gone from the stores. No refusal becomes a grant. */
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { TAG, pageOf, reporter } from '../harness/document'
import type { Page } from '../harness/page'
import { encode, plant, recordOf } from '../harness/record'
import { openShop } from '../harness/shop'
import { waitFor } from '../harness/wait'

const shop = openShop(import.meta.url, { pages: 'tests/pages/record' })
const { test } = shop

const DAY = 86_400_000
const POLICY = JSON.parse(await readFile(new URL('../record/policy.json', import.meta.url), 'utf8'))

/** A page under a policy of its own: that of the folder, changed. */
function write(change: Record<string, unknown>, region = ''): void {
  const policy = JSON.stringify({ ...POLICY, regimes: [{ regions: ['US'], rule: 'opt-out' }], ...change })
  const inline = `<script type="application/json" id="policy">${policy}</script>`
  const tag = `data-policy="#policy" ${region && `data-region="${region}"`}`
  shop.write('/index.html', pageOf({ tag, head: inline + ['analytics', 'remarketing', 'chat'].map((name) => reporter(name)).join('') }))
}

const call = (page: Page, name: 'acceptAll' | 'rejectAll' | 'reset') => page.run((method) => window.portcullis[method](), name)

const OPTIONAL = ['analytics', 'remarketing']

test('after a reset the visitor is asked again, and an old copy of the choice does not come back', async (page) => {
  await page.visit()
  await page.choose('accept-all')
  await waitFor('the tags', () => page.collected().length === 2)
  const { cookie: old } = await page.stored()
  const outcome = await call(page, 'reset')
  assert.deepEqual([outcome.saved, outcome.record], ['cookie+local', null])
  await page.untilAsked()
  assert.deepEqual(await page.granted(...OPTIONAL), [])
  assert.equal(await page.run(() => window.portcullis.choices()), null)
  const { cookie: tombstone } = await page.stored()

  for (const stored of [{ cookie: old }, { local: old }, { local: null }, { cookie: null }]) {
    await plant(page, stored)
    await page.visit()
    await page.untilAsked()
    await waitFor('both stores to be put right', async () => {
      const { cookie, local } = await page.stored()
      return cookie === tombstone && local === tombstone
    })
    await page.settle()
    assert.equal(page.collected().length, 2)
  }
  await page.choose('reject-all')
  assert.equal((await recordOf(page)).sequence, 3)
})

test('a reset where nobody has chosen stores nothing', async (page) => {
  await page.visit()
  await page.untilAsked()
  assert.equal((await call(page, 'reset')).record, null)
  await page.settle()
  assert.deepEqual(await page.kept(), [])
})

test('a reset reaches the other tab: its gate closes and it asks', async (page) => {
  await page.visit()
  await page.choose('accept-all')
  const other = await page.openTab()
  await other.ready()
  assert.deepEqual(await other.granted(...OPTIONAL), OPTIONAL)
  await call(page, 'reset')
  await waitFor('the other gate', async () => (await other.granted(...OPTIONAL)).length === 0)
  await other.untilAsked()
})

test('under opt-out neither a reset nor time turns a refusal into a grant', async (page) => {
  write({}, 'US')
  await page.visit()
  await waitFor('the tags', () => page.collected().length === 2)
  await call(page, 'rejectAll')
  await call(page, 'reset')
  assert.deepEqual(await page.granted(...OPTIONAL), [])
  await call(page, 'rejectAll')
  const record = await recordOf(page)
  const old = encode({ ...record, time: record.time - 400 * DAY, expires: record.expires - 400 * DAY })
  await plant(page, { cookie: old, local: old })
  await page.visit()
  await page.settle()
  assert.equal(await page.run(() => window.portcullis.choices()), null)
  assert.equal(page.collected().length, 2)
})

test('a purpose that the store adds or renames after reject-all is off under opt-out, too', async (page) => {
  write({}, 'US')
  await page.visit()
  await call(page, 'rejectAll')
  const before = page.collected().length
  write({ purposes: [...POLICY.purposes.slice(0, 2), { id: 'chat' }] }, 'US')
  await page.reload()
  await page.settle()
  assert.deepEqual(await page.granted('analytics', 'chat'), [])
  assert.equal(page.collected().length, before)
})

test('a record from the future grants nothing, keeps its refusals, and is not thrown away', async (page) => {
  await page.visit()
  await page.run(() => window.portcullis.save({ analytics: true }))
  await waitFor('the tag', () => page.collected().length === 1)
  const record = await recordOf(page)
  const early = encode({ ...record, time: record.time + 30 * DAY, expires: record.expires + 30 * DAY })
  await plant(page, { cookie: early, local: early })
  await page.visit()
  await page.untilAsked()
  await page.settle()
  assert.deepEqual(await page.granted(...OPTIONAL), [])
  assert.equal(page.collected().length, 1)
  assert.deepEqual(await page.stored(), { cookie: early, local: early })
  await page.choose('accept-all')
  await page.reload()
  assert.deepEqual(await page.granted(...OPTIONAL), OPTIONAL)
})

test('a clock that is set back keeps the choice', async (page) => {
  const back = `<script>{ const now = Date.now; Date.now = () => now() - ${DAY / 2} }</script>`
  await page.visit()
  await page.choose('accept-all')
  shop.write('/index.html', pageOf({ tag: TAG, before: back }))
  await page.reload()
  await page.settle()
  assert.deepEqual(await page.granted(...OPTIONAL), OPTIONAL)
})

test('stores that are emptied while the page is open take nothing from it, and the next choice is kept', async (page) => {
  await page.visit()
  await page.choose('accept-all')
  await page.run(() => {
    document.cookie = 'portcullis=; Max-Age=0; Path=/'
    localStorage.clear()
    document.dispatchEvent(new Event('visibilitychange'))
  })
  await page.settle()
  assert.deepEqual(await page.granted(...OPTIONAL), OPTIONAL)
  assert.deepEqual(await page.stored(), { cookie: null, local: null })
  const { detail } = await page.settled(() => call(page, 'rejectAll'))
  assert.equal(detail.saved, 'cookie+local')
  assert.equal((await recordOf(page)).sequence, 2)
})

test('a choice comes after one made elsewhere that no event told of', async (page) => {
  await page.visit()
  await page.choose('accept-all')
  const record = await recordOf(page)
  const elsewhere = encode({ ...record, id: 'ee'.repeat(12), sequence: 9 })
  await page.run((text) => {
    document.cookie = `portcullis=${text}; Path=/`
    localStorage.setItem('portcullis', text)
  }, elsewhere)
  await page.settled(() => call(page, 'rejectAll'))
  assert.equal((await recordOf(page)).sequence, 10)
  assert.deepEqual(await page.granted(...OPTIONAL), [])
})

test('damage in one store is kept aside when the other store mends it', async (page) => {
  await page.visit()
  await page.choose('accept-all')
  const { cookie } = await page.stored()
  await plant(page, { local: 'damaged' })
  await page.visit()
  await waitFor('the repair', async () => (await page.stored()).local === cookie)
  assert.equal(await page.run(() => localStorage.getItem('portcullis:damaged')), 'damaged')
})

for (const [what, change] of [
  ['a higher revision', { revision: 1 }],
  ['a new recipient', { services: [{ id: 'counter', vendor: 'Somebody Else' }] }],
  ['a cookie that lasts longer', { services: [{ id: 'counter', vendor: 'Counter', cookies: [{ name: 'c', duration: 'P9Y' }] }] }],
] as const) {
  test(`${what} asks again, and no earlier yes stands as ticked`, async (page) => {
    write({})
    await page.visit()
    await page.choose('accept-all')
    write(change)
    await page.reload()
    await page.untilAsked()
    assert.deepEqual(await page.granted(...OPTIONAL), [])
    await page.openPanel()
    assert.equal(await (await page.toggle('analytics')).isSelected(), false)
    const [ask] = await page.told('ask')
    assert.deepEqual(ask?.detail, { changed: 'revision' in change ? [] : ['service:counter'] })
  })
}

test('what is new since the choice is named to the page and in the panel', async (page) => {
  write({})
  await page.visit()
  await page.choose('accept-all')
  const words = { en: { purposes: { ...POLICY.words.en.purposes, chat: { name: 'Live chat', description: 'Talking.' } } } }
  write({ purposes: [...POLICY.purposes, { id: 'chat' }], words })
  await page.reload()
  await page.untilAsked()
  assert.deepEqual((await page.told('ask'))[0]?.detail, { changed: ['chat'] })
  await page.openPanel()
  const told = await page.run(() => document.querySelector('portcullis-panel')!.shadowRoot!.querySelector('[part~=changed]')!.textContent)
  assert.equal(told, 'Our privacy policy has changed: Live chat')
})

test('another wording or look asks nobody', async (page) => {
  write({})
  await page.visit()
  await page.choose('accept-all')
  write({ words: { en: { ui: { 'banner-title': 'Hello' } } }, style: { theme: 'dark' }, effective: '2030-01-01' })
  await page.reload()
  await page.settle()
  assert.equal(await page.asks(), false)
})

test('a store that cannot take the newest choice does not keep the older one', async (page) => {
  await page.visit()
  await page.choose('accept-all')
  await page.run(() => (Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }))
  const { detail } = await page.settled(() => call(page, 'rejectAll'))
  assert.equal(detail.saved, 'cookie')
  assert.equal((await page.stored()).local, null)
  await plant(page, { cookie: null })
  await page.visit()
  await page.untilAsked()
  assert.deepEqual(await page.granted(...OPTIONAL), [])
})

test('a jar full of other cookies costs no choice', async (page) => {
  await page.visit()
  await page.untilAsked()
  const fill = () => page.run(() => {
    for (let at = 0; at < 250; at += 1) document.cookie = `filling${at}=x; Path=/`
  })
  await fill()
  const { detail } = await page.choose('reject-all')
  assert.equal(detail.saved, 'cookie+local')
  const { cookie } = await page.stored()
  // Browsers throw out the oldest cookies first, ours too.
  await fill()
  await page.reload()
  await waitFor('the repair', async () => (await page.stored()).cookie === cookie)
  assert.equal(await page.asks(), false)
})
