/** A file of ours that cannot be had: what is left works, nothing is granted that was not, and it is said once. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import type { Receipt } from '../../../www/types/portcullis'
import type { Page } from '../harness/page'
import { openShop } from '../harness/shop'
import { waitFor } from '../harness/wait'

const shop = openShop(import.meta.url)
const { test } = shop

const GONE = { status: 404 }

/** Nothing runs whatever the page tries, one line says why, and the page is told. */
async function denies(page: Page, said: RegExp): Promise<void> {
  await page.visit()
  const refused = await page.run(() => window.portcullis.acceptAll().then(() => 'accepted', (error: Error) => error.message))
  assert.notEqual(refused, 'accepted')
  for (const ask of ['receipt', 'lint'] as const) {
    const why = await page.run((name) => window.portcullis[name]().then(() => '', (error: Error) => error.message), ask)
    assert.match(why, /could not start/, ask)
  }
  await page.run(() => document.getElementById('accept')!.click())
  await page.settle()
  assert.deepEqual(page.collected(), [])
  assert.deepEqual(await page.kept(), [])
  assert.deepEqual(await page.granted('necessary', 'analytics', '!analytics'), [])
  assert.equal(await page.asks(), false)
  await waitFor('the line', async () => (await page.said()).length > 0)
  const lines = await page.said()
  assert.equal(lines.length, 1, lines.join('\n'))
  assert.match(lines[0]!, said)
  const errors = await page.told('error')
  assert.equal(errors.length, 1)
  assert.match(String(errors[0]!.detail.message), said)
  assert.deepEqual((await page.heard()).uncaught, [])
}

/** A whole visit with a grant. */
async function works(page: Page): Promise<void> {
  await page.visit()
  await page.choose('accept-all')
  await waitFor('the tag', () => page.collected().length === 1)
  assert.deepEqual((await page.heard()).uncaught, [])
}

for (const [what, pattern, rule] of [
  ['is missing', /\/gate\.wasm$/, GONE],
  ['is a page instead', /\/gate\.wasm$/, { body: '<!doctype html>', headers: { 'Content-Type': 'text/html' } }],
  ['is cut off', /\/gate\.wasm$/, { body: '\0asm\u0001\0\0\0\u0001', headers: { 'Content-Type': 'application/wasm' } }],
  ['comes over a line that breaks', /\/gate\.wasm$/, { drop: true }],
  ['has lost its loader', /\/gate\.js$/, GONE],
] as const) {
  test(`where gate.wasm ${what} the JavaScript twin takes its place`, async (page) => {
    shop.server.rule(pattern, rule)
    await works(page)
    assert.equal(page.requests('/portcullis/gate.twin.js').length, 1)
  })
}

test('a module served under a wrong media type still loads', async (page) => {
  shop.server.rule(/\.wasm$/, { headers: { 'Content-Type': 'application/octet-stream' } })
  await works(page)
  assert.equal(page.requests('/portcullis/gate.twin.js').length, 0)
})

test('without gate and twin nothing optional runs, and one line says which files to look for', async (page) => {
  shop.server.rule(/\/gate\./, GONE)
  await denies(page, /portcullis\.runtime\.js, gate\.js, gate\.wasm and gate\.twin\.js/)
})

test('a fault of ours is not put down to missing files', async (page) => {
  const html = readFileSync(new URL('index.html', import.meta.url), 'utf8')
  // All files are there, and what the runtime needs of the browser fails.
  shop.write('/index.html', html.replace('<head>', "<head><script>CustomElementRegistry.prototype.define = () => { throw Error('not today') }</script>"))
  await denies(page, /The gate failed, so nothing more is released\. Please report this: .*not today/)
  shop.write('/index.html', html)
})

test('a gate that is no module at all denies as well', async (page) => {
  shop.server.rule(/\/gate\./, { body: '<!doctype html>', headers: { 'Content-Type': 'text/javascript' } })
  await denies(page, /gate\.twin\.js/)
})

test('the visitor who had accepted is not treated as if they still had when the gate is missing', async (page) => {
  await works(page)
  shop.server.rule(/\/gate\./, GONE)
  await page.reload()
  await page.settle()
  assert.equal(page.collected().length, 1)
  assert.equal(await page.allows('analytics'), false)
  assert.equal(await page.run(() => window.portcullis.choices()), null)
})

