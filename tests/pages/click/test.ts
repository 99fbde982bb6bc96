/**
 * A click that chooses: the layer is out of sight at once, the choice is made when the frame without it is painted, and
 * before then by whoever asks, adds or leaves.
 */
import assert from 'node:assert/strict'
import { pageOf, reporter } from '../harness/document'
import { onLeaving } from '../harness/leaving'
import type { Page } from '../harness/page'
import { openShop } from '../harness/shop'
import { waitFor } from '../harness/wait'

const shop = openShop(import.meta.url)
const { test } = shop

/** What `look` finds in the task of each click, when our own listeners have heard it and no frame has come. */
const withLook = (look: string) => `<script>window.seen = []</script>${onLeaving(`(() => { ${look} })()`)}`
const seen = (page: Page) => page.run(() => (window as never as { seen: unknown[] }).seen.slice(-1)[0])

/** No frame comes after this, and no timer that stands in for one. */
const NO_FRAME = 'requestAnimationFrame = () => 0; const wait = setTimeout; setTimeout = (task, length, ...rest) => (length === 200 ? 0 : wait(task, length, ...rest));'

const WAYS = [
  ['banner', 'accept-all', async (page: Page) => (await page.bannerButton('accept-all')).click()],
  ['banner', 'reject-all', async (page: Page) => (await page.bannerButton('reject-all')).click()],
  ['panel', 'save', async (page: Page) => (await page.openPanel(), (await page.toggle('analytics')).click(), (await page.panelButton('save')).click())],
] as const

for (const [layer, method, act] of WAYS) {
  const LAYER = `document.querySelector('portcullis-${layer}')?.shadowRoot.querySelector('.${layer}')`

  test(`${method}: the ${layer} is out of sight in the click, and the choice is made after the frame without it`, async (page) => {
    const look = `const layer = ${LAYER}; seen.push([!!layer?.checkVisibility({ opacityProperty: true }), localStorage.portcullis ?? null]); requestAnimationFrame(() => seen.at(-1).push(localStorage.portcullis ?? null))`
    shop.write('/index.html', pageOf({ head: withLook(look), body: reporter('analytics') }))
    await page.visit()
    await page.settled(() => act(page))
    assert.deepEqual(await seen(page), [false, null, null])
    const { cookie, local } = await page.stored()
    assert.ok(cookie && cookie === local)
    assert.equal(await page.run(() => window.portcullis.record()?.method), method)
    assert.equal(await page.run(() => document.querySelector('portcullis-banner')!.shadowRoot!.querySelector('.banner') || document.querySelector('portcullis-panel')), null)
  })

  test(`${method}: who asks in that click finds the choice made`, async (page) => {
    shop.write('/index.html', pageOf({ head: withLook(`seen.push([portcullis.allows('analytics'), portcullis.record()?.method, localStorage.portcullis > ''])`) }))
    await page.visit()
    await page.settled(() => act(page))
    // What it grants is granted when vendors have been told.
    assert.deepEqual(await seen(page), [false, method, true])
  })

  for (const event of ['pagehide', 'visibilitychange']) {
    test(`${method}: a page that is left in that click (${event}) has the choice, and its receipt`, async (page) => {
      const leave = `if (${LAYER}?.checkVisibility({ opacityProperty: true })) return; ${NO_FRAME} (${event === 'pagehide' ? 'window' : 'document'}).dispatchEvent(new Event('${event}')); seen.push([localStorage.portcullis > '', localStorage['portcullis:history'] > ''])`
      shop.write('/index.html', pageOf({ head: withLook(leave) }))
      await page.visit()
      await act(page)
      await waitFor('the click', async () => Array.isArray(await seen(page)))
      assert.deepEqual(await seen(page), [true, true])
    })
  }
}

test('a link followed in the very click that chooses: the next page has the choice', async (page) => {
  // Before our own listeners hear of it: no frame can make the choice.
  const before = `<script>addEventListener('click', () => { ${NO_FRAME} }, true)</script>`
  shop.write('/index.html', pageOf({ before, head: withLook("location.assign('/next.html')") }))
  shop.write('/next.html', pageOf({ body: reporter('analytics') }))
  await page.visit()
  await (await page.bannerButton('accept-all')).click()
  await waitFor('the next page', () => page.requests('/next.html').length > 0)
  await waitFor('what was granted to run there', () => page.collected().length > 0)
  assert.deepEqual(page.collected(), ['analytics'])
})

