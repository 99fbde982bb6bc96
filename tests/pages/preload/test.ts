/** The lines of preload.html, for a store to paste: what this visitor's page needs first is on its way before the stub is. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { pageOf, reporter } from '../harness/document'
import type { Page } from '../harness/page'
import { plant } from '../harness/record'
import { openShop } from '../harness/shop'
import { waitFor } from '../harness/wait'

const shop = openShop(import.meta.url)
const { test } = shop

const DIST = path.resolve(process.env.DIST ?? fileURLToPath(new URL('../../../dist', import.meta.url)))
const policy = '<link rel="preload" as="fetch" crossorigin href="/policy.json">\n<link rel="preload" as="fetch" crossorigin href="/portcullis/words/de.json">\n'
const lines = policy + readFileSync(path.join(DIST, 'preload.html'), 'utf8')

const FIRST = ['/policy.json', '/portcullis/words/de.json']
const REST = ['/portcullis/portcullis.runtime.js', '/portcullis/gate.js', '/portcullis/gate.wasm']
const PAGE = { tag: 'data-policy="/policy.json" data-lang="de"', before: lines, head: reporter('analytics') }

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
  shop.write('/index.html', pageOf(PAGE))
  await goAfter(page, FIRST)
  await page.choose('accept-all')
  await waitFor('the tag', () => page.collected().length === 1)
  assert.deepEqual(asked(page), [1, 1, 1, 1, 1])
  assert.deepEqual((await page.heard()).uncaught, [])
})

test('for who has chosen: the gate, before the stub and once', async (page) => {
  shop.write('/index.html', pageOf(PAGE))
  await page.visit()
  await page.choose('accept-all')
  await waitFor('the tag', () => page.collected().length === 1)
  shop.server.clearRequests()
  await goAfter(page, [...FIRST, ...REST])
  await waitFor('the tag', () => page.collected().length === 1)
  assert.deepEqual(asked(page), [1, 1, 1, 1, 1])
  assert.deepEqual((await page.heard()).uncaught, [])
})

test('a choice that only localStorage has kept counts as one', async (page) => {
  shop.write('/index.html', pageOf(PAGE))
  await page.visit()
  await page.choose('accept-all')
  await waitFor('the tag', () => page.collected().length === 1)
  await plant(page, { cookie: null, local: (await page.stored()).local })
  shop.server.clearRequests()
  await goAfter(page, [...FIRST, ...REST])
  await waitFor('the tag', () => page.collected().length === 1)
})
