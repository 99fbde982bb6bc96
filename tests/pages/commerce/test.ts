/** What a page tells vendors before the choice is known is held, and told once, in order, or dropped. */
import assert from 'node:assert/strict'
import { pageOf } from '../harness/document'
import type { Page } from '../harness/page'
import { openShop } from '../harness/shop'
import { waitFor } from '../harness/wait'

const shop = openShop(import.meta.url)
const { test } = shop

/**
 * A thank-you page with tags that nobody gates, in the form of vendors' own snippets, and a script of theirs that
 * notes what reaches it. Tag Manager puts a `push` of its own in the place of the list's.
 */
const THANKS = `<script>
  window.sent = []
  const note = (name) => (...given) => sent.push([name, ...given].map((part) => typeof part === 'string' ? part : JSON.stringify(Object.values(part))).join(' '))
  window.dataLayer = window.dataLayer || []
  function gtag() { dataLayer.push(arguments) }
  !function (f, n) { if (f.fbq) return; n = f.fbq = function () { n.callMethod ? n.callMethod.apply(n, arguments) : n.queue.push(arguments) }; n.push = n; n.queue = [] }(window)
  fbq('init', '1')
  const own = dataLayer.push
  dataLayer.push = function (...given) { given.forEach((entry) => note('google')(...(entry.event ? [entry.event] : entry))); return own.apply(dataLayer, given) }
  window.ttq = window.ttq || []
  for (const method of ['page', 'track', 'holdConsent', 'grantConsent', 'revokeConsent']) ttq[method] = (...given) => note('tiktok')(method, ...given)
  window.uetq = window.uetq || []
  fbq.callMethod = note('meta')
  gtag('js', 'now')
  gtag('event', 'purchase', { value: 12 })
  fbq('track', 'Purchase')
  uetq.push('event', 'purchase', {})
  ttq.track('CompletePayment')
  dataLayer.push({ event: 'thanks' })
  document.addEventListener('portcullis:ready', () => note('page')('ready'))
</script>`

const write = (mode: string, region = '') =>
  shop.write('/index.html', pageOf({ tag: `data-policy="/policy.json" data-events="${mode}" data-region="${region}"`, head: THANKS }))

const sent = (page: Page) => page.run(() => (window as never as { sent: string[] }).sent)
/** The event comes a frame after the promise of that name. */
const untilTold = (page: Page) => waitFor('the page to be told', async () => (await sent(page)).includes('page ready'))
const uetq = (page: Page) => page.run(() => (window as never as { uetq: string[] }).uetq.filter((part) => typeof part === 'string'))

/** What is told of consent, and what the page itself told. */
const own = (all: string[]) => all.filter((line) => /purchase|Purchase|thanks|CompletePayment|init|ready/.test(line))
const PURCHASE = ['google event purchase [12]', 'meta track Purchase', 'tiktok track CompletePayment', 'google thanks']

test('without data-events everything is told at once', async (page) => {
  write('')
  await page.visit()
  await untilTold(page)
  assert.deepEqual(own(await sent(page)), [...PURCHASE, 'page ready'])
})

test('a purchase waits for the choice, is told after vendors have heard it, once and in order', async (page) => {
  write('hold')
  await page.visit()
  await page.untilAsked()
  await untilTold(page)
  await page.settle()
  assert.deepEqual(own(await sent(page)), ['page ready'])
  await page.choose('accept-all')
  await page.settle()
  const all = await sent(page)
  assert.deepEqual(own(all), ['page ready', PURCHASE[0], 'meta init 1', ...PURCHASE.slice(1)].sort((a, b) => all.indexOf(a!) - all.indexOf(b!)))
  const at = (line: string) => all.findIndex((said) => said.startsWith(line))
  assert.ok(at('meta consent grant') < at('meta init'), all.join('\n'))
  assert.ok(at('tiktok grantConsent') < at('tiktok track'))
  assert.ok(at('google consent update') < at('google event purchase'))
  assert.ok(at('google consent_update') < at('google event purchase'))
  const microsoft = ['consent', 'default', 'consent', 'update', 'event', 'purchase']
  assert.deepEqual(await uetq(page), microsoft)
  await page.run(() => (window as never as { fbq(...given: string[]): void }).fbq('track', 'Later'))
  assert.equal((await sent(page)).at(-1), 'meta track Later')

  await page.reload()
  await page.settle()
  const again = await sent(page)
  const where = (line: string) => again.findIndex((said) => said.startsWith(line))
  const inOrder = ['google consent update', 'meta consent grant', 'tiktok grantConsent', 'google consent_update', 'page ready', 'meta init', 'google event purchase', 'meta track', 'tiktok track', 'google thanks']
  assert.deepEqual(inOrder.map(where).sort((a, b) => a - b), inOrder.map(where), again.join('\n'))
  assert.ok(inOrder.every((line) => where(line) >= 0))
  assert.deepEqual(await uetq(page), microsoft)
  for (const line of PURCHASE) assert.equal(again.filter((said) => said === line).length, 1, line)
})

