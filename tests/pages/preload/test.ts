/** The lines that docs/contract.md gives a store to paste: everything is on its way before the stub is, and once only. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { pageOf, reporter } from '../harness/document'
import { openShop } from '../harness/shop'
import { waitFor } from '../harness/wait'

const shop = openShop(import.meta.url)
const { test } = shop

const contract = readFileSync(new URL('../../../docs/contract.md', import.meta.url), 'utf8')
const lines = [...contract.matchAll(/^ *<link rel="(?:module)?preload".*$/gm)].map(([line]) => line.replace('/portcullis/policy.json', '/policy.json'))
const files = lines.map((line) => /href="([^"]+)"/.exec(line)![1]!)

test('what the lines name is asked for before the stub is there, and not again', async (page) => {
  assert.equal(files.length, 3, lines.join('\n'))
  shop.write('/index.html', pageOf({ before: lines.join('\n'), head: reporter('analytics') }))
  const held = shop.server.rule(/\/portcullis\.js$/, { hold: true })
  const going = page.go()
  for (const file of files) await waitFor(file, () => page.requests(file).length > 0)
  held.release()
  await going
  await page.ready()
  await page.choose('accept-all')
  await waitFor('the tag', () => page.collected().length === 1)
  assert.deepEqual(files.map((file) => [file, page.requests(file).length]), files.map((file) => [file, 1]))
  assert.deepEqual((await page.heard()).uncaught, [])
})
