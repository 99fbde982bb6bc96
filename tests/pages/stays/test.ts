/** Nothing moves for an answer: neither the page, nor the focus to where nobody looks, nor anything by a second click. */
import assert from 'node:assert/strict'
import { pageOf } from '../harness/document'
import { Key, focused, press, tabTo } from '../harness/keys'
import type { Page } from '../harness/page'
import { openShop } from '../harness/shop'
import { waitFor } from '../harness/wait'

const shop = openShop(import.meta.url)
const { test } = shop

/** A long page whose own button, which opens the panel, stands at its end. */
const LONG = '<p style="height:900px"><input id="field" aria-label="Name"></p><p style="height:2600px">Mops</p><footer><button id="own" data-portcullis="open">Privacy choices</button></footer>'
const write = (body = LONG) => shop.write('/index.html', pageOf({ body }))

const scrolled = (page: Page) => page.run(() => Math.round(scrollY))

/** Scrolls, and gives where that is when it is done. */
async function scrollTo(page: Page, y: number): Promise<number> {
  await page.run((y) => window.scrollTo({ top: y, behavior: 'instant' }), y)
  return scrolled(page)
}

/** Lets the focus be given that is given after a frame. */
async function rest(page: Page): Promise<void> {
  await page.settle()
  await page.settle()
}

const click = (page: Page, action: 'accept-all' | 'reject-all') => page.choose(action)
const inPanel = async (page: Page, action: 'accept-all' | 'reject-all' | 'save' | 'withdraw') => {
  await page.openPanel()
  await page.settled(async () => (await page.panelButton(action)).click())
}

/** Each way to answer, or not to. */
const WAYS: Record<string, (page: Page) => Promise<unknown>> = {
  'Accept all': (page) => click(page, 'accept-all'),
  'Reject all': (page) => click(page, 'reject-all'),
  'Reject all by keyboard': async (page) => {
    await tabTo(page, 'reject-all')
    await page.settled(() => press(page, Key.ENTER))
  },
  'Save in the panel': (page) => inPanel(page, 'save'),
  'Accept all in the panel': (page) => inPanel(page, 'accept-all'),
  'Reject all in the panel': (page) => inPanel(page, 'reject-all'),
  'Escape in the panel': async (page) => {
    await page.openPanel()
    await press(page, Key.ESCAPE)
    await page.untilPanelGone()
  },
  'closing the panel': async (page) => {
    await page.openPanel()
    await (await page.panelButton('close')).click()
    await page.untilPanelGone()
  },
}

for (const [way, answer] of Object.entries(WAYS))
  for (const width of [1280, 390]) {
    test(`${way} at ${width} px: the page stays where it is scrolled to, and nothing out of sight has the focus`, async (page) => {
      write()
      try {
        if (width < 1000) await page.phone({ width, height: 844 })
        await page.visit()
        await page.untilAsked()
        const before = await scrollTo(page, 1200)
        await answer(page)
        await rest(page)
        assert.equal(await scrolled(page), before)
        assert.ok(['body', 'manage'].includes(await focused(page)), await focused(page))
      } finally {
        await page.phone()
      }
    }, 'tools')
  }

test('a withdrawal in the panel, opened by a button of the page, stays there, and gives the focus back to that', async (page) => {
  write()
  await page.visit()
  await page.choose('accept-all')
  await page.run(() => document.getElementById('own')!.scrollIntoView())
  const before = await scrolled(page)
  await page.run(() => document.getElementById('own')!.focus())
  await press(page, Key.ENTER)
  await page.settled(async () => (await page.panelButton('withdraw')).click())
  await waitFor('the focus', async () => (await focused(page)) === 'own')
  assert.equal(await scrolled(page), before)
})

for (const [where, body] of [
  ['in the page', LONG],
  ['in a shadow root', '<p style="height:900px" id="box"></p><script>box.attachShadow({ mode: "open" }).innerHTML = "<input id=field aria-label=Name>"</script><p style="height:2600px"></p>'],
] as const) {
  const type = (page: Page) => page.run(() => (document.getElementById('field') ?? document.getElementById('box')!.shadowRoot!.getElementById('field'))!.focus())

  for (const way of ['Reject all', 'Save in the panel'] as const)
    test(`${way}: a field ${where} that had the focus has it again`, async (page) => {
      write(body)
      await page.visit()
      await page.untilAsked()
      await type(page)
      await WAYS[way]!(page)
      await waitFor('the focus', async () => (await focused(page)) === 'field')
      assert.equal(await scrolled(page), 0)
    })
}

test('a field that had the focus and is out of sight by now does not get it: the page does not scroll, and Tab leads there', async (page) => {
  write()
  await page.visit()
  await page.untilAsked()
  await page.run(() => document.getElementById('field')!.focus())
  const before = await scrollTo(page, 2000)
  await page.choose('reject-all')
  await rest(page)
  assert.deepEqual([await scrolled(page), await focused(page)], [before, 'body'])
  await press(page, Key.TAB)
  assert.equal(await focused(page), 'field')
})

test("a page's own button in sight has the focus where nothing else had it", async (page) => {
  write('<button id="own" data-portcullis="open">Privacy choices</button><p style="height:3000px"></p>')
  await page.visit()
  await page.choose('reject-all')
  await waitFor('the focus', async () => (await focused(page)) === 'own')
})

test('the first Tab leads to the banner, the next out of its last control to the beginning of the page, and back again', async (page) => {
  write('<a href="#a" id="first">First</a><p style="height:3000px"></p><a href="#b" id="last">Last</a>')
  await page.visit()
  await page.untilAsked()
  assert.deepEqual(await tabTo(page, 'first'), ['a', 'accept-all', 'reject-all', 'manage'])
  await page.driver.actions().keyDown(Key.SHIFT).sendKeys(Key.TAB).keyUp(Key.SHIFT).perform()
  assert.equal(await focused(page), 'manage')
  await press(page, Key.TAB)
  assert.equal(await focused(page), 'first')
  assert.deepEqual(await tabTo(page, 'a'), ['last'])
  assert.equal((await scrolled(page)) > 1000, true)
})

