/** Layouts, positions, themes and the brand's colour, as they come out on the screen. */
import assert from 'node:assert/strict'
import { engine } from '../harness/engines'
import { Key, focused, press } from '../harness/keys'
import { LAYOUTS, THEMES, dress, still, visitIn } from '../harness/looks'
import type { Page } from '../harness/page'
import { openShop } from '../harness/shop'
import { waitFor } from '../harness/wait'

const shop = openShop(import.meta.url)
const { test } = shop

const SIZES = [[360, 720], [768, 800], [1280, 720]] as const

/** What a designer would look for, as facts that hold with any font: pictures differ from machine to machine. */
async function looks(page: Page): Promise<Record<string, unknown>> {
  const facts = await page.run(() => {
    const root = document.querySelector('portcullis-banner')!.shadowRoot!
    const banner = root.querySelector<HTMLElement>('.banner')!
    const [accept, reject, manage] = ['accept-all', 'reject-all', 'manage'].map((name) => root.querySelector(`[data-action=${name}]`)!.getBoundingClientRect())
    const frame = banner.getBoundingClientRect()
    const { clientWidth: width, clientHeight: height } = document.documentElement
    const inside = [...banner.querySelectorAll('h2, p, a, button')].every((element) => {
      const { left, right } = element.getBoundingClientRect()
      return left >= frame.left && right <= frame.right
    })
    const texts = banner.querySelector('.texts')!.getBoundingClientRect()
    return {
      edges: [frame.left < 1 && 'start', frame.right > width - 1 && 'end', frame.top < 1 && 'top', frame.bottom > height - 1 && 'bottom'].filter(Boolean).join(' '),
      side: Math.abs(frame.left + frame.right - width) < 3 ? 'middle' : frame.left + frame.right < width ? 'start' : 'end',
      half: frame.top + frame.bottom > height ? 'below' : 'above',
      beside: texts.right <= accept!.left,
      row: accept!.top === reject!.top && accept!.right < reject!.left,
      manage: manage!.top > accept!.bottom && Math.abs(manage!.width - (reject!.right - accept!.left)) < 2 ? 'beneath' : 'elsewhere',
      equal: Math.abs(accept!.width - reject!.width) < 1 && accept!.height === reject!.height,
      inside,
      tall: frame.height <= Math.max(0.55 * height, Math.min(0.8 * height, 340)),
    }
  })
  return facts
}

const EVERYWHERE = { row: true, manage: 'beneath', equal: true, inside: true, tall: true }

/** Layout, position and side; on a phone, a tablet, a desktop: where it touches, where it sits, buttons beside texts. */
const EXPECTED = [
  ['bar', 'bottom', 'start', ['start end bottom', 'middle', false], ['start end bottom', 'middle', true], ['start end bottom', 'middle', true]],
  ['bar', 'top', 'start', ['start end top', 'middle', false], ['start end top', 'middle', true], ['start end top', 'middle', true]],
  ['card', 'bottom', 'start', ['start end bottom', 'middle', false], ['', 'middle', true], ['', 'middle', true]],
  ['card', 'top', 'end', ['start end top', 'middle', false], ['', 'middle', true], ['', 'middle', true]],
  ['corner', 'bottom', 'start', ['start end bottom', 'middle', false], ['', 'start', false], ['', 'start', false]],
  ['corner', 'bottom', 'end', ['start end bottom', 'middle', false], ['', 'end', false], ['', 'end', false]],
  ['corner', 'top', 'start', ['start end top', 'middle', false], ['', 'start', false], ['', 'start', false]],
  ['corner', 'top', 'end', ['start end top', 'middle', false], ['', 'end', false], ['', 'end', false]],
] as const

/** Where everything stands that is seen of us: a bar may go on beneath the scroll bar. */
const boxes = (page: Page) =>
  page.run(() => {
    const seen = [...document.querySelector('portcullis-banner')!.shadowRoot!.querySelectorAll('.banner, .banner *, .reopen')]
    return seen.map((element) => {
      const { left, top, right, bottom } = element.getBoundingClientRect()
      return [element.className || element.localName, left, top, bottom, element.className === 'banner' || right]
    })
  })

