/** Receipts: each choice leaves one, bound to what was shown and to the one before; visitors and others can check them. */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { By } from 'selenium-webdriver'
import { run as verify } from '../../../tools/cli/verify.mjs'
import type { Receipt } from '../../../www/types/portcullis'
import { faults } from '../../receipts/validate'
import type { Page } from '../harness/page'
import { encode, plant, recordOf } from '../harness/record'
import { openShop } from '../harness/shop'
import { waitFor } from '../harness/wait'

const shop = openShop(import.meta.url)
const { test } = shop

const POLICY = new URL('policy.json', import.meta.url)
const DAY = 86_400_000
const html = await readFile(new URL('index.html', import.meta.url), 'utf8')
const schema = async (name: string) => JSON.parse(await readFile(new URL(`../../receipts/${name}.schema.json`, import.meta.url), 'utf8'))
const receipt = (page: Page, format = 'portcullis') => page.run((name) => window.portcullis.receipt(name as never), format) as Promise<Receipt>
const stored = (page: Page, name: string) => page.run((key) => localStorage.getItem(`portcullis:${key}`) ?? '', name)
const kept = async (page: Page): Promise<Receipt[]> => (await stored(page, 'history')).split('\n').map((line) => JSON.parse(line))

/** Whether the verifier of the command line finds that `file` holds. */
async function holds(file: unknown, ...more: string[]): Promise<void> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'portcullis-receipts-'))
  let said = ''
  const out = { write: (text: string) => (said += text) }
  try {
    await writeFile(path.join(folder, 'receipts.json'), JSON.stringify(file))
    assert.equal(await verify([path.join(folder, 'receipts.json'), ...more], { stdout: out, stderr: out } as never), 0, said)
  } finally {
    await rm(folder, { recursive: true })
  }
}

test('a choice in the banner is bound to the words that stood there, the policy, the language and the hand', async (page) => {
  await page.visit()
  await page.untilAsked()
  const seen = await page.run(() => {
    const banner = document.querySelector('portcullis-banner')!.shadowRoot!.querySelector('[part=banner]')!
    return [...banner.querySelectorAll('h2, p, a, button')].map((element) => `${element.textContent}\n`).join('')
  })
  await page.choose('accept-all')
  const made = await receipt(page)
  assert.deepEqual(faults(made, await schema('portcullis')), [])
  assert.deepEqual([made.method, made.layer, made.language, made.record.gesture, made.previousHash], ['accept-all', 'banner', 'en', true, null])
  assert.equal(made.wordsHash, createHash('sha256').update(seen).digest('hex'))
  assert.equal(JSON.parse(await stored(page, 'texts'))[made.wordsHash!], seen)
  assert.deepEqual(made.record, await recordOf(page))
  await holds(made, '--policy', POLICY.pathname)
})

test('a choice by code: the record is there in its task, its receipt when the frame after it is painted', async (page) => {
  await page.visit()
  await page.untilAsked()
  const [record, history] = await page.run(async () => {
    void window.portcullis.acceptAll()
    // The end of this task, before any other.
    for (let turn = 0; turn < 9; turn += 1) await null
    return [localStorage.getItem('portcullis') !== null, localStorage.getItem('portcullis:history')]
  })
  assert.deepEqual([record, history], [true, null])
  await waitFor('the receipt', async () => (await stored(page, 'history')) !== '')
})

test('who leaves before that leaves a receipt all the same, and who reads it finds it', async (page) => {
  await page.visit()
  await page.untilAsked()
  const read = await page.run(async () => {
    void window.portcullis.acceptAll()
    for (let turn = 0; turn < 9; turn += 1) await null
    return window.portcullis.history().length
  })
  assert.equal(read, 1)
  await page.run(() => {
    // No frame comes before the page is left.
    Object.assign(window, { requestAnimationFrame: () => 0, setTimeout: () => 0 })
    void window.portcullis.rejectAll()
    location.href = '/?left'
  })
  await waitFor('the next page', async () => (await page.run(() => location.search)) === '?left')
  assert.deepEqual((await kept(page)).map(({ record }) => record.choices.analytics), [false, true])
})

