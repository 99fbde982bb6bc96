/** Pages that require Trusted Types, under every kind of strict policy for scripts: everything works, with no violation. */
import assert from 'node:assert/strict'
import { pageOf } from '../harness/document'
import { cannot, engine } from '../harness/engines'
import type { Page } from '../harness/page'
import { openShop } from '../harness/shop'
import { waitFor } from '../harness/wait'

const shop = openShop(import.meta.url)
const { test } = shop

const SCRIPT = { 'Content-Type': 'text/javascript' }
const held = (attributes: string, text = '') => `<script nonce="r4nd0m" type="text/plain" data-consent="film" ${attributes}>${text}</script>`
/** Of a module that needs an import map, where one may come now. */
const MAPPED = cannot(['late-import-maps']) ? [] : ['import', 'module']
const REPORTS = ['external', 'film', 'inline', 'template', 'template-external', 'written', ...MAPPED].sort()
/** A frame's address goes through no sink. */
const FREE = ['film']

/** One of each sink of a held script: its text, its address, written markup. */
const BODY =
  held('', "fetch('/collect/inline')") +
  held('src="/external.js"') +
  (MAPPED.length ? held('data-type="importmap"', '{ "imports": { "lib": "/lib.mjs" } }') + held('data-type="module"', "import 'lib'; fetch('/collect/module')") : '') +
  '<template data-consent="film"><script nonce="r4nd0m">fetch("/collect/template")</script><script nonce="r4nd0m" src="/in-template.js"></script></template>' +
  '<iframe id="film" title="A film" data-consent="film" data-consent-placeholder data-consent-src="/collect/film"></iframe>' +
  held('', "document.write(portcullisTest.createHTML('<img alt=\"\" src=/collect/written>'))")

function write(scripts: string, types = 'portcullis page'): void {
  shop.server.rule('/external.js', { body: "fetch('/collect/external')", headers: SCRIPT })
  shop.server.rule('/in-template.js', { body: "fetch('/collect/template-external')", headers: SCRIPT })
  shop.server.rule('/lib.mjs', { body: "fetch('/collect/import')", headers: SCRIPT })
  const policy = [
    "default-src 'none'",
    `script-src ${scripts} 'wasm-unsafe-eval'`,
    "style-src 'none'",
    "connect-src 'self'",
    "img-src 'self' data:",
    "frame-src 'self'",
    "object-src 'self'",
    "base-uri 'none'",
    "require-trusted-types-for 'script'",
    `trusted-types ${types}`,
    'report-uri /csp-report',
  ].join('; ')
  shop.server.rule('/', { headers: { 'Content-Security-Policy': policy } })
  const own = "<script nonce=\"r4nd0m\">window.portcullisTest = trustedTypes.createPolicy('page', { createHTML: (text) => text })</script>"
  const html = pageOf({ tag: 'nonce="r4nd0m" data-policy="/policy.json"', head: own, body: `${BODY}<portcullis-policy></portcullis-policy>` })
  shop.write('/index.html', html)
}

const reports = (page: Page) => [...new Set(page.collected())].sort()

async function works(page: Page): Promise<void> {
  await page.visit()
  await waitFor('the placeholder', () => page.run(() => !!document.querySelector('iframe')!.contentDocument?.querySelector('portcullis-placeholder')))
  await page.settle()
  assert.deepEqual(reports(page), [])
  await page.choose('accept-all')
  await waitFor('everything', () => reports(page).length >= REPORTS.length)
  assert.deepEqual(reports(page), REPORTS)
  await page.openPanel()
  await page.settled(async () => (await page.panelButton('withdraw')).click())
  await waitFor('the placeholder again', () => page.run(() => !!document.querySelector('iframe')!.contentDocument?.querySelector('portcullis-placeholder')))
  const { violations, uncaught } = await page.heard()
  // Firefox reports the copy of a template's inline script, which never runs, whatever its text is.
  const ofCopies = engine === 'firefox' ? ['require-trusted-types-for trusted-types-sink'] : []
  assert.deepEqual([violations, uncaught], [ofCopies, []])
  assert.equal(page.requests('/csp-report').length, ofCopies.length)
  assert.deepEqual((await page.told('error')).map(({ detail }) => detail.code), ['early-fetch'], 'of the template, for Firefox')
}

for (const [name, scripts] of [
  ["a nonce with 'strict-dynamic'", "'nonce-r4nd0m' 'strict-dynamic'"],
  ["a nonce and the page's own host", "'nonce-r4nd0m' 'self'"],
] as const) {
  test(`under ${name} everything works and nothing is violated`, async (page) => {
    write(scripts)
    await works(page)
  })
}

test('where our policy may not be made it is said so once, and nothing runs that needs one', async (page) => {
  write("'nonce-r4nd0m' 'strict-dynamic'", 'page')
  await page.visit()
  await page.choose('accept-all')
  await waitFor('the message', async () => (await page.told('error')).length > 0)
  await page.settle()
  assert.deepEqual((await page.told('error')).map(({ detail }) => detail.code), ['early-fetch', 'trusted-types'])
  assert.deepEqual(reports(page), FREE)
})

test("what the page's own code could not write itself, no released script can write", async (page) => {
  write("'nonce-r4nd0m' 'strict-dynamic'")
  shop.write('/index.html', pageOf({ tag: 'nonce="r4nd0m" data-policy="/policy.json"', body: held('', "try { document.write('<img src=/collect/text>') } catch { fetch('/collect/refused') }") }))
  await page.visit()
  await page.choose('accept-all')
  await waitFor('the refusal', () => page.collected().includes('refused'))
  await page.settle()
  assert.deepEqual(page.collected(), ['refused'])
})
