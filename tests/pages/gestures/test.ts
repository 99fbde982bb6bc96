/** Who may grant: under a privacy signal, and where the tag says data-choices="gesture". */
import assert from 'node:assert/strict'
import { By } from 'selenium-webdriver'
import { TAG, pageOf, reporter } from '../harness/document'
import type { Page } from '../harness/page'
import { openShop } from '../harness/shop'
import { waitFor } from '../harness/wait'

const shop = openShop(import.meta.url)
const { test } = shop

const SIGNAL = '<script>Object.defineProperty(Navigator.prototype, "globalPrivacyControl", { get: () => true, configurable: true })</script>'
const BUTTONS = ['accept-all', 'reject-all', 'withdraw'].map((action) => `<button id="${action}" data-portcullis="${action}">${action}</button>`).join('')
const FILM = '<template data-consent="ads" data-consent-placeholder="300x200"><iframe title="A film" src="/collect/film"></iframe></template>'

function write({ tag = '', before = '', body = BUTTONS } = {}): void {
  shop.write('/index.html', pageOf({ tag: `${TAG} ${tag}`, before, head: reporter('analytics') + reporter('ads'), body }))
}

const click = async (page: Page, id: string) => {
  await page.front()
  await page.driver.findElement(By.id(id)).click()
}

/** Clicks by script, as any code in the page can. */
const clickByScript = (page: Page, surface: string, action: string) =>
  page.run((name, wanted) => document.querySelector(name)!.shadowRoot!.querySelector<HTMLElement>(`[data-action=${wanted}]`)!.click(), surface, action)

/** What became of a call of the global. */
const outcome = (page: Page, method: 'acceptAll' | 'rejectAll' | 'withdraw' | 'reset' | 'save', choices?: Record<string, boolean>) =>
  page.run(
    (name, given) => (window.portcullis[name] as (choices: unknown) => Promise<unknown>)(given).then(() => 'made', (error: Error) => error.message),
    method,
    choices,
  )

const record = (page: Page) => page.run(() => window.portcullis.record())

for (const region of ['', 'US']) {
  test(`under a privacy signal a button of the page grants no advertising, and the banner or panel does${region && ', where nobody is asked, too'}`, async (page) => {
    write({ tag: `data-region="${region}"`, before: SIGNAL })
    await page.visit()
    await page.settled(() => click(page, 'accept-all'))
    await waitFor('the other tag', () => page.collected().includes('analytics'))
    await page.settle()
    assert.deepEqual(page.collected(), ['analytics'])
    assert.equal(await page.allows('ads'), false)
    await page.reload()
    await page.settle()
    assert.equal(page.collected().includes('ads'), false)

    await page.run(() => window.portcullis.open())
    await page.untilLaidOut()
    await page.settled(async () => (await page.panelButton('accept-all')).click())
    await waitFor('the tag', () => page.collected().includes('ads'))
    const { gesture, signal } = (await record(page))!
    assert.deepEqual([gesture, signal], [true, true])
  })
}

test('with data-choices="gesture" no code grants: a call rejects in one sentence, and nothing is stored', async (page) => {
  write({ tag: 'data-choices="gesture"' })
  await page.visit()
  for (const [method, choices] of [['acceptAll'], ['save', { analytics: true }], ['save', { analytics: true, ads: false }]] as const) {
    assert.match(await outcome(page, method, choices), /^data-choices="gesture" .* only a click in the banner or the panel can grant\. Nothing was saved\.$/)
  }
  await page.settle()
  assert.deepEqual(await page.kept(), [])
  assert.deepEqual(page.collected(), [])
  assert.equal(await page.asks(), true)
  assert.deepEqual((await page.told('error')).map(({ detail }) => detail.code), ['choices'])
})

test('with data-choices="gesture" no click by script grants, in no layer, and each goes on working', async (page) => {
  write({ tag: 'data-choices="gesture"' })
  await page.visit()
  await page.untilAsked()
  await clickByScript(page, 'portcullis-banner', 'accept-all')
  await page.settle()
  await page.untilAsked()
  await page.openPanel()
  await clickByScript(page, 'portcullis-panel', 'accept-all')
  await page.untilPanelGone()
  await page.settle()
  assert.deepEqual([await page.kept(), page.collected()], [[], []])
  await page.openPanel()
  await page.settled(async () => (await page.panelButton('accept-all')).click())
  await waitFor('the tags', () => page.collected().length === 2)
  assert.equal((await record(page))!.gesture, true)
})

test('with data-choices="gesture" a button or a placeholder of the page that would grant leads to the panel instead', async (page) => {
  write({ tag: 'data-choices="gesture"', body: BUTTONS + FILM })
  await page.visit()
  await page.untilAsked()
  await click(page, 'accept-all')
  await (await page.panelButton('close')).click()
  await page.untilPanelGone()
  const always = await waitFor('the placeholder', () =>
    page.driver.executeScript<any>(`return document.querySelector('portcullis-placeholder')?.shadowRoot.querySelector('[data-action=always]')`))
  await page.run(() => document.querySelector('portcullis-placeholder')!.shadowRoot!.querySelector<HTMLElement>('[data-action=once]')!.click())
  await page.settle()
  assert.deepEqual(page.collected(), [], 'nor does a script let anything work once')
  await always.click()
  await page.panelButton('close')
  assert.deepEqual([await page.kept(), page.collected()], [[], []])
})

test('with data-choices="gesture" anybody refuses: code, clicks by script, the page\'s buttons', async (page) => {
  write({ tag: 'data-choices="gesture"' })
  await page.visit()
  for (const refuse of [
    () => page.run(() => window.portcullis.rejectAll()),
    () => page.run(() => window.portcullis.save({ ads: false })),
    () => page.run(() => window.portcullis.withdraw()),
    () => page.run(() => document.getElementById('reject-all')!.click()),
    () => click(page, 'withdraw'),
  ]) {
    assert.equal(await record(page), null)
    await page.settled(refuse)
    assert.notEqual(await record(page), null)
    assert.deepEqual(await page.granted('analytics', 'ads'), [])
    assert.equal(await outcome(page, 'reset'), 'made')
    await page.untilAsked()
  }
  await page.settled(async () => clickByScript(page, 'portcullis-banner', 'reject-all'))
  assert.deepEqual(page.collected(), [])
})

test('with data-choices="gesture" code may narrow what a hand granted, and say again what holds', async (page) => {
  write({ tag: 'data-choices="gesture"' })
  await page.visit()
  await page.choose('accept-all')
  assert.equal(await outcome(page, 'save', { analytics: true, ads: false }), 'made')
  assert.deepEqual(await page.granted('analytics', 'ads'), ['analytics'])
  assert.match(await outcome(page, 'save', { ads: true }), /Nothing was saved/)
  assert.deepEqual(await page.granted('analytics', 'ads'), ['analytics'])
})

test('with data-choices="gesture" code makes no consent of what runs unasked', async (page) => {
  write({ tag: 'data-choices="gesture" data-region="US"' })
  await page.visit()
  assert.deepEqual(await page.granted('analytics', 'ads'), ['analytics', 'ads'])
  assert.match(await outcome(page, 'acceptAll'), /Nothing was saved/)
  assert.equal(await record(page), null)
})

test('a word for data-choices that there is not counts as the stricter one, and is said', async (page) => {
  write({ tag: 'data-choices="gestures"' })
  await page.visit()
  assert.match(await outcome(page, 'acceptAll'), /Nothing was saved/)
  assert.match((await page.said())[0]!, /data-choices="gestures" is unknown/)
})
