/** What holds before anybody chose: by the region that the host knows, and by Global Privacy Control. */
import assert from 'node:assert/strict'
import { By } from 'selenium-webdriver'
import { TAG, pageOf, reporter } from '../harness/document'
import type { Page } from '../harness/page'
import { openShop } from '../harness/shop'
import { waitFor } from '../harness/wait'

const shop = openShop(import.meta.url)
const { test } = shop

const TAGS = ['analytics', 'remarketing', 'chat'].map((purpose) => reporter(purpose)).join('')
const LINK = '<footer><a href="/privacy" id="opt-out" data-portcullis="us-opt-out">Do Not Sell or Share My Personal Information</a></footer>'
const SIGNAL = '<script>Object.defineProperty(navigator, "globalPrivacyControl", { value: true, configurable: true })</script>'

function write({ region, signal = false }: { region?: string; signal?: boolean }): void {
  const tag = region === undefined ? TAG : `${TAG} data-region="${region}"`
  shop.write('/index.html', pageOf({ tag, before: signal ? SIGNAL : '', head: TAGS, body: LINK }))
}

const reports = (page: Page) => [...page.collected()].sort()

async function link(page: Page) {
  await page.front()
  return page.driver.findElement(By.id('opt-out'))
}

async function reported(page: Page, ...expected: string[]): Promise<void> {
  await waitFor(expected.join(' and '), () => page.collected().length >= expected.length)
  await page.settle()
  assert.deepEqual(reports(page), expected)
}

for (const region of ['DE', undefined, 'XX', 'nonsense', '']) {
  test(`in ${region === undefined ? 'a region that nobody named' : `"${region}"`} nothing runs before a choice`, async (page) => {
    write(region === undefined ? {} : { region })
    await page.visit()
    await page.untilAsked()
    await page.settle()
    assert.deepEqual(page.collected(), [])
    assert.equal((await page.told('ready'))[0]?.detail.regime, 'opt-in')
    assert.equal(await (await link(page)).isDisplayed(), false)
    assert.deepEqual(await page.kept(), [])
  })
}

for (const region of ['US', 'US-CA', 'us-ny']) {
  test(`in ${region} tags run until refused, without a banner, and the opt-out link is there`, async (page) => {
    write({ region })
    await page.visit()
    await reported(page, 'analytics', 'remarketing')
    assert.equal(await page.asks(), false)
    assert.equal(await (await link(page)).isDisplayed(), true)
    assert.equal(await page.run(() => window.portcullis.record()), null, 'nobody chose')
    assert.deepEqual(await page.kept(), [])
  })
}

test('the opt-out link works in one click, for advertising, for good', async (page) => {
  write({ region: 'US' })
  await page.visit()
  await reported(page, 'analytics', 'remarketing')
  const at = await page.driver.getCurrentUrl()
  const { detail } = await page.settled(async () => (await link(page)).click())
  assert.equal(detail.method, 'us-opt-out')
  assert.equal(await page.driver.getCurrentUrl(), at)
  assert.deepEqual(await page.granted('analytics', 'remarketing', 'chat'), ['analytics'])
  assert.equal((await page.run(() => window.portcullis.record()))?.regime, 'opt-out')
  await page.reload()
  await waitFor('analytics once more', () => page.collected().length >= 3)
  await page.settle()
  assert.deepEqual(reports(page), ['analytics', 'analytics', 'remarketing'])
})

test('where a notice is due tags run and the visitor is told at once, with a way to refuse', async (page) => {
  write({ region: 'JP' })
  await page.visit()
  await reported(page, 'analytics', 'remarketing')
  await page.untilAsked()
  assert.equal(
    await page.run(() => document.querySelector('portcullis-banner')!.shadowRoot!.querySelector('h2')!.textContent),
    'We use optional cookies',
  )
  await page.choose('reject-all')
  assert.deepEqual(await page.granted('analytics', 'remarketing', 'chat'), [])
})

/** What the visitor can read of the signal being followed. */
const honoured = (page: Page) =>
  page.run(() => {
    const root = document.querySelector('portcullis-banner')?.shadowRoot
    const shown = [...(root?.querySelectorAll<HTMLElement>('button, p, span') ?? [])].filter((e) => e.offsetWidth > 20 && getComputedStyle(e).clipPath === 'none')
    return shown.some((element) => element.textContent === 'Opt-out request honored')
  })

