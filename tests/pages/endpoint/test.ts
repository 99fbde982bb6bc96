/** The store's own endpoint: takes each choice once, whatever the network does, and sets the cookie by HTTP. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { receiptKeeper } from '../../../tools/demo/receipts.mjs'
import type { Receipt } from '../../../www/types/portcullis'
import type { Page } from '../harness/page'
import { plant, recordOf } from '../harness/record'
import { openShop } from '../harness/shop'
import { waitFor } from '../harness/wait'

const folder = mkdtempSync(path.join(os.tmpdir(), 'portcullis-endpoint-'))
process.once('exit', () => rmSync(folder, { recursive: true }))
const file = path.join(folder, 'receipts.jsonl')

const shop = openShop(import.meta.url, { handlers: [receiptKeeper({ file })] })
const { test } = shop

const posted = (page: Page) => page.requests('/consent')
const outbox = (page: Page) => page.run(() => localStorage.getItem('portcullis:outbox'))
const emptied = (page: Page) => waitFor('the outbox to be empty', async () => (await outbox(page)) === null)

/** What the store has of this visitor. */
async function kept(page: Page): Promise<Receipt[]> {
  const text = await readFile(file, 'utf8').catch(() => '')
  return text.split('\n').filter(Boolean).map((line) => JSON.parse(line).receipt).filter((receipt: Receipt) => receipt.url === page.origin)
}

/** Posts `body` as the page would. */
const post = (page: Page, body: unknown, type = 'application/json') =>
  page.run(async (text, media) => (await fetch('/consent', { method: 'POST', body: text, headers: { 'Content-Type': media } })).status, JSON.stringify(body), type)

test('nothing is sent before a choice; then the receipt, once, with nothing that tells who it was', async (page) => {
  await page.visit()
  await page.untilAsked()
  await page.settle()
  assert.deepEqual(posted(page), [])
  await page.choose('accept-all')
  await emptied(page)
  assert.equal(posted(page).length, 1)
  const [receipt] = await kept(page)
  assert.deepEqual(receipt, await page.run(() => window.portcullis.receipt()))
  const all = await readFile(file, 'utf8')
  for (const secret of ['127.0.0.1', '::1', String(posted(page)[0]!.headers['user-agent'])]) assert.ok(!all.includes(secret), secret)
  await page.reload()
  await page.settle()
  assert.equal(posted(page).length, 1)
})

test('the cookie that the answer sets is not written again by script', async (page) => {
  await page.visit()
  const before = `<script>{
    const own = Object.getOwnPropertyDescriptor(Document.prototype, 'cookie')
    window.written = []
    Object.defineProperty(Document.prototype, 'cookie', { get: () => own.get.call(document), set: (text) => (written.push(text), own.set.call(document, text)) })
  }</script>`
  await page.choose('accept-all')
  await emptied(page)
  const text = (await page.stored()).cookie
  await plant(page, { local: null })
  shop.write('/index.html', (await readFile(new URL('index.html', import.meta.url), 'utf8')).replace('<!-- before -->', before))
  await page.visit()
  await waitFor('the repair of localStorage', async () => (await page.stored()).local === text)
  await page.settle()
  assert.deepEqual(await page.run(() => (window as never as { written: string[] }).written), [])
})

test('an outage loses nothing: the receipt waits and the next page sends it', async (page) => {
  const outage = shop.server.rule('/consent', { drop: true })
  await page.visit()
  const { detail } = await page.choose('reject-all')
  assert.equal(detail.saved, 'cookie+local', 'the choice does not wait for the network')
  await waitFor('the attempt', () => posted(page).length > 0)
  assert.ok(await outbox(page))
  outage.remove()
  await page.reload()
  await emptied(page)
  assert.equal((await kept(page)).length, 1)
})

test('a server that fails is tried again on the same page', async (page) => {
  shop.server.rule('/consent', { status: 500, times: 2 })
  await page.visit()
  await page.choose('reject-all')
  await emptied(page)
  assert.equal(posted(page).length, 3)
  assert.equal((await kept(page)).length, 1)
})

test('choices made while the server is away arrive in their order', async (page) => {
  const outage = shop.server.rule('/consent', { status: 503 })
  await page.visit()
  await page.choose('accept-all')
  await page.settled(() => page.run(() => window.portcullis.withdraw()))
  outage.remove()
  await page.reload()
  await emptied(page)
  assert.deepEqual((await kept(page)).map(({ method }) => method), ['accept-all', 'withdraw'])
})

test('a slow answer to an older choice does not bring that choice back', async (page) => {
  await page.visit()
  await page.untilAsked()
  // A careless endpoint: it sets what it was sent, whatever the page has by then.
  const body = () => posted(page)[0]!.body
  await page.run(() => window.portcullis.acceptAll())
  await emptied(page)
  const old = (JSON.parse(body()) as Receipt).text
  const slow = shop.server.rule('/consent', { hold: true, status: 200, headers: { 'Set-Cookie': `portcullis=${old}; Path=/; Max-Age=999` }, times: 1 })
  await page.settled(() => page.run(() => window.portcullis.save({ analytics: true })))
  await page.settled(() => page.run(() => window.portcullis.rejectAll()))
  const refused = (await page.stored()).local
  slow.release()
  await emptied(page)
  await waitFor('the cookie to be put right', async () => (await page.stored()).cookie === refused)
  assert.equal(await page.allows('analytics'), false)
})

test('a receipt that comes twice is kept once', async (page) => {
  await page.visit()
  await page.choose('accept-all')
  await emptied(page)
  const receipt = await page.run(() => window.portcullis.receipt())
  assert.deepEqual(await Promise.all([post(page, receipt), post(page, receipt)]), [200, 200])
  assert.equal((await kept(page)).length, 1)
})

test('a forged receipt is refused', async (page) => {
  await page.visit()
  await page.choose('reject-all')
  await emptied(page)
  const receipt = (await page.run(() => window.portcullis.receipt())) as Receipt
  const record = { ...receipt.record, choices: { necessary: true, analytics: true } }
  assert.equal(await post(page, { ...receipt, record }), 422)
  assert.equal(await post(page, { ...receipt, url: 'http://elsewhere.example' }), 422)
  assert.equal(await post(page, { ...receipt, text: `${receipt.text}A` }), 422)
  assert.equal(await post(page, 'nothing'), 422)
  assert.equal(await post(page, receipt, 'text/plain'), 415)
  assert.equal((await kept(page)).length, 1)
})

test('a receipt that the store refuses is said once, kept here, and not sent for ever', async (page) => {
  shop.server.rule('/consent', { status: 422 })
  await page.visit()
  await page.choose('accept-all')
  await emptied(page)
  assert.equal(posted(page).length, 1)
  assert.deepEqual((await page.told('error')).map(({ detail }) => detail.code), ['endpoint'])
  assert.equal((await page.run(() => window.portcullis.history())).length, 1)
  assert.equal((await recordOf(page)).method, 'accept-all')
})

test('who chooses and leaves at once is heard', async (page) => {
  await page.visit()
  await page.untilAsked()
  await page.run(() => {
    void window.portcullis.acceptAll()
    location.href = '/nowhere'
  })
  await waitFor('the receipt', async () => (await kept(page)).length === 1)
})
