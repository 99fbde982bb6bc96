/** Banner and panel for everybody: axe finds nothing, small screens, large text, keys, and what is said aloud. */
import assert from 'node:assert/strict'
import { readdir } from 'node:fs/promises'
import { axe } from '../harness/axe'
import { Key, focused, press, tabTo } from '../harness/keys'
import { LAYOUTS, THEMES, dress, still, visitIn } from '../harness/looks'
import type { Page } from '../harness/page'
import { openShop } from '../harness/shop'
import { waitFor } from '../harness/wait'

const shop = openShop(import.meta.url)
const { test } = shop

const words = await readdir(new URL('../../../www/words/', import.meta.url))
const LANGUAGES = words.map((name) => name.replace('.json', ''))

/** Axe over the banner, then over the panel, each in these color schemes. */
async function audited(page: Page, what: string, schemes = ['light']): Promise<void> {
  const inEach = async (surface: string, least: number) => {
    for (const scheme of schemes) {
      await page.run((is) => void (document.documentElement.style.colorScheme = is), scheme)
      await still(page)
      const { wrong, passed } = await axe(page, surface)
      assert.deepEqual(wrong, [], `${what}, ${scheme}, ${surface}`)
      assert.ok(passed > least, 'axe looked')
    }
  }
  await inEach('portcullis-banner', 5)
  await page.openPanel()
  await inEach('portcullis-panel', 5)
}

for (const theme of THEMES) {
  test(`axe finds nothing in the theme ${theme}, light and dark`, async (page) => {
    dress(shop, { style: { theme } })
    await page.visit()
    await page.untilAsked()
    await audited(page, theme, ['light', 'dark'])
  })
}

for (const layout of [...LAYOUTS, 'modal']) {
  test(`axe finds nothing in the layout ${layout}, read from the left and from the right, and in what stays after it`, async (page) => {
    for (const lang of ['en', 'ar']) {
      shop.server.clearRules()
      dress(shop, { style: layout === 'modal' ? { modal: true } : { layout }, lang, policy: { words: { ar: {}, en: {} } } })
      await page.visit()
      await page.untilAsked()
      await audited(page, lang)
    }
    await page.settled(async () => (await page.panelButton('reject-all')).click())
    await page.bannerButton('manage')
    assert.deepEqual((await axe(page, 'portcullis-banner')).wrong, [])
  })
}

for (const lang of LANGUAGES) {
  test(`in ${lang} a phone cuts nothing off, axe finds nothing, and the linter finds nothing`, async (page) => {
    dress(shop, { lang })
    await visitIn(shop, page, 320, 640)
    assert.deepEqual(await cutOff(page), [])
    const { rules } = await page.run(() => window.portcullis.lint())
    assert.deepEqual(rules.flatMap(({ found }) => found), [])
    await audited(page, lang)
    assert.deepEqual(await cutOff(page), [])
  })
}

for (const lang of ['en', 'ar']) {
  test(`with everything unfolded axe finds nothing either, in ${lang}, with the search there`, async (page) => {
    dress(shop, { lang })
    await page.visit()
    await page.openPanel()
    await page.seen('portcullis-panel', 'input[type=search]')
    await page.run(() => document.querySelector('portcullis-panel')!.shadowRoot!.querySelectorAll('details').forEach((one) => (one.open = true)))
    await still(page)
    assert.deepEqual((await axe(page, 'portcullis-panel')).wrong, [])
  })
}

/** What leaves its surface to a side, or is cut off in it. */
const cutOff = (page: Page) =>
  page.run(() =>
    ['portcullis-banner', 'portcullis-panel'].flatMap((name) => {
      const root = document.querySelector(name)?.shadowRoot
      return [...(root?.querySelectorAll<HTMLElement>('h2, h3, h4, p, a, button, label, td, code, .texts, .choices, .body') ?? [])].flatMap((element) => {
        const { left, right, width } = element.getBoundingClientRect()
        if (width < 2 || getComputedStyle(element).clipPath !== 'none') return []
        const out = left < -0.5 || right > document.documentElement.clientWidth + 0.5
        // What scrolls to its end scrolls down alone.
        const cut = element.scrollWidth > element.clientWidth + (element.matches('.body') ? 0 : 3) && getComputedStyle(element).display !== 'inline'
        return out || cut ? [`${name} ${element.localName} ${element.textContent!.slice(0, 30)}`] : []
      })
    }))

