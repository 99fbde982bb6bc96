/** Records that no visitor made: what somebody puts into a store or a cookie outlives no refusal, and a cookie's word is told of. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { pageOf, reporter } from '../harness/document'
import type { Page } from '../harness/page'
import { encode, plant, recordOf } from '../harness/record'
import { openShop } from '../harness/shop'
import { waitFor } from '../harness/wait'

const shop = openShop(import.meta.url)
const { test } = shop

const ALL = { analytics: true, remarketing: true }
const write = () => shop.write('/index.html', pageOf({ head: reporter('analytics') + reporter('remarketing') }))
const suspicions = async (page: Page) => (await page.told('error')).filter(({ detail }) => detail.code === 'foreign-cookie').map(({ detail }) => String(detail.message))

/** A visitor who refused, and a grant of everything as somebody would forge it: `ahead` seconds, of number `sequence`. */
async function refused(page: Page): Promise<(sequence: number, ahead?: number) => string> {
  write()
  await page.visit()
  await page.choose('reject-all')
  const record = await recordOf(page)
  return (sequence, ahead = 0) => {
    const time = (Math.floor(Date.now() / 1000) + ahead) * 1000
    return encode({ ...record, sequence, time, expires: time + 15_552_000_000, method: 'accept-all', choices: ALL })
  }
}

/** Refuses in the panel, as a hand does. */
async function refuse(page: Page): Promise<void> {
  await page.run(() => window.portcullis.open())
  await page.untilLaidOut()
  await page.settled(async () => (await page.panelButton('reject-all')).click())
}

const SECONDS = () => Math.floor(Date.now() / 1000)

for (const [what, sequence, ahead] of [
  ['of the highest number a record can hold, a day ahead', () => 0xffff_ffff, 80_000],
  ['of the highest number that counts, a day ahead', SECONDS, 80_000],
  ['one more than the refusal before it, a day ahead', () => 2, 80_000],
  ['two days ahead', () => 9, 172_900],
] as const) {
  test(`a forged grant ${what}, does not outlive a refusal made by hand, in no tab and on no later page`, async (page) => {
    const forge = await refused(page)
    const other = await page.openTab()
    const text = forge(sequence(), ahead)
    // Both tabs hear of it: of one the browser tells, the other comes back to be seen.
    await other.run((record) => {
      localStorage.setItem('portcullis', record)
      document.cookie = `portcullis=${record}; Path=/; Max-Age=86400`
      document.dispatchEvent(new Event('visibilitychange'))
    }, text)
    await page.settle()
    await refuse(page)
    await other.run(() => document.dispatchEvent(new Event('visibilitychange')))
    await other.settle()
    await waitFor('the other tab', async () => !(await other.allows('remarketing')))
    await page.reload()
    const before = page.collected().length
    await page.reload()
    await page.settle()
    assert.equal(page.collected().length, before)
    assert.deepEqual(await page.granted('analytics', 'remarketing'), [])
    assert.equal((await recordOf(page)).method, 'reject-all')
    assert.equal((await page.stored()).cookie, (await page.stored()).local)
    // No number is above the seconds since 1970: a grant waits for the next of them.
    const { sequence: number } = await recordOf(page)
    await waitFor('a number above', () => SECONDS() > number)
    await page.settled(() => page.run(() => window.portcullis.acceptAll()))
    assert.deepEqual(await page.granted('analytics', 'remarketing'), ['analytics', 'remarketing'], 'and a later choice counts')
  })
}

test('a record of a number that nobody comes to is no record, and the other store has the choice', async (page) => {
  const forge = await refused(page)
  await plant(page, { local: forge(0xffff_ffff) })
  await page.visit()
  await page.settle()
  assert.equal((await recordOf(page)).method, 'reject-all')
  assert.deepEqual([page.collected(), await page.asks()], [[], false])
})

test('of a grant and a refusal of one number the refusal counts, in whichever store it lies', async (page) => {
  const forge = await refused(page)
  const refusal = (await page.stored()).local!
  for (const stored of [{ local: forge(1, 60), cookie: refusal }, { local: refusal, cookie: forge(1, 60) }]) {
    await plant(page, stored)
    await page.visit()
    await waitFor('the repair', async () => (await page.stored()).local === refusal && (await page.stored()).cookie === refusal)
    assert.deepEqual(page.collected(), [])
    assert.equal((await suspicions(page)).length, Number(stored.cookie === refusal), 'and where a cookie knows better, that is said')
  }
})

test('a cookie that says more than localStorage knows is told of once, in a sentence that says what to do', async (page) => {
  const forge = await refused(page)
  await plant(page, { cookie: forge(9) })
  await page.visit()
  await waitFor('the sign', async () => (await suspicions(page)).length)
  const said = await suspicions(page)
  assert.equal(said.length, 1)
  assert.match(said[0]!, /^A cookie named portcullis .*subdomain.*cookie\.domain/)
  await page.reload()
  await page.settle()
  assert.deepEqual(await suspicions(page), [], 'both stores say it now')
})

test('so is one that a sibling tosses beside our own, while the page is open', async (page) => {
  const forge = await refused(page)
  shop.write('/shop/index.html', pageOf({}))
  await page.visit('/shop/')
  await page.run((text) => {
    document.cookie = `portcullis=${text}; Path=/shop/; Max-Age=86400`
    document.dispatchEvent(new Event('visibilitychange'))
  }, forge(9))
  await waitFor('the sign', async () => (await suspicions(page)).length === 1)
})

test('a cookie that says the same, or less, or is all there is, is no matter', async (page) => {
  const forge = await refused(page)
  const own = (await page.stored()).local!
  for (const stored of [{ cookie: own, local: own }, { cookie: own, local: forge(7) }, { cookie: forge(8), local: null }]) {
    await plant(page, stored)
    await page.visit()
    await page.settle()
    assert.deepEqual(await suspicions(page), [])
  }
})

test('where the hosts of a store share the choice, another host\'s cookie is no matter', async (page) => {
  const policy = JSON.parse(readFileSync(new URL('policy.json', import.meta.url), 'utf8'))
  shop.server.rule('/policy.json', { body: JSON.stringify({ ...policy, cookie: { domain: 'auto' } }), headers: { 'Content-Type': 'application/json' } })
  const forge = await refused(page)
  await plant(page, { cookie: forge(9) })
  await page.visit()
  await page.settle()
  assert.deepEqual(await suspicions(page), [])
  assert.equal(await page.allows('remarketing'), true)
})
