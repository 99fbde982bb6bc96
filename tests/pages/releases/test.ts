/** Files of two releases, which caches mix: none works with another's, the right one is fetched past the caches, or nothing runs. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { pageOf, reporter } from '../harness/document'
import type { Page } from '../harness/page'
import { openShop } from '../harness/shop'
import { waitFor } from '../harness/wait'

const shop = openShop(import.meta.url)
const { test } = shop

const DIST = path.resolve(process.env.DIST ?? fileURLToPath(new URL('../../../dist', import.meta.url)))
const read = (name: string) => readFileSync(path.join(DIST, name), 'utf8')
const { release = 'none' } = JSON.parse(read('manifest.json')) as { release?: string }
const SCRIPT = { 'Content-Type': 'text/javascript' }

/** A script as another release has it. */
const other = (name: string) => read(name).replaceAll(release, '0.0.9-00000000') + '\n'

/** A gate whose numbers mean something else: whatever is asked, the answer is one that releases. */
const SHIFTED = `export const release = '${release}'; export default async () => {}; export const ask = (what) => ({ 0: '1', 5: 'n0g0' })[what] ?? '1111111111'`

const PAGE = pageOf({ body: reporter('analytics') + '<iframe data-consent="analytics" data-consent-src="/collect/frame"></iframe>' })

const asked = (page: Page, name: string) => page.requests(`/portcullis/${name}`).length

for (const [name, body, type] of [
  ['gate.js', other('gate.js'), SCRIPT],
  ['gate.js', SHIFTED, SCRIPT],
  ['portcullis.runtime.js', other('portcullis.runtime.js'), SCRIPT],
  ['gate.wasm', read('policy.schema.json'), { 'Content-Type': 'application/wasm' }],
] as const) {
  test(`${name} of another release (${body.length} bytes) from a cache: the right one is fetched past it, and all works`, async (page) => {
    shop.write('/index.html', PAGE)
    shop.server.rule(`/portcullis/${name}`, { body, headers: type, times: 1 })
    await page.visit()
    await page.settle()
    assert.deepEqual(page.collected(), [])
    await page.choose('accept-all')
    await waitFor('what was granted', () => page.collected().length === 2)
    assert.equal(asked(page, name), 2)
    const [first, again] = page.requests(`/portcullis/${name}`).map(({ query }) => Object.keys(query))
    assert.equal(first!.length, 1, 'the address carries the release')
    assert.deepEqual([again![0], again!.length], [first![0], 2], 'and another address is asked past the caches')
    assert.deepEqual(await page.said(), [])
    assert.deepEqual((await page.heard()).uncaught, [])
  })
}

for (const [what, stay] of [
  ['gate.js and its twin', () => [['/portcullis/gate.js', other('gate.js')], ['/portcullis/gate.twin.js', other('gate.twin.js')]]],
  ['the gate, with shifted numbers,', () => [['/portcullis/gate.js', SHIFTED], ['/portcullis/gate.twin.js', SHIFTED]]],
  ['portcullis.runtime.js', () => [['/portcullis/portcullis.runtime.js', other('portcullis.runtime.js')]]],
] as const) {
  for (const action of ['reject-all', 'accept-all'] as const) {
    test(`${what} of another release, whatever is asked: nothing runs, the console names the release, and ${action} is kept for the next page`, async (page) => {
      shop.write('/index.html', PAGE)
      const rules = stay().map(([at, body]) => shop.server.rule(at!, { body: body!, headers: SCRIPT }))
      await page.visit()
      await (await page.bannerButton(action)).click()
      await page.untilNotAsked()
      await page.settle()
      assert.deepEqual(page.collected(), [])
      const said = await page.said()
      assert.equal(said.length, 1, said.join('\n'))
      assert.ok(said[0]!.includes(release), said[0])
      for (const rule of rules) rule.remove()
      await page.reload()
      await page.settle()
      assert.equal(await page.asks(), false)
      assert.equal((await page.run(() => window.portcullis.record()))?.method, action)
      if (action === 'accept-all') await waitFor('what was granted', () => page.collected().length === 2)
      else assert.deepEqual(page.collected(), [])
    })
  }
}

test('who had accepted, and files of another release: nothing runs there, and all does where they are right again', async (page) => {
  shop.write('/index.html', PAGE)
  await page.visit()
  await page.choose('accept-all')
  await waitFor('what was granted', () => page.collected().length === 2)
  shop.server.clearRequests()
  const rule = shop.server.rule(/\/gate\.(js|twin\.js)$/, { body: SHIFTED, headers: SCRIPT })
  await page.reload()
  await page.settle()
  assert.deepEqual(page.collected(), [])
  rule.remove()
  await page.reload()
  await waitFor('what was granted', () => page.collected().length === 2)
})

for (const what of ['an older portcullis.js', 'one from before there were releases'] as const) {
  test(`${what} over newer files: they refuse it, and nothing runs`, async (page) => {
    shop.write('/index.html', PAGE)
    const old = what.startsWith('an') ? other('portcullis.js') : other('portcullis.js').replaceAll('"0.0.9-00000000"', 'void 0')
    shop.server.rule('/portcullis/portcullis.js', { body: old, headers: SCRIPT })
    await page.visit()
    await page.settle()
    assert.deepEqual(page.collected(), [])
    assert.equal(await page.allows('necessary'), false)
    assert.equal((await page.said()).length, 1)
    const refused = await page.run((address) => import(address).then((more) => more.default({})).then(() => '', String), '/portcullis/portcullis.runtime.js?own')
    assert.match(refused, /release/)
  })
}

test('a panel of another release is not opened: that is said, and the banner goes on', async (page) => {
  shop.write('/index.html', PAGE)
  shop.server.rule(/\/panel\.(js|twin\.js)$/, { body: other('panel.js'), headers: SCRIPT })
  await page.visit()
  await (await page.bannerButton('manage')).click()
  await waitFor('a line', async () => (await page.said()).length > 0)
  assert.match((await page.said())[0]!, /panel/)
  await page.untilAsked()
  await page.choose('reject-all')
})

test('words of another release, which lack some: those of this one are fetched, and else all is in English', async (page) => {
  shop.write('/index.html', PAGE.replace('lang="en"', 'lang="de"'))
  const { 'reject-all': _, ...older } = JSON.parse(read('words/de.json')) as Record<string, string>
  const body = JSON.stringify(older)
  const once = shop.server.rule('/portcullis/words/de.json', { body, times: 1 })
  await page.visit()
  assert.equal(await page.label('reject-all'), JSON.parse(read('words/de.json'))['reject-all'])
  assert.deepEqual(await page.said(), [])
  once.remove()
  shop.server.rule('/portcullis/words/de.json', { body })
  await page.reload()
  assert.equal(await page.label('reject-all'), 'Reject all')
  assert.match((await page.said())[0]!, /release/)
})