for (const [what, width, height, lang] of [
  ['320 px', 320, 640, 'de'],
  ['1280 × 1024 at 400 %', 320, 256, 'de'],
  ['a phone on its side', 640, 320, 'en'],
] as const) {
  test(`${what}: nothing is cut off, the three answers are in sight, and half of it is left for the page`, async (page) => {
    dress(shop, { lang })
    await visitIn(shop, page, width, height)
    assert.deepEqual(await cutOff(page), [])
    const { seen, free } = await page.run(() => {
      const root = document.querySelector('portcullis-banner')!.shadowRoot!
      const seen = ['accept-all', 'reject-all', 'manage'].filter((name) => {
        const { left, top, width, height, bottom } = root.querySelector(`[data-action=${name}]`)!.getBoundingClientRect()
        return bottom <= innerHeight && (root.elementFromPoint(left + width / 2, top + height / 2) as HTMLElement | null)?.dataset.action === name
      })
      return { seen, free: 1 - root.querySelector('.banner')!.getBoundingClientRect().height / innerHeight }
    })
    assert.deepEqual(seen, ['accept-all', 'reject-all', 'manage'])
    assert.ok(free >= 0.19 && (height < 640 || free >= 0.44), `${free} of the window is free`)
    await page.openPanel()
    await still(page)
    assert.deepEqual(await cutOff(page), [])
  })
}

/** Puts a sheet of the reader's into banner and panel, those that are there. */
const restyle = (page: Page, rules: string) =>
  page.run((rules) => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(rules)
    for (const name of ['portcullis-banner', 'portcullis-panel']) document.querySelector(name)?.shadowRoot!.adoptedStyleSheets.push(sheet)
  }, rules)

test('with the text spacing that readers may set nothing is lost', async (page) => {
  dress(shop, {})
  await visitIn(shop, page, 320, 640)
  const space = () => restyle(page, '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-block-end: 2em !important }')
  await space()
  assert.deepEqual(await cutOff(page), [])
  await page.openPanel()
  await space()
  await still(page)
  assert.deepEqual(await cutOff(page), [])
})

test('with text of twice the size nothing is cut off, on a phone either', async (page) => {
  dress(shop, { lang: 'de' })
  const enlarge = () => restyle(page, ':host { font-size: 200% !important }')
  for (const width of [360, 1280]) {
    await visitIn(shop, page, width, 740)
    await enlarge()
    assert.deepEqual(await cutOff(page), [])
    await page.openPanel()
    await enlarge()
    await page.run(() => {
      for (const fold of document.querySelector('portcullis-panel')!.shadowRoot!.querySelectorAll('details')) fold.open = true
    })
    await page.settle()
    await still(page)
    assert.deepEqual(await cutOff(page), [])
  }
})

test('what the visitor has set as text size counts, and a page with a small one of its own does not', async (page) => {
  const size = () => page.run(() => getComputedStyle(document.querySelector('portcullis-banner')!.shadowRoot!.querySelector('p')!).fontSize)
  dress(shop, {})
  await page.visit()
  await page.untilAsked()
  const own = await size()
  dress(shop, { head: '<style>html { font-size: 62.5% } body { font: 8px serif }</style>' })
  await page.visit()
  await page.untilAsked()
  assert.equal(await size(), own)
})

/** The page's own scroll padding as it comes out, and its style attribute. */
const padding = (page: Page) =>
  page.run(() => {
    const { scrollPaddingTop: top, scrollPaddingBottom: bottom } = getComputedStyle(document.documentElement)
    return { top, bottom, style: document.documentElement.getAttribute('style') }
  })

