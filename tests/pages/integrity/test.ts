/** The script tag carries the hashes of what it loads, and what it loads those of the rest: a file that was swapped is refused. */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { after } from 'node:test'
import { fileURLToPath } from 'node:url'
import { type TestServer, createServer } from '../../../tools/server/index.mjs'
import { pageOf, reporter } from '../harness/document'
import { openShop } from '../harness/shop'
import { waitFor } from '../harness/wait'

const shop = openShop(import.meta.url)
const { test } = shop

const DIST = path.resolve(process.env.DIST ?? fileURLToPath(new URL('../../../dist', import.meta.url)))
const read = (name: string) => readFileSync(path.join(DIST, name))
const POLICY = readFileSync(new URL('policy.json', import.meta.url), 'utf8')
const SCRIPT = { 'Content-Type': 'text/javascript' }
const PAGE = pageOf({ body: reporter('analytics') })

/** The file as somebody has it who wants their own code in the page: it works, too. */
const swapped = (name: string) => `${read(name)}\n;(globalThis.fetch ?? (() => {}))('/collect/evil')`

for (const [name, others, doing] of [
  ['gate.js', [], 'choose'],
  ['gate.twin.js', ['gate.wasm'], 'choose'],
  ['portcullis.runtime.js', [], 'choose'],
  ['panel.js', ['panel.twin.js'], 'open'],
  ['panel.twin.js', ['panel.wasm'], 'open'],
  ['portcullis.lint.js', [], 'lint'],
  ['portcullis.catalogue.js', [], 'catalogue'],
  ['check.js', ['check.twin.js'], 'mistakes'],
] as const) {
  test(`${name} is swapped: not a line of it runs`, async (page) => {
    shop.write('/index.html', PAGE)
    shop.server.rule(`/portcullis/${name}`, { body: swapped(name), headers: SCRIPT })
    for (const missing of others) shop.server.rule(`/portcullis/${missing}`, { status: 404 })
    if (doing === 'catalogue') shop.server.rule('/policy.json', { body: POLICY.replace('[{ "id": "counter"', '["matomo", { "id": "counter"') })
    if (doing === 'mistakes') shop.server.rule('/policy.json', { body: POLICY.replace('"vendor"', '"vendro"') })
    await page.visit()
    if (doing === 'choose') await (await page.bannerButton('accept-all')).click()
    if (doing === 'open') await (await page.bannerButton('manage')).click()
    if (doing === 'lint') await page.run(() => window.portcullis.lint().catch(() => {}))
    await waitFor('it to be asked for, twice', () => page.requests(`/portcullis/${name}`).length === 2)
    await page.settle()
    await page.settle()
    assert.ok(!page.collected().includes('evil'))
  })
}

for (const [name, where] of [['gate.wasm', 'choose'], ['panel.wasm', 'open']] as const) {
  test(`${name} is swapped: it is refused, and the twin takes its place`, async (page) => {
    shop.write('/index.html', PAGE)
    // A custom section at its end changes nothing that it does.
    const bytes = Buffer.concat([read(name), Buffer.from([0, 2, 1, 120])])
    shop.server.rule(`/portcullis/${name}`, { body: bytes as never, headers: { 'Content-Type': 'application/wasm' } })
    await page.visit()
    if (where === 'open') await page.openPanel()
    await page.settled(async () => (where === 'open' ? await page.panelButton('accept-all') : await page.bannerButton('accept-all')).click())
    await waitFor('the tag', () => page.collected().length === 1)
    assert.equal(page.requests(`/portcullis/${name.replace('.wasm', '.twin.js')}`).length, 1)
  })
}