test('every way to choose has its layer and method, and all receipts make one chain', async (page) => {
  await page.visit()
  await page.choose('reject-all')
  await page.openPanel()
  await (await page.toggle('analytics')).click()
  await page.settled(async () => (await page.panelButton('save')).click())
  await page.settled(() => page.run(() => window.portcullis.withdraw()))
  await page.settled(() => page.run(() => window.portcullis.save({ remarketing: true })))
  await page.settled(async () => (await page.driver.findElement(By.id('own'))).click())
  await page.run(() => window.portcullis.reset())
  const all = await kept(page)
  assert.deepEqual(
    all.map(({ method, layer, record }) => `${method} ${layer} ${record.gesture ? 'by hand' : 'by code'}`),
    ['reset page by code', 'accept-all page by hand', 'api page by code', 'withdraw page by code', 'save panel by hand', 'reject-all banner by hand'],
  )
  await holds({ receipts: all, texts: JSON.parse(await stored(page, 'texts')) }, '--policy', POLICY.pathname)
  assert.match(JSON.parse(await stored(page, 'texts'))[all[4]!.wordsHash!], /Visit statistics/)
})

test('the other formats are as their schemas say, for a grant, a refusal and a withdrawal', async (page) => {
  await page.visit()
  for (const [choose, states] of [
    [() => window.portcullis.save({ analytics: true }), ['dpv:ConsentGiven', 'dpv:ConsentRefused']],
    [() => window.portcullis.acceptAll(), ['dpv:RenewedConsentGiven', 'dpv:RenewedConsentGiven']],
    [() => window.portcullis.withdraw(), ['dpv:ConsentWithdrawn', 'dpv:ConsentWithdrawn']],
  ] as const) {
    await page.settled(() => page.run(choose))
    const iso = (await receipt(page, 'iso27560')) as never as { events: { event_state: string }[] }
    assert.deepEqual(faults(iso, await schema('iso27560')), [])
    assert.deepEqual(iso.events.map((event) => event.event_state), states)
    assert.deepEqual(faults(await receipt(page, 'kantara'), await schema('kantara')), [])
  }
  await assert.rejects(receipt(page, 'pdf'), /"pdf" is not known/)
  await assert.rejects(receipt(page, 'constructor'), /is not known/)
})

test('who has not chosen has no receipt', async (page) => {
  await page.visit()
  assert.equal((await receipt(page)).record, null)
  await assert.rejects(receipt(page, 'kantara'), /nobody has chosen/)
  assert.deepEqual(await page.kept(), [])
})

test('choices of the time before receipts stay in the history and in the chain', async (page) => {
  await page.visit()
  await page.run(() => window.portcullis.acceptAll())
  const old = await recordOf(page)
  const lines = [{ ...old, sequence: 2, id: '22'.repeat(12) }, { ...old, sequence: 1, id: '11'.repeat(12) }].map((record) => encode(record))
  await plant(page, { cookie: lines[0]!, local: lines[0]! })
  await page.run((history) => localStorage.setItem('portcullis:history', history), lines.join('\n'))
  await page.visit()
  const ids = () => page.run(() => window.portcullis.history().map(({ id, sequence }) => `${sequence} ${id.slice(0, 2)}`))
  assert.deepEqual(await ids(), ['2 22', '1 11'])
  await page.settled(() => page.run(() => window.portcullis.rejectAll()))
  assert.deepEqual((await ids()).slice(1), ['2 22', '1 11'])
  const all = await kept(page)
  assert.deepEqual(all.map(({ wordsHash, layer }) => [wordsHash, layer]), [[null, 'page'], [null, null], [null, null]])
  await holds(all)
})