for (const position of ['bottom', 'top'] as const) {
  test(`${position}: what gets the focus is not behind the banner, and afterwards the page's scroll padding is what it was`, async (page) => {
    const field = '<p style="height: 700px"></p><input id="field" aria-label="Name"><p style="height: 1500px"></p><input id="last" aria-label="Street"><p style="height: 1500px"></p>'
    dress(shop, { style: { position }, head: '<style>html { scroll-padding: 7px 0 9px }</style>', body: field })
    await page.visit()
    await page.untilAsked()
    const height = await page.run(() => document.querySelector('portcullis-banner')!.shadowRoot!.querySelector<HTMLElement>('.banner')!.offsetHeight)
    await waitFor('the scroll padding', async () => Number.parseFloat((await padding(page))[position]) >= height)
    assert.equal((await padding(page))[position === 'top' ? 'bottom' : 'top'], position === 'top' ? '9px' : '7px', 'the other edge is left alone')
    for (const id of ['field', 'last', 'field']) {
      await page.run((name) => document.getElementById(name)!.focus(), id)
      await waitFor(`${id} clear of the banner`, () =>
        page.run((name) => {
          const banner = document.querySelector('portcullis-banner')!.shadowRoot!.querySelector('.banner')!.getBoundingClientRect()
          const field = document.getElementById(name)!.getBoundingClientRect()
          return field.top >= 0 && field.bottom <= innerHeight && (field.bottom <= banner.top || field.top >= banner.bottom)
        }, id))
    }
    await page.choose('reject-all')
    await page.untilNotAsked()
    await waitFor('the page to have its own', async () => (await padding(page))[position] === (position === 'top' ? '7px' : '9px'))
    assert.deepEqual(await padding(page), { top: '7px', bottom: '9px', style: null })
  })
}

test('the scroll padding is taken back after the frame without the banner, not in the task of a choice', async (page) => {
  dress(shop, {})
  await page.visit()
  await page.untilAsked()
  await waitFor('the scroll padding', async () => (await padding(page)).bottom !== 'auto')
  await page.ready()
  const inTask = await page.run(async () => {
    void window.portcullis.rejectAll()
    // The task has not ended while only promises go on.
    for (let times = 0; times < 20; times += 1) await null
    const shown = !!document.querySelector('portcullis-banner')!.shadowRoot!.querySelector('.banner')
    return { shown, padded: getComputedStyle(document.documentElement).scrollPaddingBottom !== 'auto' }
  })
  assert.deepEqual(inTask, { shown: false, padded: true })
  await waitFor('it to be gone', async () => (await padding(page)).bottom === 'auto')
})

test('the room kept for the banner follows its size', async (page) => {
  dress(shop, {})
  await page.visit()
  await page.untilAsked()
  const kept = async () => Number.parseFloat((await padding(page)).bottom)
  await waitFor('room', async () => (await kept()) > 0)
  const before = await kept()
  await page.run(() => {
    const text = document.querySelector('portcullis-banner')!.shadowRoot!.querySelector('p')!
    text.textContent = `${text.textContent} `.repeat(3)
  })
  await waitFor('more room', async () => (await kept()) > before)
})

test('a banner that scrolls can be scrolled by keys alone', async (page) => {
  dress(shop, { lang: 'de' })
  await visitIn(shop, page, 320, 300)
  const scrolled = () => page.run(() => document.querySelector('portcullis-banner')!.shadowRoot!.querySelector('.banner')!.scrollTop)
  await waitFor('the banner to be one stop of Tab', () => page.run(() => document.querySelector('portcullis-banner')!.shadowRoot!.querySelector<HTMLElement>('.banner')!.tabIndex === 0))
  await page.run(() => document.querySelector('portcullis-banner')!.shadowRoot!.querySelector<HTMLElement>('.banner')!.focus())
  await press(page, Key.ARROW_DOWN, Key.ARROW_DOWN)
  await waitFor('it to scroll', async () => (await scrolled()) > 0)
  await visitIn(shop, page, 1280, 900)
  assert.equal(await page.run(() => document.querySelector('portcullis-banner')!.shadowRoot!.querySelector<HTMLElement>('.banner')!.tabIndex), -1)
})

const said = (page: Page) => page.run(() => document.querySelector('portcullis-banner')?.shadowRoot?.querySelector('[role=status]')?.textContent ?? '')

test('a polite line says that there is a question, once, and that the answer is saved', async (page) => {
  dress(shop, {})
  await page.visit()
  await page.untilAsked()
  await waitFor('the question', async () => (await said(page)) === 'May we use optional cookies?')
  assert.equal(await page.run(() => document.querySelector('portcullis-banner')!.shadowRoot!.querySelectorAll('[role=alert], [aria-live=assertive]').length), 0)
  await page.choose('reject-all')
  await waitFor('the answer', async () => (await said(page)) === 'Your choice is saved.')
})

