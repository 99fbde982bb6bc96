/** The README's first ten minutes, done word for word: its policy, its page, and what it says one will see. */
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import type { Page } from '../harness/page'
import { openShop } from '../harness/shop'
import { waitFor } from '../harness/wait'

const readme = await readFile(new URL('../../../README.md', import.meta.url), 'utf8')
const block = (language: string) => new RegExp('```' + language + '\\n([^]*?)```').exec(readme)![1]!
const [policy, html, listener] = ['json', 'html', 'js'].map(block) as [string, string, string]

// The page is the README's; the console is noted from before its first line on.
const NOTES = `<script>window.logged = []; const log = console.log; console.log = (...said) => { logged.push(said.join(' ')); log(...said) }</script>`
const shop = openShop(import.meta.url, { written: (page) => page.replace('<head>', `<head>${NOTES}`) })
const { test } = shop

function serve(page = html, file = policy): void {
  shop.write('/index.html', page)
  shop.server.rule('/portcullis/policy.json', { body: file, headers: { 'Content-Type': 'application/json' } })
}

const logged = (page: Page) => page.run(() => (window as never as { logged: string[] }).logged)
const text = (page: Page) => page.run(() => document.querySelector('portcullis-panel')!.shadowRoot!.textContent!)

test('the first ten minutes go as the README says', async (page) => {
  serve()
  await page.visit()
  await page.untilAsked()
  await page.settle()
  assert.deepEqual([await logged(page), await page.kept()], [[], []])

  await page.choose('accept-all')
  await page.untilNotAsked()
  assert.deepEqual(await logged(page), ['analytics ran, visit 1'])
  assert.deepEqual(await page.cookies(), ['portcullis', 'visits'])

  await page.reload()
  await waitFor('the second visit', async () => (await logged(page)).length > 0)
  assert.deepEqual(await logged(page), ['analytics ran, visit 2'])
  assert.equal(await page.asks(), false)

  assert.equal(await (await page.bannerButton('manage')).getText(), 'Privacy choices')
  await page.openPanel()
  const shown = await text(page)
  for (const part of ['Necessary', 'Visit statistics', 'Counter', 'visits', 'How often you were here.', 'Accepted all']) {
    assert.ok(shown.includes(part), part)
  }
  const withdraw = await page.panelButton('withdraw')
  // While the dialog fades in, its text does not count as shown.
  await waitFor('the button to be shown', async () => (await withdraw.getText()) === 'Withdraw consent')
  const { detail } = await page.settled(() => withdraw.click())
  assert.equal(detail.reloadNeeded, true)
  assert.deepEqual(await page.cookies(), ['portcullis'])
  await page.reload()
  await page.settle()
  assert.deepEqual([await logged(page), await page.cookies()], [[], ['portcullis']])
  assert.deepEqual(await page.said(), [])
})

test('a page that listens as the README says reloads once what ran cannot be taken back', async (page) => {
  serve(html.replace('</head>', `<script>${listener}</script></head>`))
  await page.visit()
  await page.choose('accept-all')
  await page.run(() => void (window as never as { mark: number }).mark++)
  const before = page.requests('/').length
  await page.run(() => void window.portcullis.withdraw())
  await waitFor('the reload', () => page.requests('/').length === before + 1)
  await page.ready()
  await page.settle()
  assert.deepEqual(await logged(page), [])
  assert.equal(page.requests('/').length, before + 1)
})

for (const [what, change, granted] of [
  ['markup', () => serve(html.replace('data-consent="analytics"', 'data-consent="analitics"')), true],
  ['the policy', () => serve(html, policy.replace('"required"', '"requierd"')), false],
] as const) {
  test(`the slip in ${what} that the README names keeps the script inert and is said in one line`, async (page) => {
    change()
    await page.visit()
    await page.run(() => window.portcullis.acceptAll().catch(() => {}))
    await page.settle()
    assert.deepEqual(await logged(page), [])
    assert.equal(await page.allows('analytics'), granted)
    const said = await page.said()
    assert.equal(said.length, 1, said.join('\n'))
    assert.match(said[0]!, granted ? /analitics/ : /purposes\[0\]\.requierd/)
  })
}