test('Global Privacy Control turns advertising off where tags would run, and says so', async (page) => {
  write({ region: 'US', signal: true })
  await page.visit()
  await reported(page, 'analytics')
  assert.equal((await page.told('ready'))[0]?.detail.signal, true)
  await waitFor('the status', () => honoured(page))
  assert.deepEqual(await page.kept(), [])
})

test('Global Privacy Control counts over an older grant', async (page) => {
  write({ region: 'US' })
  await page.visit()
  await page.settled(() => page.run(() => window.portcullis.acceptAll()))
  await waitFor('all three', () => page.collected().length === 3)
  write({ region: 'US', signal: true })
  await page.reload()
  await waitFor('those that are left', () => page.collected().length >= 5)
  await page.settle()
  assert.deepEqual(page.collected().slice(3).sort(), ['analytics', 'chat'])
  assert.equal(await page.allows('remarketing'), false)
  await waitFor('the status', () => honoured(page))
})

test('without Global Privacy Control no status claims that it was followed', async (page) => {
  write({ region: 'US' })
  await page.visit()
  await reported(page, 'analytics', 'remarketing')
  assert.equal(await honoured(page), false)
})

test('a visitor who is told of the signal and accepts all the same has accepted', async (page) => {
  write({ region: 'DE', signal: true })
  await page.visit()
  await page.untilAsked()
  const told = await page.run(() => document.querySelector('portcullis-banner')!.shadowRoot!.textContent!)
  assert.match(told, /Your browser asks sites not to sell or share/)
  await page.choose('accept-all')
  await reported(page, 'analytics', 'chat', 'remarketing')
})

test('a signal is not overridden by the page\'s own code', async (page) => {
  write({ region: 'US', signal: true })
  await page.visit()
  await page.run(() => window.portcullis.acceptAll())
  await page.settle()
  assert.equal(await page.allows('remarketing'), false)
  assert.deepEqual(reports(page), ['analytics', 'chat'])
})

test('a region learned later holds from then on: to the stricter and to the looser rule', async (page) => {
  write({})
  await page.visit()
  await page.untilAsked()
  await page.run(() => window.portcullis.setRegion('US-CO'))
  await reported(page, 'analytics', 'remarketing')
  await page.untilNotAsked()
  await waitFor('the link', async () => (await link(page)).isDisplayed())
  await page.run(() => window.portcullis.setRegion('FR'))
  await waitFor('the stricter rule', async () => !(await page.allows('analytics|remarketing')))
  await page.untilAsked()
  await waitFor('the link to go', async () => !(await (await link(page)).isDisplayed()))
})

test('the opt-out link is confirmed by a status that stays', async (page) => {
  write({ region: 'US' })
  await page.visit()
  await page.settled(async () => (await link(page)).click())
  await waitFor('the status', () => honoured(page))
  await page.reload()
  await waitFor('the status', () => honoured(page))
})

for (const [title, text] of [
  ['', 'Do Not Sell or Share My Personal Information'],
  ['sell', 'Do Not Sell or Share My Personal Information'],
  ['limit', 'Limit the Use of My Sensitive Personal Information'],
  ['choices', 'Your Privacy Choices'],
  ['california', 'Your California Privacy Choices'],
  ['nonsense', 'Do Not Sell or Share My Personal Information'],
] as const) {
  test(`an opt-out link without a text is titled to the letter: "${title}"`, async (page) => {
    const body = `<a href="/privacy" id="opt-out" data-portcullis="us-opt-out" data-portcullis-title="${title}"></a>`
    shop.write('/index.html', pageOf({ tag: `${TAG} data-region="US-CA"`, body }))
    await page.visit()
    await waitFor('the link', async () => (await link(page)).isDisplayed())
    assert.equal(await (await link(page)).getText(), text)
  })
}

const TRACK = '<script>Object.defineProperty(navigator, "doNotTrack", { value: "1", configurable: true })</script>'

test('Do Not Track is followed where the tag says so: nothing runs, nobody asks, the panel is there', async (page) => {
  shop.write('/index.html', pageOf({ tag: `${TAG} data-region="US" data-dnt="on"`, before: TRACK, head: TAGS }))
  await page.visit()
  await page.settle()
  assert.deepEqual(reports(page), [])
  assert.equal(await page.asks(), false)
  assert.deepEqual(await page.kept(), [])
  await page.openPanel()
})

test('Do Not Track is not followed unasked', async (page) => {
  shop.write('/index.html', pageOf({ tag: `${TAG} data-region="US"`, before: TRACK, head: TAGS }))
  await page.visit()
  await reported(page, 'analytics', 'remarketing')
})
