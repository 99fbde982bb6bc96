/** Banner and panel by keyboard alone, and as assistive technology is told of them. */
import assert from 'node:assert/strict'
import { Key, focused, press, tabTo } from '../harness/keys'
import { pageOf } from '../harness/document'
import type { Page } from '../harness/page'
import { openShop } from '../harness/shop'
import { waitFor } from '../harness/wait'

const shop = openShop(import.meta.url)
const { test } = shop

const untilFocused = (page: Page, wanted: string) =>
  waitFor(`the focus on ${wanted}`, async () => (await focused(page)) === wanted)

test('the banner takes the focus from nobody', async (page) => {
  await page.visit()
  await page.untilAsked()
  await page.settle()
  assert.equal(await focused(page), 'body')
  shop.write('/typing.html', pageOf({ body: '<input id="typing" autofocus aria-label="Name">' }))
  await page.visit('/typing.html')
  await page.untilAsked()
  await page.settle()
  assert.equal(await focused(page), 'typing')
})

test('Tab reaches the banner first: its link, accept, reject, manage, and then the page', async (page) => {
  await page.visit()
  await page.untilAsked()
  assert.deepEqual(await tabTo(page, 'first'), ['a', 'accept-all', 'reject-all', 'manage'])
})

test('what has the focus can be seen', async (page) => {
  await page.visit()
  await page.untilAsked()
  for (const control of ['accept-all', 'reject-all', 'manage']) {
    await tabTo(page, control)
    await waitFor(`a ring around ${control}`, () =>
      page.run((wanted) => {
        const element = document.querySelector('portcullis-banner')!.shadowRoot!.activeElement!
        const { outlineStyle, outlineWidth } = getComputedStyle(element)
        return element.getAttribute('data-action') === wanted && outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2
      }, control))
  }
})

for (const [action, key, name] of [
  ['accept-all', Key.ENTER, 'Enter'],
  ['reject-all', Key.SPACE, 'the space bar'],
  ['reject-all', Key.ENTER, 'Enter'],
  ['accept-all', Key.SPACE, 'the space bar'],
] as const) {
  test(`${action} by ${name} is a choice made by hand, and the focus stays with us`, async (page) => {
    await page.visit()
    await page.untilAsked()
    await tabTo(page, action)
    const { detail } = await page.settled(() => press(page, key))
    assert.equal(detail.method, action)
    assert.equal((await page.run(() => window.portcullis.record()))?.gesture, true)
    await page.untilNotAsked()
    assert.equal(await page.run(() => document.activeElement!.localName), 'portcullis-banner', 'not thrown back to the top')
  })
}

test('the focus is given after the frame without the banner, and taken from nothing that has it by then', async (page) => {
  shop.write('/typing.html', pageOf({ body: '<input id="typing" aria-label="Name">' }))
  for (const [path, finds, after] of [['/', 'body', 'manage'], ['/typing.html', 'typing', 'typing']] as const) {
    await page.visit(path)
    await page.untilAsked()
    await page.run(() => {
      const look = () => {
        document.getElementById('typing')?.focus()
        document.title = document.activeElement!.id || document.activeElement!.localName
      }
      // The choice is made, and takes the banner out of the page in the same task.
      const { setItem } = Storage.prototype
      Storage.prototype.setItem = function (name, text) {
        if (name === 'portcullis') requestAnimationFrame(look)
        setItem.call(this, name, text)
      }
    })
    await page.choose('reject-all')
    assert.equal(await page.run(() => document.title), finds)
    await untilFocused(page, after)
    await page.run(() => window.portcullis.reset())
    await page.untilAsked()
  }
})

test('Escape in the banner decides nothing', async (page) => {
  await page.visit()
  await page.untilAsked()
  await tabTo(page, 'reject-all')
  await press(page, Key.ESCAPE)
  await page.settle()
  assert.equal(await page.run(() => window.portcullis.record()), null)
  assert.deepEqual(await page.kept(), [])
  assert.deepEqual(page.collected(), [])
})

test('the panel opens at its heading; Escape closes it, saves nothing and gives the focus back', async (page) => {
  await page.visit()
  await page.untilAsked()
  await tabTo(page, 'manage')
  await press(page, Key.ENTER)
  await untilFocused(page, 'title')
  await tabTo(page, 'analytics')
  await press(page, Key.SPACE)
  assert.equal(await (await page.toggle('analytics')).isSelected(), true)
  await press(page, Key.ESCAPE)
  await page.untilPanelGone()
  assert.equal(await page.run(() => window.portcullis.record()), null)
  assert.deepEqual(await page.kept(), [])
  await untilFocused(page, 'manage')
})

test('toggles turn by the space bar and save stores them', async (page) => {
  await page.visit()
  await page.untilAsked()
  await tabTo(page, 'manage')
  await press(page, Key.SPACE)
  await untilFocused(page, 'title')
  await tabTo(page, 'remarketing')
  await press(page, Key.SPACE)
  await tabTo(page, 'save')
  const { detail } = await page.settled(() => press(page, Key.ENTER))
  assert.equal(detail.method, 'save')
  assert.deepEqual(await page.granted('analytics', 'remarketing'), ['remarketing'])
  await page.untilPanelGone()
})

test('while the panel is open the focus does not leave it for the page', async (page) => {
  await page.visit()
  await page.openPanel()
  const way = new Set<string>()
  for (let step = 0; step < 20; step += 1) {
    await press(page, Key.TAB)
    way.add(await focused(page))
  }
  for (const stranger of ['first', 'search', 'manage']) assert.ok(!way.has(stranger), [...way].join(', '))
  assert.ok(way.has('save') && way.has('close'), [...way].join(', '))
})

test('the close button closes the panel and decides nothing', async (page) => {
  await page.visit()
  await page.openPanel()
  await tabTo(page, 'close')
  await press(page, Key.ENTER)
  await page.untilPanelGone()
  assert.equal(await page.run(() => window.portcullis.record()), null)
})

test('assistive technology finds a named region with three named buttons', async (page) => {
  await page.visit()
  const region = await page.seen('portcullis-banner', '[part=banner]')
  assert.deepEqual([await region.getAriaRole(), await region.getAccessibleName()], ['region', 'Privacy choices'])
  for (const [action, name] of [['accept-all', 'Accept all'], ['reject-all', 'Reject all'], ['manage', 'Manage choices']] as const) {
    const button = await page.bannerButton(action)
    assert.deepEqual([await button.getAriaRole(), await button.getAccessibleName()], ['button', name])
  }
})

test('assistive technology finds a named dialog with named switches and buttons', async (page) => {
  await page.visit()
  await page.openPanel()
  const dialog = await page.seen('portcullis-panel', 'dialog')
  assert.deepEqual([await dialog.getAriaRole(), await dialog.getAccessibleName()], ['dialog', 'Your privacy choices'])
  for (const [name, label] of [['analytics', 'Analytics'], ['remarketing', 'Remarketing']] as const) {
    const toggle = await page.toggle(name)
    assert.deepEqual([await toggle.getAriaRole(), await toggle.getAccessibleName()], ['switch', label])
  }
  for (const [action, label] of [['accept-all', 'Accept all'], ['reject-all', 'Reject all'], ['save', 'Save choices'], ['close', 'Close']] as const) {
    const button = await page.panelButton(action)
    assert.deepEqual([await button.getAriaRole(), await button.getAccessibleName()], ['button', label])
  }
})
