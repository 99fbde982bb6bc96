/** Pages written for another banner work as they stand: each peer's own documented forms, with a mapping in the policy. */
import assert from 'node:assert/strict'
import { pageOf } from '../harness/document'
import type { Page } from '../harness/page'
import { openShop } from '../harness/shop'
import { waitFor } from '../harness/wait'

const shop = openShop(import.meta.url)
const { test } = shop

const SCRIPT = { 'Content-Type': 'text/javascript' }
const report = (name: string) => `fetch('/collect/${name}')`

function write(body: string): void {
  shop.server.rule('/external.js', { body: report('external'), headers: SCRIPT })
  shop.server.rule('/module.js', { body: `import.meta; ${report('module')}`, headers: SCRIPT })
  shop.write('/index.html', pageOf({ body }))
}

const reports = (page: Page) => [...page.collected()].sort()
const until = async (page: Page, ...names: string[]) => {
  await waitFor(names.join(', '), () => reports(page).length >= names.length)
  await page.settle()
  assert.deepEqual(reports(page), names)
}
const save = (page: Page, choices: Record<string, boolean>) => page.settled(() => page.run((all) => window.portcullis.save(all), choices))
const real = (page: Page) => page.run(() => [...document.querySelectorAll('[id]')].filter((element) => element.hasAttribute('src') || element.hasAttribute('href')).map(({ id }) => id))

/** Nothing before; after a visitor granted the one, `first`; after the other as well, `then`. */
async function goesBy(page: Page, first: string[], then: string[], none: string[] = []): Promise<void> {
  await page.visit()
  await page.settle()
  assert.deepEqual(reports(page), none)
  await save(page, { analytics: true })
  await until(page, ...first)
  await save(page, { remarketing: true })
  await until(page, ...then)
  assert.deepEqual(await page.told('error'), [])
}

// https://cookieconsent.orestbida.com/advanced/manage-scripts.html
test('vanilla-cookieconsent: categories, services, their negation, other types and addresses', async (page) => {
  write(`
    <script type="text/plain" data-category="analytics">${report('category')}</script>
    <script type="text/plain" data-category="analytics" data-service="Google Analytics">${report('service')}</script>
    <script type="text/plain" data-category="!analytics">${report('not')}</script>
    <script type="text/plain" data-category="!both">${report('neither')}</script>
    <script type="text/plain" data-category="remarketing" data-src="/external.js"></script>
    <script type="text/plain" src="/module.js" data-category="remarketing" data-service="youtube" data-type="module"></script>`)
  const none = ['neither', 'not']
  await goesBy(page, ['category', ...none, 'service'].sort(), ['category', 'external', 'module', ...none, 'service'].sort(), none)
})

// https://support.cookiebot.com/hc/en-us/articles/4405978132242-Manual-cookie-blocking
test('Cookiebot: one category and several, frames and pictures, parts with and without', async (page) => {
  write(`
    <script type="text/plain" data-cookieconsent="statistics">${report('one')}</script>
    <script type="text/plain" data-cookieconsent="statistics, marketing">${report('two')}</script>
    <script data-cookieconsent="ignore">${report('ignored')}</script>
    <iframe id="film" title="A film" data-cookieblock-src="/collect/frame" data-cookieconsent="marketing"></iframe>
    <img id="pixel" alt="" data-cookieblock-src="/collect/pixel" data-cookieconsent="statistics">
    <p class="cookieconsent-optin-marketing">With</p><p class="cookieconsent-optout-marketing">Without</p>`)
  const parts = () => page.run(() => [...document.querySelectorAll('p')].filter((part) => part.offsetHeight).map(({ innerText }) => innerText))
  await page.visit()
  assert.deepEqual(await parts(), ['Without'])
  await goesBy(page, ['ignored', 'ignored', 'one', 'pixel'], ['frame', 'ignored', 'ignored', 'one', 'pixel', 'two'], ['ignored', 'ignored'])
  assert.deepEqual([await parts(), await real(page)], [['With'], ['film', 'pixel']])
  await page.settled(() => page.run(() => window.portcullis.withdraw()))
  assert.deepEqual([await parts(), await real(page)], [['Without'], []])
})