test('the manifest has the hash of every file, and the integrity of every module at the address it is asked for at', async (page) => {
  const manifest = JSON.parse(String(read('manifest.json'))) as { release: string; files: Record<string, { integrity: string }>; importmap: { integrity: Record<string, string> } }
  assert.match(manifest.release, /^\d+\.\d+\.\d+-[0-9a-f]{8}$/)
  for (const [name, { integrity }] of Object.entries(manifest.files)) {
    assert.equal(integrity, `sha384-${createHash('sha384').update(read(name)).digest('base64')}`, name)
  }
  const { integrity } = manifest.importmap
  for (const [address, hash] of Object.entries(integrity)) {
    const name = address.slice('/portcullis/'.length).replace(/\?.*/, '')
    assert.equal(hash, `sha256-${createHash('sha256').update(read(name)).digest('base64')}`, address)
  }
  shop.write('/index.html', pageOf({ before: `<script type="importmap">${JSON.stringify(manifest.importmap)}</script>`, body: reporter('analytics') }))
  await page.visit()
  await page.openPanel()
  await page.settled(async () => (await page.panelButton('accept-all')).click())
  const modules = await page.run(() => performance.getEntriesByType('resource').map(({ name }) => new URL(name)).filter(({ pathname }) => /^\/portcullis\/.*\.js$/.test(pathname)).map(({ pathname, search }) => pathname + search))
  const imported = modules.filter((address) => !/portcullis\.(js|numbers\.js)/.test(address))
  assert.ok(imported.length >= 3, modules.join(' '))
  for (const address of imported) assert.ok(integrity[address], address)
})

let elsewhere: TestServer | undefined
after(() => elsewhere?.close())

for (const allowed of [true, false]) {
  test(`files on another origin, ${allowed ? 'which allows it: all works, with the hash on the tag' : 'which does not allow it: nothing runs, and that is said'}`, async (page) => {
    elsewhere ??= await createServer({ roots: { '/portcullis/': DIST } })
    elsewhere.clearRules()
    if (allowed) elsewhere.rule(/./, { headers: { 'Access-Control-Allow-Origin': '*' } })
    const { files } = JSON.parse(String(read('manifest.json'))) as { files: Record<string, { integrity: string }> }
    const at = elsewhere.originOf('cdn.localhost')
    const tag = `<script src="${at}/portcullis/portcullis.js" ${allowed ? `integrity="${files['portcullis.js']!.integrity}" crossorigin` : ''} data-policy="/policy.json"></script>`
    shop.write('/index.html', PAGE.replace(/<script src=.*/, tag))
    await page.visit()
    if (!allowed) {
      await page.settle()
      assert.deepEqual(page.collected(), [])
      assert.equal((await page.said()).length, 1)
      return
    }
    await page.openPanel()
    await page.settled(async () => (await page.panelButton('accept-all')).click())
    await waitFor('the tag', () => page.collected().length === 1)
    assert.equal(elsewhere.requests('/portcullis/gate.twin.js').length, 0)
    assert.deepEqual(await page.said(), [])
  })
}

test('a page that trusts scripts by nonce alone: what is right loads, what is swapped does not', async (page) => {
  const csp = "script-src 'nonce-n' 'strict-dynamic' 'wasm-unsafe-eval'"
  shop.server.rule('/', { headers: { 'Content-Security-Policy': csp } })
  shop.write('/index.html', pageOf({ tag: 'nonce="n" data-policy="/policy.json"', body: reporter('analytics').replace('<script', '<script nonce="n"') }).replaceAll('<script>', '<script nonce="n">'))
  await page.visit()
  const swap = shop.server.rule('/portcullis/portcullis.lint.js', { body: swapped('portcullis.lint.js'), headers: SCRIPT })
  await page.run(() => window.portcullis.lint().catch(() => {}))
  swap.remove()
  assert.ok(!page.collected().includes('evil'))
  await page.choose('accept-all')
  await waitFor('the tag', () => page.collected().length === 1)
})

test('the page finds nothing of ours in it afterwards: no link, no script, no import map', async (page) => {
  shop.write('/index.html', PAGE)
  await page.visit()
  const found = await page.run(() => [...document.querySelectorAll('link[rel=modulepreload],script[type=importmap],html>link')].length)
  assert.equal(found, 0)
})