test('without words the banner speaks English, the choice can be made, and each file that is missing is named once', async (page) => {
  shop.server.rule(/\/words\//, GONE)
  shop.write('/index.html', readFileSync(new URL('index.html', import.meta.url), 'utf8').replace('lang="en"', 'lang="ar"'))
  await page.visit()
  assert.equal(await page.label('accept-all'), 'Accept all')
  assert.deepEqual(await page.run(() => ['lang', 'dir'].map((name) => document.querySelector('portcullis-banner')!.getAttribute(name))), ['en', 'ltr'])
  await page.choose('accept-all')
  await waitFor('the tag', () => page.collected().length === 1)
  assert.deepEqual((await page.heard()).uncaught, [])
  // Those of the panel are fetched when the page is idle.
  const said = await waitFor('both lines', async () => ((await page.said()).length > 1 ? page.said() : null))
  assert.equal(said.length, 2, said.join('\n'))
  for (const [file, what] of [['ar.json', /all is in English/], ['en.panel.json', /the panel shows their keys/]] as const) {
    const lines = said.filter((line) => /words.*404/s.test(line) && line.includes('/' + file))
    assert.equal(lines.length, 1, said.join('\n'))
    assert.match(lines[0]!, what)
  }
})

test("without the panel's words in a language the panel speaks English, all of it", async (page) => {
  shop.server.rule(/\/words\/ar\.panel\.json$/, GONE)
  shop.write('/index.html', readFileSync(new URL('index.html', import.meta.url), 'utf8').replace('lang="en"', 'lang="ar"'))
  await page.visit()
  assert.notEqual(await page.label('accept-all'), 'Accept all')
  await page.openPanel()
  const [panel, en] = await page.run(async () => {
    const { innerText, lang, dir } = document.querySelector('portcullis-panel')!.shadowRoot!.querySelector<HTMLElement>('dialog')!
    const words = await Promise.all(['en', 'en.panel'].map(async (name) => (await fetch(`/portcullis/words/${name}.json`)).json()))
    return [{ innerText, lang, dir }, Object.assign({}, ...words)]
  })
  assert.deepEqual([panel!.lang, panel!.dir], ['en', 'ltr'])
  for (const key of ['panel-title', 'accept-all', 'reject-all', 'save']) assert.ok(panel!.innerText.includes(en[key]), `${key}: ${panel!.innerText}`)
  const said = await waitFor('the line', async () => ((await page.said()).length > 0 ? page.said() : null))
  assert.equal(said.length, 1, said.join('\n'))
  assert.match(said[0]!, /all is in English.*404.*ar\.panel\.json/)
  await page.settled(async () => (await page.panelButton('save')).click())
  const { layer, language } = await page.run(() => window.portcullis.receipt() as Promise<Receipt>)
  assert.deepEqual([layer, language], ['panel', 'en'], 'the receipt says what was read')
})

test('a returning visitor needs no words for the gate to open', async (page) => {
  await works(page)
  const held = shop.server.rule(/\/words\//, { hold: true })
  await page.reload()
  await waitFor('the tag once more', () => page.collected().length === 2)
  held.release()
})

test('without the panel the banner stays, the choice can be made, and it is said once', async (page) => {
  shop.server.rule(/\/panel\./, GONE)
  await page.visit()
  await (await page.bannerButton('manage')).click()
  await waitFor('a line', async () => (await page.said()).length > 0)
  await page.untilAsked()
  await page.choose('reject-all')
  await page.settle()
  const said = await page.said()
  assert.equal(said.length, 1, said.join('\n'))
  assert.match(said[0]!, /panel\.js, panel\.wasm and panel\.twin\.js/)
  assert.deepEqual(page.collected(), [])
  assert.deepEqual((await page.heard()).uncaught, [])
})

test('where panel.wasm is missing its twin takes its place', async (page) => {
  shop.server.rule(/\/panel\.wasm$/, GONE)
  await page.visit()
  await page.openPanel()
  await page.settled(async () => (await page.panelButton('save')).click())
  assert.equal(page.requests('/portcullis/panel.twin.js').length, 1)
})