test('whoever has clicked in the page, or types in it, goes on from there by Tab', async (page) => {
  write('<h2 id="head">Buckets</h2><a href="#a" id="first">First</a><input id="field" aria-label="Name">')
  await page.visit()
  await page.untilAsked()
  await page.driver.findElement({ id: 'head' }).click()
  await press(page, Key.TAB)
  assert.equal(await focused(page), 'first')
  await page.reload()
  await page.untilAsked()
  await page.run(() => document.getElementById('first')!.focus())
  await press(page, Key.TAB)
  assert.equal(await focused(page), 'field')
})

test('who came to the banner by the first Tab and answers goes on at the beginning of the page', async (page) => {
  write(`<a href="#a" id="first">First</a>${LONG}`)
  await page.visit()
  await page.untilAsked()
  await tabTo(page, 'reject-all')
  await page.settled(() => press(page, Key.ENTER))
  await rest(page)
  assert.equal(await focused(page), 'body')
  await press(page, Key.TAB)
  assert.equal(await focused(page), 'first')
})

/** Whatever lies beneath a layer notes what it hears. */
const BENEATH: Record<string, string> = {
  'a link': '<a id="beneath" href="#gone" style="position:fixed;inset:0"></a>',
  'a button that buys': '<button id="beneath" style="position:fixed;inset:0;width:100%;height:100%">Buy</button>',
  'a text field': '<textarea id="beneath" aria-label="Name" style="position:fixed;inset:0;width:100%;height:100%">Words that can be selected</textarea>',
}
const NOTE = `<script>{
  window.landed = []
  for (const type of ['pointerdown', 'mousedown', 'mouseup', 'touchstart', 'click', 'dblclick', 'focus', 'select'])
    document.getElementById('beneath').addEventListener(type, () => landed.push(type))
}</script>`
const landed = (page: Page) => page.run(() => [...(window as never as { landed: string[] }).landed, ...(getSelection()!.toString() ? ['selection'] : []), ...(location.hash ? ['navigation'] : [])])

/** The middle of a control. */
const placeOf = (page: Page, surface: string, action: string) =>
  page.run(
    (surface, action) => {
      const { left, top, width, height } = document.querySelector(surface)!.shadowRoot!.querySelector(`[data-action=${action}]`)!.getBoundingClientRect()
      return [left + width / 2, top + height / 2] as const
    },
    surface,
    action,
  )

for (const [what, beneath] of Object.entries(BENEATH))
  for (const [layer, action] of [['banner', 'accept-all'], ['banner', 'reject-all'], ['panel', 'save'], ['panel', 'close']] as const)
    for (const by of ['mouse', 'finger'])
      test(`a double click on ${action} of the ${layer} by ${by}: the second lands nowhere on ${what}`, async (page) => {
        write(`${beneath}${NOTE}`)
        try {
          if (by === 'finger') await page.phone({ width: 390, height: 844 })
          await page.visit()
          await page.untilAsked()
          if (layer === 'panel') await page.openPanel()
          const [x, y] = await placeOf(page, `portcullis-${layer}`, action)
          await page[by === 'mouse' ? 'clickAt' : 'tapAt'](x, y, 2)
          if (action !== 'close') await waitFor('the choice', async () => (await page.told('choice')).length > 0)
          else await page.untilPanelGone()
          await rest(page)
          assert.deepEqual(await landed(page), [])
          assert.notEqual(await focused(page), 'beneath')
          // It stays so for a moment only.
          if (action !== 'close')
            await waitFor('the place to be free', async () => {
              await page.clickAt(x, y)
              return (await landed(page)).includes('click')
            })
        } finally {
          await page.phone()
        }
      }, 'tools')

test('a click elsewhere right after an answer is heard', async (page) => {
  write(`${BENEATH['a button that buys']}${NOTE}`)
  await page.visit()
  await page.untilAsked()
  const [x, y] = await placeOf(page, 'portcullis-banner', 'reject-all')
  await page.clickAt(x, y)
  await page.clickAt(60, 200)
  assert.ok((await landed(page)).includes('click'))
}, 'tools')

test('a key that is held down answers, and does nothing in what has the focus afterwards', async (page) => {
  write('<button id="buy">Buy</button><script>window.bought = []; for (const type of ["click", "keydown", "keyup"]) buy.addEventListener(type, () => bought.push(type))</script>')
  await page.visit()
  await page.untilAsked()
  await page.run(() => document.getElementById('buy')!.focus())
  await page.run(() => document.querySelector('portcullis-banner')!.shadowRoot!.querySelector<HTMLElement>('[data-action=reject-all]')!.focus())
  const key = (type: string, more = {}) =>
    (page.driver as never as { sendDevToolsCommand(name: string, about: object): Promise<void> }).sendDevToolsCommand('Input.dispatchKeyEvent', { type, key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13, text: type === 'keyUp' ? '' : '\r', ...more })
  await page.settled(() => key('keyDown'))
  await waitFor('the focus', async () => (await focused(page)) === 'buy')
  await key('keyDown', { autoRepeat: true })
  await key('keyUp')
  assert.deepEqual(await page.run(() => (window as never as { bought: string[] }).bought), [])
  await key('keyDown')
  await key('keyUp')
  assert.deepEqual(await page.run(() => (window as never as { bought: string[] }).bought), ['keydown', 'click', 'keyup'])
}, 'tools')