test('nothing that is added in the click of a withdrawal runs', async (page) => {
  const late = `if (!document.querySelector('portcullis-panel[data-left]')) return; const script = document.createElement('script'); script.type = 'text/plain'; script.dataset.consent = 'analytics'; script.text = 'window.ran = true'; document.body.append(script); seen.push('added')`
  shop.write('/index.html', pageOf({ head: withLook(late) }))
  await page.visit()
  await page.choose('accept-all')
  await page.openPanel()
  await page.settled(async () => (await page.panelButton('withdraw')).click())
  await page.settle()
  assert.deepEqual([await seen(page), await page.run(() => 'ran' in window)], ['added', false])
})

test('vendors are told in the turn after the choice: they wait for no other frame', async (page) => {
  // No frame comes after the one without the banner.
  shop.write('/index.html', pageOf({ head: withLook(`requestAnimationFrame(() => { ${NO_FRAME} })`), body: reporter('analytics') }))
  await page.visit()
  await (await page.bannerButton('accept-all')).click()
  await waitFor('what was granted to run', () => page.collected().length > 0)
})

test('a page that asks anew in that click asks after the choice', async (page) => {
  shop.write('/index.html', pageOf({ head: withLook('portcullis.ask()') }))
  await page.visit()
  await page.choose('accept-all')
  await page.settle()
  assert.equal(await page.run(() => window.portcullis.record()?.method), 'accept-all')
  assert.equal(await page.asks(), true)
})

test('the linter finds nothing unfair in a banner on its way out', async (page) => {
  shop.write('/index.html', pageOf({ head: withLook(`portcullis.lint().then(({ rules }) => seen.push(rules.flatMap(({ found }) => found)))`) }))
  await page.visit()
  await page.untilAsked()
  // Its file is there.
  await page.run(() => window.portcullis.lint())
  await page.choose('accept-all')
  assert.deepEqual(await waitFor('the linter', async () => ((await seen(page)) as string[] | undefined) ?? null), [])
})

test('a choice of the page in that click comes after the one that was clicked, and its receipt says where it was made', async (page) => {
  shop.write('/index.html', pageOf({ head: withLook(`seen.push('begun'); portcullis.rejectAll().then(async ({ record }) => seen.push(record.method + ' ' + (await portcullis.receipt()).layer))`) }))
  await page.visit()
  await (await page.bannerButton('accept-all')).click()
  await waitFor('both', async () => (await page.told('choice')).length > 0 && (await seen(page)) !== 'begun')
  assert.equal(await seen(page), 'api page')
  assert.deepEqual(await page.run(() => window.portcullis.history().map(({ method }) => method)), ['api', 'accept-all'])
})

test('a banner on its way out takes no second answer', async (page) => {
  shop.write('/index.html', pageOf({}))
  await page.visit()
  await page.untilAsked()
  await page.settled(() =>
    page.run(async () => {
      const banner = document.querySelector('portcullis-banner')!.shadowRoot!
      const click = (action: string) => banner.querySelector<HTMLElement>(`.banner [data-action=${action}]`)!.click()
      click('reject-all')
      await null
      await null
      click('accept-all')
      click('manage')
    }),
  )
  await page.settle()
  assert.deepEqual(await page.run(() => window.portcullis.history().map(({ method }) => method)), ['reject-all'])
  assert.equal(await page.find('portcullis-panel', 'dialog'), null)
})

test('the second click of a double click that began in the page is no answer', async (page) => {
  shop.write('/index.html', pageOf({}))
  await page.visit()
  const button = await page.bannerButton('accept-all')
  await page.clickNth(button, 2)
  await page.settle()
  assert.equal(await page.run(() => window.portcullis.record()), null)
  assert.equal(await page.asks(), true)
  await page.settled(() => page.clickNth(button, 1))
  assert.equal(await page.run(() => window.portcullis.record()?.method), 'accept-all')
}, 'tools')

test('the second click of a double click on what opens the panel moves nothing in it, and every later one does', async (page) => {
  shop.write('/index.html', pageOf({}))
  await page.visit()
  await page.openPanel()
  const isOn = async () => (await page.toggle('analytics')).isSelected()
  await page.clickNth(await page.toggle('analytics'), 2)
  await page.clickNth(await page.panelButton('save'), 2)
  await page.clickNth(await page.panelButton('close'), 3)
  await page.settle()
  assert.equal(await isOn(), false)
  assert.equal(await page.run(() => window.portcullis.record()), null)
  await page.clickNth(await page.toggle('analytics'), 1)
  assert.equal(await isOn(), true)
  await page.clickNth(await page.toggle('analytics'), 2)
  assert.equal(await isOn(), false)
  await page.settled(async () => page.clickNth(await page.panelButton('save'), 1))
  assert.equal(await page.run(() => window.portcullis.record()?.method), 'save')
}, 'tools')