test('a purchase is dropped where its vendor is refused, and told where it is not', async (page) => {
  write('hold')
  await page.visit()
  await page.settled(() => page.run(() => window.portcullis.save({ analytics: true, ads: false })))
  await page.settle()
  assert.deepEqual(own(await sent(page)), ['page ready', 'google event purchase [12]', 'google thanks'])
  await page.settled(() => page.run(() => window.portcullis.save({ ads: true })))
  await page.settle()
  assert.equal((await sent(page)).filter((line) => line.startsWith('meta track')).length, 0, 'what was dropped is gone')
})

test('a refusal of all drops everything', async (page) => {
  write('hold')
  await page.visit()
  await page.choose('reject-all')
  await page.settle()
  assert.deepEqual(own(await sent(page)), ['page ready'])
  assert.deepEqual(await uetq(page), ['consent', 'default', 'consent', 'update'])
})

test('drop does not wait for a visitor who has not chosen', async (page) => {
  write('drop')
  await page.visit()
  await page.untilAsked()
  await page.choose('accept-all')
  await page.settle()
  assert.deepEqual(own(await sent(page)), ['page ready'])
  await page.reload()
  await page.settle()
  assert.deepEqual(own(await sent(page)).length, PURCHASE.length + 2, 'who has chosen is told of')
})

test('where tags run unasked, what was held is told once the page is ready', async (page) => {
  write('hold', 'US')
  await page.visit()
  await page.settle()
  const all = own(await sent(page))
  assert.equal(all[0], 'page ready')
  for (const line of PURCHASE) assert.equal(all.filter((said) => said === line).length, 1, line)
})

test('what the page itself says of consent, and what is no event, passes at once', async (page) => {
  const says = `${THANKS}<script>
    gtag('consent', 'default', { region: 'XX' })
    gtag('set', 'page', 'thanks')
    fbq('consent', 'own')
    fbq('dataProcessingOptions', 'LDU')
    uetq.push('consent', 'own', {})
    fbq('track', 'consent')
  </script>`
  shop.write('/index.html', pageOf({ tag: 'data-policy="/policy.json" data-events="hold"', head: says }))
  await page.visit()
  await page.untilAsked()
  await page.settle()
  const all = await sent(page)
  for (const line of ['google js now', 'google consent default ["XX"]', 'google set page thanks', 'meta consent own', 'meta dataProcessingOptions LDU']) {
    assert.equal(all.filter((said) => said === line).length, 1, `${line}, not in ${all.join('; ')}`)
  }
  assert.ok(!all.includes('meta track consent'))
  assert.deepEqual((await uetq(page)).slice(0, 2), ['consent', 'own'])
})

test('calls that no service of the policy is for are dropped, and said once to be', async (page) => {
  const other = `${THANKS}<script>window.pintrk = (...given) => sent.push('pinterest ' + given.join(' ')); pintrk('track', 'one'); pintrk('track', 'two')</script>`
  shop.write('/index.html', pageOf({ tag: 'data-policy="/policy.json" data-events="hold pintrk fbq"', head: other }))
  await page.visit()
  await page.choose('accept-all')
  const said = async () => (await page.told('error')).map(({ detail }) => detail)
  await waitFor('the report', async () => (await said()).length > 0)
  await page.settle()
  assert.deepEqual((await said()).map(({ code }) => code), ['unheard'])
  assert.match(String((await said())[0]!.message), /Calls of pintrk .* no service/)
  const all = await sent(page)
  assert.deepEqual(all.filter((line) => line.startsWith('pinterest')), [])
  assert.ok(all.includes('meta track Purchase'))
})

test('only the queues that the tag names are held', async (page) => {
  write('hold fbq')
  await page.visit()
  await page.untilAsked()
  await page.settle()
  assert.deepEqual(own(await sent(page)), [PURCHASE[0], PURCHASE[2], PURCHASE[3], 'page ready'])
})

test('a call that throws when it is told stops no other', async (page) => {
  shop.write('/index.html', pageOf({ tag: 'data-policy="/policy.json" data-events="hold"', head: `${THANKS}<script>fbq.callMethod = (what) => { if (what !== 'consent') throw new Error('unwell') }</script>` }))
  await page.visit()
  await page.choose('accept-all')
  await page.settle()
  assert.deepEqual(own(await sent(page)), ['page ready', PURCHASE[0], PURCHASE[2], PURCHASE[3]])
})
