/** The lines that docs/contract.md gives a store to paste: what this visitor's page needs first is on its way before the stub is. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { pageOf, reporter } from '../harness/document'
import type { Page } from '../harness/page'
import { openShop } from '../harness/shop'
import { waitFor } from '../harness/wait'

const shop = openShop(import.meta.url)
const { test } = shop

const contract = readFileSync(new URL('../../../docs/contract.md', import.meta.url), 'utf8')
const lines = /```html\n(<link rel="preload"[^]*?)```/.exec(contract)![1]!.replace('/portcullis/policy.json', '/policy.json')

const FIRST = ['/policy.json', '/portcullis/first.wasm', '/portcullis/words/en.json']
const REST = ['/portcullis/portcullis.more.js', '/portcullis/gate.js', '/portcullis/gate.wasm']

const asked = (page: Page) => [...FIRST, ...REST].map((file) => page.requests(file).length)

/** Goes to the page and lets the stub in when `files` have been asked for. */
async function goAfter(page: Page, files: string[]): Promise<void> {
  const held = shop.server.rule(/\/portcullis\.js$/, { hold: true })
  const going = page.go()
  for (const file of files) await waitFor(file, () => page.requests(file).length > 0)
  assert.deepEqual(asked(page).filter(Boolean).length, files.length)
  held.release()
  await going
  await page.ready()
}

test('for who is asked: the files of the banner, before the stub and once', async (page) => {
  shop.write('/index.html', pageOf({ before: lines, head: reporter('analytics') }))
  await goAfter(page, FIRST)
  await page.choose('accept-all')
  await waitFor('the tag', () => page.collected().length === 1)
  assert.deepEqual(asked(page), [1, 1, 1, 1, 1, 1])
  assert.deepEqual((await page.heard()).uncaught, [])
})

test('for who has chosen: the gate, before the stub and once, and no module for the banner', async (page) => {
  shop.write('/index.html', pageOf({ before: lines, head: reporter('analytics') }))
  await page.visit()
  await page.choose('accept-all')
  await waitFor('the tag', () => page.collected().length === 1)
  shop.server.clearRequests()
  await goAfter(page, [FIRST[0]!, ...REST])
  await waitFor('the tag', () => page.collected().length === 1)
  // The words are for the control that stays, and come last.
  assert.deepEqual(asked(page), [1, 0, 1, 1, 1, 1])
  assert.deepEqual((await page.heard()).uncaught, [])
})
