/** A store that switches: pages in the forms of each peer's own documented examples, with a mapping and nothing else. */
import assert from 'node:assert/strict'
import { By } from 'selenium-webdriver'
import type { Page } from '../harness/page'
import { openShop } from '../harness/shop'
import { waitFor } from '../harness/wait'

const shop = openShop(import.meta.url)
const { test } = shop

/** The documented addresses of vendors' files answer; each says when it runs. */
function serve(): void {
  for (const name of ['tracker', 'my-service-module']) {
    shop.server.rule(`/${name}.js`, { body: `fetch('/collect/${name}')`, headers: { 'Content-Type': 'text/javascript' } })
  }
}

const reports = (page: Page) => [...page.collected()].sort()
async function until(page: Page, ...names: string[]): Promise<void> {
  await waitFor(names.join(', '), () => reports(page).length >= names.length)
  await page.settle()
  assert.deepEqual(reports(page), names)
}
const save = (page: Page, choices: Record<string, boolean>) =>
  page.settled(() => page.run((all) => window.portcullis.save(all), choices))
async function press(page: Page, selector: string): Promise<void> {
  await page.front()
  await page.driver.findElement(By.css(selector)).click()
}
const panelIsOpen = (page: Page) => page.run(() => !!document.querySelector('portcullis-panel')?.shadowRoot?.querySelector('dialog')?.open)
const hidden = (page: Page) => page.run(() => [...document.querySelectorAll('body > div')].filter((part) => !(part as HTMLElement).offsetHeight).length)

async function come(page: Page, path: string, ...already: string[]): Promise<void> {
  serve()
  await page.visit(path)
  await page.untilAsked()
  await page.settle()
  assert.deepEqual(reports(page), already, 'before a choice')
}

test('vanilla-cookieconsent: the example with a tag manager, services and buttons', async (page) => {
  // Nothing was on, so what cleans up after a service has run.
  await come(page, '/vanilla.html', 'cleaned-up')
  await page.settled(() => press(page, '[data-cc="accept-all"]'))
  await until(page, 'ads', 'analytics', 'cleaned-up', 'my-service-module', 'service')
  const told = () => page.run(() => (window as never as { dataLayer: IArguments[] }).dataLayer.map((entry) => [...entry]).filter(([, kind]) => kind === 'update').map(([, , types]) => types))
  assert.deepEqual(await told(), [{ analytics_storage: 'denied' }, { analytics_storage: 'granted' }, { ad_storage: 'granted' }])
  await page.settled(() => press(page, '[data-cc="accept-necessary"]'))
  assert.deepEqual([await page.allows('ads'), (await page.run(() => window.portcullis.record()))?.method], [false, 'reject-all'])
  await press(page, '[data-cc="show-preferencesModal"]')
  await waitFor('the panel', () => panelIsOpen(page))
  await page.run(() => window.portcullis.close())
  await waitFor('no panel', async () => !(await panelIsOpen(page)))
  await press(page, '[data-cc="show-consentModal"]')
  await page.untilAsked()
  assert.equal(await page.run(() => location.pathname), '/vanilla.html', 'a link that opens leads nowhere')
  assert.deepEqual(await page.told('error'), [])
})

test('vanilla-cookieconsent 2: its older attribute, and its button', async (page) => {
  await come(page, '/vanilla2.html', 'necessary')
  await press(page, '[data-cc="c-settings"]')
  await waitFor('the panel', () => panelIsOpen(page))
  await save(page, { analytics: true })
  await until(page, 'enabled', 'gtm', 'necessary')
})

test('Klaro: the page of its distribution, and its examples', async (page) => {
  await come(page, '/klaro.html')
  await save(page, { appearance: true })
  await until(page, 'camera', 'fonts')
  await save(page, { analytics: true })
  await until(page, 'camera', 'fonts', 'inline', 'piwik.js', 'tracker')
  assert.ok((await page.cookies()).includes('inline-tracker'))
  await save(page, { ads: true })
  await until(page, 'camera', 'fonts', 'gtm', 'inline', 'piwik.js', 'tracker')
  assert.deepEqual(await page.told('error'), [], 'an example to read is no markup')
})

test('Cookiebot: scripts, frames and pictures by category, parts with and without', async (page) => {
  await come(page, '/cookiebot.html', 'ignored')
  const placeholder = () => page.run(() => document.querySelector<HTMLElement>('p[class*=optout]')!.offsetHeight > 0)
  await press(page, '[href*="Cookiebot.renew"]')
  await waitFor('the panel', () => panelIsOpen(page))
  assert.equal(await hidden(page), 1)
  await save(page, { analytics: true })
  await until(page, 'ignored', 'map', 'statistics')
  assert.equal(await placeholder(), true, 'one of its two is not granted')
  await save(page, { ads: true })
  await until(page, 'film', 'ignored', 'map', 'pixel', 'statistics', 'tracker')
  assert.equal(await placeholder(), false, 'both are')
  await save(page, { appearance: true })
  await until(page, 'both', 'film', 'ignored', 'map', 'pixel', 'statistics', 'tracker')
  assert.equal(await page.run(() => document.querySelector<HTMLElement>('[class*=optout]')!.offsetHeight), 0)
  assert.equal(await hidden(page), 1, 'the one that is for those without')
  assert.deepEqual(await page.told('error'), [])
})

test('OneTrust: scripts and frames by the class of a category, and the settings button', async (page) => {
  await come(page, '/onetrust.html')
  await press(page, '.optanon-toggle-display')
  await waitFor('the panel', () => panelIsOpen(page))
  await page.run(() => window.portcullis.close())
  await waitFor('no panel', async () => !(await panelIsOpen(page)))
  await press(page, '#ot-sdk-btn')
  await waitFor('the panel', () => panelIsOpen(page))
  await save(page, { analytics: true })
  await until(page, 'performance')
  await save(page, { ads: true })
  await until(page, 'film', 'performance', 'tracker')
  await save(page, { appearance: true })
  await until(page, 'both', 'film', 'performance', 'tracker')
  assert.deepEqual(await page.told('error'), [])
})

test("without a mapping in the policy, their buttons are the page's own", async (page) => {
  const { markup: _, ...policy } = JSON.parse(await (await fetch(`${page.origin.replace(/\/\/[^:]+/, '//localhost')}/policy.json`)).text())
  shop.server.rule('/policy.json', { body: JSON.stringify(policy), headers: { 'Content-Type': 'application/json' } })
  await page.visit('/vanilla2.html')
  await page.untilAsked()
  await press(page, '[data-cc="c-settings"]')
  await page.settle()
  assert.equal(await panelIsOpen(page), false)
})