for (const lang of ['en', 'ar']) for (const width of [600, 1280]) {
  test(`when the scroll bar of a page comes nothing moves, in ${lang}, ${width} px wide`, async (page) => {
    for (const style of [...LAYOUTS.flatMap((layout) => [{ layout, side: 'start' }, { layout, side: 'end' }]), { layout: 'bar', position: 'top' }, { modal: true }]) {
      shop.server.clearRules()
      dress(shop, { style, lang, body: '<p>A shelf</p>', policy: { words: { ar: {}, en: {} } } })
      await visitIn(shop, page, width, 700)
      const [before, bar] = [await boxes(page), await page.run(() => {
        document.querySelector('main')!.style.minHeight = '3000px'
        return innerWidth - document.documentElement.clientWidth
      })]
      assert.ok(bar > 0, 'it takes room in this browser')
      assert.deepEqual(await boxes(page), before, JSON.stringify(style))
    }
  }, 'classic-scroll-bars')
}

for (const [layout, position, side, ...expected] of EXPECTED) {
  test(`${layout}, ${position}, ${side}: sits where it should on a phone, a tablet and a desktop`, async (page) => {
    dress(shop, { style: { layout, position, side } })
    for (const [at, [width, height]] of SIZES.entries()) {
      await visitIn(shop, page, width, height)
      const [edges, where, beside] = expected[at]!
      const half = position === 'top' ? 'above' : 'below'
      assert.deepEqual(await looks(page), { ...EVERYWHERE, edges, side: where, beside, half }, `${width} px`)
    }
  })
}

test('in a language read from the right the start is on the right', async (page) => {
  dress(shop, { style: { layout: 'corner' }, policy: { language: 'ar', words: { ar: {} } }, lang: 'ar' })
  await visitIn(shop, page, 1280, 720)
  assert.equal((await looks(page)).side, 'end')
})

const surface = (page: Page) => page.run(() => getComputedStyle(document.querySelector('portcullis-banner')!.shadowRoot!.querySelector('.banner')!).backgroundColor)

test('each theme is light and dark as the page is, and only the one that is named is fetched', async (page) => {
  const seen = new Set<string>()
  for (const scheme of ['light', 'dark']) {
    for (const theme of THEMES.slice(2)) {
      shop.server.clearRules()
      dress(shop, { style: { theme }, head: `<style>:root { color-scheme: ${scheme} }</style>` })
      await page.visit()
      await page.untilAsked()
      const accent = await page.run(() => getComputedStyle(document.querySelector('portcullis-banner')!.shadowRoot!.querySelector('.primary')!).backgroundColor)
      seen.add(`${await surface(page)} ${accent}`)
    }
  }
  assert.equal(seen.size, 16, [...seen].join('\n'))
  assert.deepEqual(page.requests(/themes/).map(({ path }) => path).sort(), THEMES.slice(2).flatMap((name) => [`/portcullis/themes/${name}.css`, `/portcullis/themes/${name}.css`]).sort())
  shop.server.clearRequests()
  dress(shop, {})
  await page.visit()
  await page.untilAsked()
  assert.deepEqual(page.requests(/themes/), [])
})

test("a page's own properties are over those of a theme and of the brand", async (page) => {
  dress(shop, { style: { theme: 'plum', brand: '#0a6464' }, head: '<style>:root { --portcullis-surface: #123456; --portcullis-accent: #654321 }</style>' })
  await page.visit()
  await page.untilAsked()
  assert.equal(await surface(page), 'rgb(18, 52, 86)')
  assert.equal((await paints(page)).ground, 'rgb(101, 67, 33)')
})

test('a theme that cannot be had is said, and the banner comes in the default one', async (page) => {
  dress(shop, { style: { theme: 'ocean' } })
  shop.server.rule(/themes/, { status: 404 })
  await page.visit()
  await page.untilAsked()
  await waitFor('the line', async () => /theme could not be loaded/.test((await page.said()).join()))
  assert.equal(await surface(page), 'rgb(255, 255, 255)')
})

/** The colours of the accept button. */
const paints = (page: Page) =>
  page.run(() => {
    const { backgroundColor, color, borderTopColor } = getComputedStyle(document.querySelector('portcullis-banner')!.shadowRoot!.querySelector('.primary')!)
    return { ground: backgroundColor, text: color, edge: borderTopColor }
  })

test("buttons wear the store's colour, with the text on it that can be read, in banner and panel", async (page) => {
  for (const [brand, scheme, ground, text] of [
    ['#ffc42b', 'light', 'rgb(255, 196, 43)', 'rgb(0, 0, 0)'],
    ['#0A1F44', 'dark', 'rgb(10, 31, 68)', 'rgb(255, 255, 255)'],
  ] as const) {
    shop.server.clearRules()
    dress(shop, { style: { brand }, head: `<style>:root { color-scheme: ${scheme} }</style>` })
    await page.visit()
    await page.untilAsked()
    const { edge, ...worn } = await paints(page)
    assert.deepEqual(worn, { ground, text })
    assert.notEqual(edge, ground, 'a colour like the surface gets an edge')
    await page.openPanel()
    const panel = await page.run(() => getComputedStyle(document.querySelector('portcullis-panel')!.shadowRoot!.querySelector('.primary')!).backgroundColor)
    assert.equal(panel, ground)
  }
})

