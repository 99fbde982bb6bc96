/** The record: how it is kept, what mends it, and that nothing unreadable, foreign, damaged or expired is consent. */
import assert from 'node:assert/strict'
import { pageOf } from '../harness/document'
import type { Page } from '../harness/page'
import { encode, plant, recordOf } from '../harness/record'
import { openShop } from '../harness/shop'
import { waitFor } from '../harness/wait'

const shop = openShop(import.meta.url)
const { test } = shop

const DAY = 86_400_000

/** A visitor who accepted, and the text of that. */
async function accepted(page: Page): Promise<string> {
  await page.visit()
  await page.choose('accept-all')
  const { cookie } = await page.stored()
  assert.ok(cookie)
  return cookie
}

/** The visitor counts as undecided: asked, and nothing runs. */
async function isUndecided(page: Page): Promise<void> {
  await page.untilAsked()
  await page.settle()
  assert.deepEqual(page.collected(), [])
  assert.deepEqual(await page.granted('analytics', 'remarketing'), [])
  assert.equal(await page.run(() => window.portcullis.choices()), null)
}

const heading = async (page: Page) =>
  page.run(() => document.querySelector('portcullis-banner')!.shadowRoot!.querySelector('h2')!.textContent)

test('a choice made as the page is ready is in both stores by the time its outcome says so', async (page) => {
  shop.write('/index.html', pageOf({ head: `<script>portcullis.on('ready', async () => { window.outcome = await portcullis.acceptAll() })</script>` }))
  await page.visit()
  await waitFor('the outcome', () => page.run(() => 'outcome' in window))
  assert.equal(await page.run(() => (window as never as { outcome: { saved: string } }).outcome.saved), 'cookie+local')
  const { cookie, local } = await page.stored()
  assert.equal(cookie, local)
})

test('so is one that takes back what the page has just found stored', async (page) => {
  await accepted(page)
  shop.write('/index.html', pageOf({ head: `<script>portcullis.on('ready', async () => { window.outcome = await portcullis.rejectAll() })</script>` }))
  await page.visit()
  await waitFor('the outcome', () => page.run(() => 'outcome' in window))
  assert.equal(await page.run(() => (window as never as { outcome: { saved: string } }).outcome.saved), 'cookie+local')
})

test('the cookie is ASCII of less than 1 kB, for this host, every path, lax, for 180 days', async (page) => {
  const text = await accepted(page)
  const cookie = await page.driver.manage().getCookie('portcullis')
  assert.match(cookie.value, /^[\x21-\x7e]{20,1023}$/)
  assert.equal(cookie.value, text)
  assert.equal(cookie.path, '/')
  assert.equal(cookie.sameSite, 'Lax')
  assert.equal(cookie.secure, false, 'the page is not on https')
  assert.equal(cookie.domain?.replace(/^\./, ''), page.host.split(':')[0])
  const lasts = Number(cookie.expiry) - Date.now() / 1000
  assert.ok(Math.abs(lasts - 15_552_000) < 120, `it lasts ${lasts} s`)
})

test('localStorage mirrors the cookie, and both are written as documented', async (page) => {
  await accepted(page)
  const { cookie, local } = await page.stored()
  assert.equal(local, cookie)
  assert.equal(encode(await recordOf(page)), cookie)
})

test('before a choice nothing is stored anywhere', async (page) => {
  await page.visit()
  await page.untilAsked()
  await page.settle()
  assert.deepEqual(await page.kept(), [])
  const elsewhere = await page.run(async () => [...(await indexedDB.databases()), ...(await caches.keys())])
  assert.deepEqual(elsewhere, [])
})

for (const [what, damage] of [
  ['a text that is none', () => 'consent=yes'],
  ['a record cut short', (text: string) => text.slice(0, -6)],
  ['a record with another letter', (text: string) => text.slice(0, 30) + (text[30] === 'A' ? 'B' : 'A') + text.slice(31)],
  ['the record of a later version', (text: string) => `2${text.slice(1)}`],
] as const) {
  test(`${what} counts for nothing, is said once, and is kept aside after the next choice`, async (page) => {
    const damaged = damage(await accepted(page))
    await waitFor('the tags', () => page.collected().length === 2)
    await plant(page, { cookie: damaged, local: damaged })
    const before = page.collected().length
    await page.visit()
    await page.untilAsked()
    await page.settle()
    assert.equal(page.collected().length, before)
    assert.deepEqual(await page.granted('analytics', 'remarketing'), [])
    const said = await page.said()
    assert.equal(said.length, 1, said.join('\n'))
    assert.match(said[0]!, /stored choice/)
    assert.equal(await page.run(() => localStorage.getItem('portcullis:damaged')), null, 'nothing is stored before a choice')

    await page.choose('reject-all')
    assert.equal(await page.run(() => localStorage.getItem('portcullis:damaged')), damaged)
    assert.deepEqual(await page.granted('analytics', 'remarketing'), [])
  })
}

