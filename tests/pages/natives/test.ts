/** What a page has changed of the browser is not what we use: its natives, what everything inherits from, elements with names. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from '../harness/page'
import { openShop } from '../harness/shop'
import { waitFor } from '../harness/wait'

const shop = openShop(import.meta.url)
const { test } = shop

const folder = path.dirname(fileURLToPath(import.meta.url))
const html = readFileSync(path.join(folder, 'index.html'), 'utf8')
const dist = path.resolve(folder, '../../..', process.env.DIST || 'dist')

/** Every name that our scripts read or write of anything. */
const names = () => [
  ...new Set(
    ['portcullis.js', 'portcullis.runtime.js'].flatMap((name) =>
      [...readFileSync(path.join(dist, name), 'utf8').matchAll(/[.{,]([A-Za-z_$][\w$]{2,})\b/g)].map(([, found]) => found!),
    ),
  ),
]

/** Serves the page with `more` behind the tag and before what watches. */
const write = (more: string) => shop.write('/index.html', html.replace('<script src="/watch.js">', `${more}$&`))

/** What of ours asked the page for, as the watcher in it saw. */
const asked = (page: Page) => page.run(() => (window as never as { asked: string[] }).asked)

/**
 * What is asked of the page all the same: its own `push`, what the language does with a promise that is given for another, what
 * has nothing to do with a choice and a look at an element of ours.
 */
const ALLOWED = /Array\.prototype\.push$|Promise\.prototype\.then$|^Scheduler\.|^TrustedTypePolicy|^requestIdleCallback$|^Element\.prototype\.(className|client\w+|scrollHeight|currentCSSZoom), read$/

/** Arrives, accepts, comes back, opens the panel, and refuses there. Gives what was asked on either page. */
async function journey(page: Page): Promise<string[]> {
  await page.visit()
  await page.choose('accept-all')
  await waitFor('every tag to report', () => page.collected().length >= 6)
  await page.settle()
  const first = await asked(page)
  await page.reload()
  await page.settle()
  await page.openPanel()
  await page.settled(async () => (await page.panelButton('reject-all')).click())
  await page.settle()
  assert.equal(await page.run(() => window.portcullis.choices()?.analytics), false)
  return [...new Set([...first, ...(await asked(page))])].filter((what) => !ALLOWED.test(what)).sort()
}

test('a whole visit uses nothing of the browser that a page could have put another in the place of', async (page) => {
  assert.deepEqual(await journey(page), [])
})

test('a whole visit reads no name of what everything inherits from', async (page) => {
  write(`<script>namesOfOurs = ${JSON.stringify(names())}</script>`)
  assert.deepEqual(await journey(page), [])
})

/** Names of a document, and of elements, that our files ask for; not `querySelector` and `readyState`, which the driver of the browser needs. */
const CLOBBERED = [
  'cookie', 'body', 'head', 'documentElement', 'scripts', 'currentScript', 'createElement', 'createTreeWalker', 'hidden', 'activeElement',
  'adoptedStyleSheets', 'implementation', 'importNode', 'defaultView', 'children', 'attributes', 'parentNode', 'localName', 'getAttribute', 'hasAttribute', 'isConnected', 'matches', 'closest', 'contains', 'nodeType', 'shadowRoot',
  'portcullis', 'dataLayer', 'trustedTypes', 'scheduler', 'location', 'navigator', 'localStorage', 'crypto', 'fetch',
]

/** Those that the page as a whole may be asked for; with more of them the driver of the browser hangs. */
const OF_THE_PAGE = ['cookie', 'body', 'head', 'portcullis', 'dataLayer']

for (const [what, make] of [
  ['form', (name: string) => `<form name="${name}" id="${name}"></form>`],
  ['img', (name: string) => `<img name="${name}" id="${name}" alt="">`],
  ['object', (name: string) => `<object name="${name}" id="${name}"></object>`],
  ['embed', (name: string) => `<embed name="${name}">`],
] as const) {
  test(`elements of a page that are called as what we ask for, each <${what}>, change nothing, before the tag and behind it`, async (page) => {
    const all = `<div style="display:none">${OF_THE_PAGE.map(make).join('')}<form data-consent-if="analytics">${CLOBBERED.map((name) => `<input name="${name}">`).join('')}</form></div>`
    shop.write('/index.html', html.replace('<script src="/watch.js"></script>', '').replace('<body>', `<body>${all}`))
    await page.visit()
    await page.choose('accept-all')
    await waitFor('every tag to report', () => page.collected().length >= 6)
    await page.reload()
    await page.settle()
    assert.equal(await page.asks(), false, 'the choice was kept')
    await page.settled(() => page.run(() => window.portcullis.withdraw()))
    shop.write('/index.html', html.replace('<script src="/watch.js"></script>', '').replace('<head>', `<head></head><body>${all}`))
    await page.reload()
    await page.settle()
    assert.deepEqual(await page.run(() => [window.portcullis.choices()?.analytics, document.querySelectorAll('portcullis-banner').length]), [false, 1])
  })
}