test('a name that leads out of the folder of themes is no theme: nothing is fetched for it, and it is said', async (page) => {
  shop.server.rule('/evil.css', { body: ':root { --portcullis-surface: #123456 }', headers: { 'Content-Type': 'text/css' } })
  for (const theme of ['../../evil', '../evil', 'ocean.css?', 'Ocean', 'a/b', 'plum\\..\\..\\evil']) {
    dress(shop, { style: { theme } })
    await page.visit()
    await page.untilAsked()
    await waitFor('the mistake', async () => (await page.said()).join().includes('style.theme: found'))
    assert.deepEqual(page.requests(/css/), [], theme)
    assert.equal(await page.run(() => getComputedStyle(document.documentElement).getPropertyValue('--portcullis-surface')), '', theme)
  }
})

test('a look that there is not is a mistake: it is said, and the default one stands in', async (page) => {
  dress(shop, { style: { layout: 'tower' } })
  await page.visit()
  await page.untilAsked()
  await waitFor('the mistake', async () => (await page.said()).join().includes('style.layout: found "tower"'))
  await page.choose('accept-all')
  assert.equal(await page.allows('analytics'), true)
})

test('modal, where the policy says so: the page waits, refusing is there, Escape puts the question off and decides nothing', async (page) => {
  dress(shop, { style: { modal: true }, body: '<button id="behind">Buy</button>' })
  await page.visit()
  await page.untilAsked()
  await waitFor('the rest of the stub', async () => (await page.told('ready')).length > 0)
  await still(page)
  // Firefox's driver says "none" of what has just become a modal.
  if (engine !== 'firefox') assert.equal(await (await page.seen('portcullis-banner', '.banner')).getAriaRole(), 'dialog')
  assert.equal(await page.run(() => document.querySelector('portcullis-banner')!.shadowRoot!.querySelector('.banner')!.matches(':modal')), true)
  assert.equal(await focused(page), 'h2', 'not on an answer')
  const way = new Set<string>()
  for (let step = 0; step < 8; step += 1) {
    await press(page, Key.TAB)
    way.add(await focused(page))
  }
  assert.ok(way.has('reject-all') && way.has('accept-all') && !way.has('behind'), [...way].join())
  await press(page, Key.ESCAPE)
  await page.untilNotAsked()
  assert.equal(await page.run(() => window.portcullis.record()), null)
  assert.deepEqual(await page.kept(), [])
  await page.reload()
  await page.choose('reject-all')
  await page.untilNotAsked()
  await page.run(() => document.getElementById('behind')!.focus())
  assert.equal(await focused(page), 'behind', 'the page is free again')
})

test('no policy, no modal: without that setting no layout is one, and on the page of the policy itself none is', async (page) => {
  const isModal = () => page.run(() => document.querySelector('portcullis-banner')!.shadowRoot!.querySelector('.banner')!.matches(':modal'))
  for (const layout of LAYOUTS) {
    shop.server.clearRules()
    dress(shop, { style: { layout } })
    await page.visit()
    await page.untilAsked()
    assert.equal(await isModal(), false, layout)
  }
  shop.server.clearRules()
  dress(shop, { style: { modal: true }, policy: { store: { name: 'Shop', policyUrl: '/index.html' } } })
  await page.visit('/index.html')
  await page.untilAsked()
  assert.equal(await isModal(), false)
})

test('the banner moves for 200 ms at most, and not at all for those who want no motion', async (page) => {
  const motion = () =>
    page.run(() => {
      const root = document.querySelector('portcullis-banner')!.shadowRoot!
      const styles = [...root.querySelectorAll('*')].map((element) => getComputedStyle(element))
      const seconds = styles.flatMap(({ animationName, animationDuration, transitionDuration }) => [animationName === 'none' ? 0 : Number.parseFloat(animationDuration), Number.parseFloat(transitionDuration)])
      return Math.max(...seconds)
    })
  dress(shop, {})
  for (const [value, least, most] of [['no-preference', 0.05, 0.2], ['reduce', 0, 0]] as const) {
    await page.media({ features: [{ name: 'prefers-reduced-motion', value }] })
    await page.visit()
    await page.untilAsked()
    const longest = await motion()
    assert.ok(longest >= least && longest <= most, `${value}: ${longest} s`)
  }
  await page.media()
}, 'tools')
