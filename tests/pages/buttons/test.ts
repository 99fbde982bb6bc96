/** Buttons that a page puts where it likes: data-portcullis. */
import assert from 'node:assert/strict'
import { By } from 'selenium-webdriver'
import { pageOf, reporter } from '../harness/document'
import type { Page } from '../harness/page'
import { openShop } from '../harness/shop'
import { waitFor } from '../harness/wait'

const shop = openShop(import.meta.url)
const { test } = shop

const button = (action: string) => `<button type="button" id="${action}" data-portcullis="${action}"><b>${action}</b></button>`
const BODY = ['open', 'accept-all', 'reject-all', 'withdraw', 'ask', 'acept'].map(button).join('')

function write(): void {
  shop.write('/index.html', pageOf({ head: reporter('analytics'), body: BODY }))
}

/** Clicks the bold text in the button, as fingers do. */
async function press(page: Page, id: string): Promise<void> {
  await page.front()
  await page.driver.findElement(By.css(`#${id} b`)).click()
}

test('accept-all, reject-all and withdraw choose by gesture, and the record names them', async (page) => {
  write()
  await page.visit()
  for (const [action, granted] of [['accept-all', true], ['reject-all', false], ['accept-all', true], ['withdraw', false]] as const) {
    const { detail } = await page.settled(() => press(page, action))
    assert.equal(detail.method, action)
    const record = await page.run(() => window.portcullis.record())
    assert.equal(record?.method, action)
    assert.equal(record?.gesture, true)
    assert.equal(await page.allows('analytics'), granted)
  }
})

test('a click by script chooses too, and the record says that no hand made it', async (page) => {
  write()
  await page.visit()
  await page.settled(() => page.run(() => document.getElementById('accept-all')!.click()))
  assert.equal((await page.run(() => window.portcullis.record()))?.gesture, false)
})

test('a click by script on our own buttons chooses as well, and the record says the same', async (page) => {
  write()
  await page.visit()
  await page.untilAsked()
  const pressed = (surface: string, action: string) =>
    page.settled(() =>
      page.run(
        (name, wanted) => document.querySelector(name)!.shadowRoot!.querySelector<HTMLElement>(`[data-action=${wanted}]`)!.click(),
        surface,
        action,
      ))
  await pressed('portcullis-banner', 'accept-all')
  assert.equal((await page.run(() => window.portcullis.record()))?.gesture, false)
  await page.run(() => window.portcullis.open())
  await page.panelButton('reject-all')
  await pressed('portcullis-panel', 'reject-all')
  assert.equal((await page.run(() => window.portcullis.record()))?.gesture, false)
})

test('open shows the panel, ask shows the banner, and neither decides', async (page) => {
  write()
  await page.visit()
  await page.choose('reject-all')
  await page.untilNotAsked()
  await press(page, 'ask')
  await page.untilAsked()
  await page.run(() => window.portcullis.hide())
  await press(page, 'open')
  await page.panelButton('save')
  assert.equal((await page.told('choice')).length, 1)
})

test('a button pressed before the gate is there is answered when it is', async (page) => {
  write()
  const held = shop.server.rule(/gate\.(wasm|twin\.js)$/, { hold: true })
  await page.go()
  await press(page, 'accept-all')
  assert.deepEqual(page.collected(), [])
  held.release()
  await page.ready()
  await waitFor('the tag', () => page.collected().length === 1)
  assert.equal((await page.run(() => window.portcullis.record()))?.method, 'accept-all')
})

test('a button that the page adds later works', async (page) => {
  write()
  await page.visit()
  await page.run((html) => (document.querySelector('h1')!.innerHTML = html), '<button data-portcullis="reject-all" id="late"><b>No</b></button>')
  await page.settled(() => press(page, 'late'))
  assert.equal((await page.run(() => window.portcullis.record()))?.method, 'reject-all')
})

test('an action that there is not does nothing and is said once, with those that there are', async (page) => {
  write()
  await page.visit()
  await press(page, 'acept')
  await press(page, 'acept')
  const said = await page.said()
  assert.equal(said.length, 1, said.join('\n'))
  assert.match(said[0]!, /"acept".*accept-all/)
  assert.deepEqual(await page.kept(), [])
})