// https://my.onetrust.com/articles/en_US/Knowledge/UUID-518074a1-a6da-81c3-be52-bae7685d9c94
test('OneTrust: scripts and frames by the class of a category, and of two', async (page) => {
  write(`
    <script type="text/plain" class="optanon-category-C0002">${report('inline')}</script>
    <script type="text/plain" class="tag optanon-category-C0002" src="/external.js"></script>
    <script type="text/plain" class="optanon-category-C0002-C0004">${report('two')}</script>
    <iframe id="film" title="A film" class="optanon-category-C0004" data-src="/collect/frame"></iframe>`)
  await goesBy(page, ['external', 'inline'], ['external', 'frame', 'inline', 'two'])
  await page.settled(() => page.run(() => window.portcullis.withdraw()))
  assert.deepEqual(await real(page), [])
})

// https://github.com/klaro-org/klaro-js#getting-started
test('Klaro: scripts, frames, pictures and links by the name of a service', async (page) => {
  write(`
    <script type="text/plain" data-type="application/javascript" data-name="matomo">${report('inline')}</script>
    <script type="opt-in" data-type="text/javascript" data-name="matomo" data-src="/external.js"></script>
    <iframe id="film" title="A film" data-name="youtube" data-src="/collect/frame"></iframe>
    <img id="pixel" alt="" data-name="matomo" data-src="/collect/pixel">
    <link id="style" rel="stylesheet" data-name="youtube" data-href="/collect/style">
    <img id="own" alt="" data-name="slideshow" data-src="/collect/own">`)
  await goesBy(page, ['external', 'inline', 'pixel'], ['external', 'frame', 'inline', 'pixel', 'style'])
  await page.settled(() => page.run(() => window.portcullis.withdraw()))
  assert.deepEqual(await real(page), [])
})

/** Settings buttons by which pages open another banner: what stays of ours would be a second one. */
const SETTINGS = {
  'vanilla-cookieconsent': '<button type="button" data-cc="show-preferencesModal">',
  'vanilla-cookieconsent 2': '<button type="button" data-cc="c-settings">',
  OneTrust: '<button type="button" id="ot-sdk-btn" class="ot-sdk-show-settings">',
  'OneTrust, by its class alone': '<a href="#none" class="footer ot-sdk-show-settings">',
}
const floats = (page: Page) => page.find('portcullis-banner', '[data-action=manage]').then(Boolean)
const focused = (page: Page) => page.run(() => document.activeElement!.textContent)

for (const [banner, button] of Object.entries(SETTINGS)) {
  test(`${banner}: the page's settings button opens the panel, and takes the place of the control that stays`, async (page) => {
    write(`${button}Settings</${button.slice(1, button.indexOf(' '))}>`)
    await page.visit()
    await page.choose('reject-all')
    await page.untilNotAsked()
    await page.settle()
    assert.equal(await floats(page), false)
    assert.equal(await focused(page), 'Settings', 'the focus of the banner goes there')
    await page.reload()
    await page.settle()
    assert.equal(await floats(page), false)
    await page.run(() => [...document.querySelectorAll<HTMLElement>('button, a')].at(-1)!.click())
    await page.panelButton('save')
  })
}

test('a button of another banner that opens nothing leaves the control that stays', async (page) => {
  write('<button type="button" data-cc="accept-all">All</button><button type="button" class="ot-sdk-show-settings" data-portcullis="withdraw">Withdraw</button>')
  await page.visit()
  await page.choose('reject-all')
  await page.bannerButton('manage')
})

test('a name that nobody maps never holds, and is said once', async (page) => {
  write(`<script type="text/plain" data-category="social">${report('social')}</script><script type="text/plain" data-category="!either">${report('odd')}</script>`)
  await page.visit()
  await page.settled(() => page.run(() => window.portcullis.acceptAll()))
  await page.settle()
  assert.deepEqual(reports(page), [])
  assert.deepEqual((await page.told('error')).map(({ detail }) => detail.code), ['unknown-purpose', 'unknown-purpose'])
})

test('without a mapping in the policy it is somebody else\'s markup', async (page) => {
  const { markup: _, ...policy } = JSON.parse(await (await fetch(`${page.origin.replace(/\/\/[^:]+/, '//localhost')}/policy.json`)).text())
  shop.server.rule('/policy.json', { body: JSON.stringify(policy), headers: { 'Content-Type': 'application/json' } })
  write(`<script type="text/plain" data-category="analytics">${report('category')}</script><img alt="" data-name="matomo" data-src="/collect/pixel"><button class="ot-sdk-show-settings">Settings</button>`)
  await page.visit()
  await page.settled(() => page.run(() => window.portcullis.acceptAll()))
  await page.settle()
  assert.deepEqual(reports(page), [])
  await page.bannerButton('manage')
})