for (const store of ['cookie', 'local'] as const) {
  test(`a choice survives the loss of one store: ${store} is written again`, async (page) => {
    const text = await accepted(page)
    await plant(page, { [store]: null })
    await page.visit()
    await waitFor('the repair', async () => (await page.stored())[store] === text)
    await page.settle()
    assert.equal(await page.asks(), false)
    assert.deepEqual(await page.granted('analytics', 'remarketing'), ['analytics', 'remarketing'])
  })
}

test('of two stores that differ the newer record counts, and the other is brought up to it', async (page) => {
  const older = await accepted(page)
  await page.settled(() => page.run(() => window.portcullis.save({ analytics: false })))
  const newer = (await page.stored()).cookie!
  await plant(page, { cookie: older })
  await page.visit()
  await waitFor('the repair', async () => (await page.stored()).cookie === newer)
  assert.deepEqual(await page.granted('analytics', 'remarketing'), ['remarketing'])
})

test('with both stores cleared the visitor is asked again', async (page) => {
  await accepted(page)
  await waitFor('the tags', () => page.collected().length === 2)
  await plant(page, { cookie: null, local: null })
  await page.visit()
  await page.untilAsked()
  await page.settle()
  assert.equal(page.collected().length, 2)
})

test('a record that ran out is no consent; the visitor is told so and asked again', async (page) => {
  await accepted(page)
  await waitFor('the tags', () => page.collected().length === 2)
  const record = await recordOf(page)
  const old = encode({ ...record, time: record.time - 181 * DAY, expires: record.expires - 181 * DAY })
  await plant(page, { cookie: old, local: old })
  await page.visit()
  await page.untilAsked()
  await page.settle()
  assert.equal(await heading(page), 'Your earlier choice has run out')
  assert.equal(page.collected().length, 2)
  assert.deepEqual(await page.granted('analytics', 'remarketing'), [])

  const fresh = encode({ ...record, time: record.time - 179 * DAY, expires: record.expires - 179 * DAY })
  await plant(page, { cookie: fresh, local: fresh })
  await page.visit()
  assert.deepEqual(await page.granted('analytics', 'remarketing'), ['analytics', 'remarketing'])
})

test('a record made under another policy is no consent to this one, and what it refused stays refused', async (page) => {
  await accepted(page)
  await waitFor('the tags', () => page.collected().length === 2)
  const record = await recordOf(page)
  const other = encode({ ...record, policyHash: '0123456789abcdef', choices: { analytics: true, remarketing: false } })
  await plant(page, { cookie: other, local: other })
  await page.visit()
  await page.untilAsked()
  await page.settle()
  assert.equal(await heading(page), 'Our privacy policy has changed')
  assert.equal(page.collected().length, 2)
  assert.deepEqual(await page.granted('analytics', 'remarketing'), [])
})

test('cookies that only look like ours are none of ours', async (page) => {
  const text = await accepted(page)
  await waitFor('the tags', () => page.collected().length === 2)
  await plant(page, { cookie: null, local: null })
  await page.run((record) => {
    for (const name of ['xportcullis', 'portcullis2', 'portcullis.x', 'Portcullis']) document.cookie = `${name}=${record}; Path=/`
    document.cookie = `other=portcullis=${record}; Path=/`
    localStorage.setItem('Portcullis', record)
  }, text)
  await page.visit()
  await page.untilAsked()
  await page.settle()
  assert.equal(page.collected().length, 2)
  assert.deepEqual(await page.said(), [])
  assert.equal(await page.run(() => window.portcullis.record()), null)
  await page.choose('reject-all')
  assert.ok((await page.cookies()).includes('xportcullis'), 'and they are left alone')
})

test('every choice makes a new record, numbered one higher, and the older ones are remembered', async (page) => {
  await accepted(page)
  const first = await recordOf(page)
  await page.settled(() => page.run(() => window.portcullis.rejectAll()))
  const second = await recordOf(page)
  assert.equal(second.sequence, first.sequence + 1)
  assert.notEqual(second.id, first.id)
  assert.deepEqual((await page.run(() => window.portcullis.history())).map(({ id }) => id), [second.id, first.id])
  await page.reload()
  assert.deepEqual((await page.run(() => window.portcullis.history())).map(({ id }) => id), [second.id, first.id])
})

test('until somebody chooses, the visitor is asked and nothing is granted', async (page) => {
  await page.visit()
  await isUndecided(page)
})