test('who answers before the question is said hears of the answer alone', async (page) => {
  // Timers wait until the test lets them go.
  const head = `<script>{ const set = setTimeout, late = []
    window.setTimeout = (run, after, ...rest) => after > 50 && after < 1000 ? late.push(run) : set(run, after, ...rest)
    window.timers = () => late.splice(0).map((run) => run()).length }</script>`
  dress(shop, { head })
  await page.visit()
  await page.choose('accept-all')
  await waitFor('the answer', async () => (await said(page)) === 'Your choice is saved.')
  assert.ok((await page.run(() => (window as never as { timers(): number }).timers())) > 0)
  assert.equal(await said(page), 'Your choice is saved.')
})

test('the control that stays is reached by Tab, opens the panel, and has the focus again when it closes', async (page) => {
  dress(shop, {})
  await page.visit()
  await page.choose('reject-all')
  await page.reload()
  await page.bannerButton('manage')
  await tabTo(page, 'manage')
  await press(page, Key.ENTER)
  await waitFor('the panel', async () => (await focused(page)) === 'title')
  await press(page, Key.ESCAPE)
  await page.untilPanelGone()
  await waitFor('the focus', async () => (await focused(page)) === 'manage')
})

test("where the store has a link of its own the focus goes there, when the banner with the focus is gone", async (page) => {
  dress(shop, { body: '<a href="/choices" id="own" data-portcullis="open">Privacy choices</a>' })
  await page.visit()
  await page.untilAsked()
  await tabTo(page, 'reject-all')
  await page.settled(() => press(page, Key.ENTER))
  await waitFor('the focus', async () => (await focused(page)) === 'own')
})

test('a choice in the panel gives the focus back to what opened it', async (page) => {
  dress(shop, { body: '<a href="/choices" id="own" data-portcullis="open">Privacy choices</a>' })
  await page.visit()
  await page.choose('reject-all')
  await page.run(() => document.getElementById('own')!.focus())
  await press(page, Key.ENTER)
  await waitFor('the panel', async () => (await focused(page)) === 'title')
  await page.settled(async () => (await page.panelButton('save')).click())
  await waitFor('the focus', async () => (await focused(page)) === 'own')
})

/** The tasks of a visitor who has a keyboard only: each from a fresh page to its end. */
const TASKS: Record<string, (page: Page) => Promise<void>> = {
  async accept(page) {
    await tabTo(page, 'accept-all')
    await page.settled(() => press(page, Key.ENTER))
    assert.equal(await page.allows('analytics'), true)
  },
  async refuse(page) {
    await tabTo(page, 'reject-all')
    await page.settled(() => press(page, Key.SPACE))
    assert.equal(await page.allows('analytics'), false)
  },
  async choose(page) {
    await tabTo(page, 'manage')
    await press(page, Key.ENTER)
    await waitFor('the panel', async () => (await focused(page)) === 'title')
    await tabTo(page, 'analytics')
    await press(page, Key.SPACE)
    await tabTo(page, 'save', 60)
    await page.settled(() => press(page, Key.ENTER))
    assert.deepEqual(await page.granted('analytics', 'remarketing'), ['analytics'])
  },
  async 'withdraw after reopening'(page) {
    await tabTo(page, 'accept-all')
    await page.settled(() => press(page, Key.ENTER))
    await waitFor('the focus on what stays', async () => (await focused(page)) === 'manage')
    await press(page, Key.ENTER)
    await waitFor('the panel', async () => (await focused(page)) === 'title')
    await tabTo(page, 'withdraw', 60)
    await page.settled(() => press(page, Key.ENTER))
    assert.equal(await page.allows('analytics'), false)
  },
  async 'read a disclosure'(page) {
    await tabTo(page, 'manage')
    await press(page, Key.ENTER)
    await waitFor('the panel', async () => (await focused(page)) === 'title')
    await tabTo(page, 'summary')
    await press(page, Key.ENTER)
    await waitFor('it to unfold', () => page.run(() => (document.querySelector('portcullis-panel')!.shadowRoot!.activeElement!.parentElement as HTMLDetailsElement).open))
  },
}

for (const [task, work] of Object.entries(TASKS)) {
  test(`by keyboard alone: ${task}`, async (page) => {
    dress(shop, {})
    await page.visit()
    await page.untilAsked()
    await work(page)
  })
}