test('the history is bounded, and gives way where the store is full', async (page) => {
  await page.visit()
  for (let turn = 0; turn < 22; turn += 1) await page.run(() => window.portcullis.rejectAll())
  const all = await kept(page)
  assert.deepEqual([all.length, all[0]!.record.sequence, all.at(-1)!.record.sequence], [20, 22, 3])
  await holds(all)
  // A browser lets a store have some 5 million characters.
  await page.run(() => {
    let free = 2 ** 22
    let filling = ''
    while (free >= 1) {
      try {
        localStorage.setItem('filling', filling + 'x'.repeat(free))
        filling += 'x'.repeat(free)
      } catch {
        free >>= 1
      }
    }
  })
  const { saved } = await page.run(() => window.portcullis.acceptAll())
  assert.equal(saved, 'cookie+local', 'a text as long as the one before has its place')
  const left = await kept(page)
  assert.ok(left.length >= 1 && left.length <= 20)
  assert.equal(left[0]!.method, 'api')
  assert.deepEqual((await page.heard()).uncaught, [])
  await page.reload()
  assert.deepEqual(await page.granted('analytics', 'remarketing'), ['analytics', 'remarketing'])
})

test('a choice that runs out, and a signal that ends what it granted, leave a receipt once', async (page) => {
  await page.visit()
  await page.run(() => window.portcullis.acceptAll())
  shop.write('/index.html', html.replace('<!-- before -->', '<script>Object.defineProperty(navigator, "globalPrivacyControl", { value: true })</script>'))
  for (let turn = 0; turn < 2; turn += 1) await page.reload()
  assert.deepEqual((await kept(page)).map(({ method }) => method), ['signal', 'api'])
  shop.write('/index.html', html)
  await page.reload()
  await page.run(() => window.portcullis.acceptAll())
  const [latest, ...earlier] = await kept(page)
  const { hash: _, ...rest } = latest!
  const record = { ...rest.record, time: rest.time - 181 * DAY, expires: rest.record.expires - 181 * DAY }
  const text = encode(record)
  await plant(page, { cookie: text, local: text })
  await page.run((lines) => localStorage.setItem('portcullis:history', lines), [{ ...rest, record, text, time: record.time }, ...earlier].map((one) => JSON.stringify(one)).join('\n'))
  const count = "localStorage.getItem('portcullis:history').split('\\n').length"
  shop.write('/index.html', html.replace('<!-- before -->', `<script>document.addEventListener('portcullis:ready', () => (window.atReady = ${count}))</script>`))
  const atReady = () => page.run(() => (window as never as { atReady: number }).atReady)
  await page.visit()
  await waitFor('its receipt', async () => (await kept(page)).length === 4)
  assert.equal(await atReady(), 3, 'the page does not wait for it')
  await page.visit()
  assert.deepEqual((await kept(page)).map(({ method }) => method), ['expire', 'api', 'signal', 'api'])
  assert.equal((await page.run(() => window.portcullis.history())).length, 2, 'what nobody chose is no choice')
})

test('the visitor finds every receipt in the panel and takes them home in a file that holds', async (page) => {
  await page.visit()
  await page.choose('accept-all')
  await page.settled(() => page.run(() => window.portcullis.withdraw()))
  await page.run(() => window.portcullis.open('receipts'))
  await page.panelButton('save')
  const { lines, href } = await waitFor('the receipts', () =>
    page.run(() => {
      const root = document.querySelector('portcullis-panel')!.shadowRoot!
      const link = root.querySelector<HTMLAnchorElement>('[data-action=download]')
      return link && { lines: [...root.querySelectorAll('[part~=receipt] strong')].map((line) => line.textContent), href: link.href }
    }),
  )
  assert.deepEqual(lines, ['Withdrew consent', 'Accepted all'])
  const file = JSON.parse(decodeURIComponent(href.slice(href.indexOf(',') + 1)))
  assert.deepEqual([file.format, file.receipts.length, Object.keys(file.texts).length], ['portcullis-receipts', 2, 1])
  await holds(file, '--policy', POLICY.pathname)
})
