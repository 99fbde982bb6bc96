/** How the banner and the panel look, as far as it can be measured: equal, large enough, in nobody's way. */
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { Origin } from 'selenium-webdriver'
import type { Page } from '../harness/page'
import { openShop } from '../harness/shop'
import { waitFor } from '../harness/wait'

const shop = openShop(import.meta.url)
const { test } = shop

const policy = JSON.parse(await readFile(new URL('policy.json', import.meta.url), 'utf8'))
const SURFACES = ['portcullis-banner', 'portcullis-panel'] as const

/** Opens the page in a frame of this width: every engine can have a narrow one, not every one a narrow window. */
async function visitAt(page: Page, width: number, style: Record<string, string> = {}): Promise<void> {
  shop.server.rule('/policy.json', { body: JSON.stringify({ ...policy, style }), headers: { 'Content-Type': 'application/json' } })
  shop.write('/outer.html', `<!doctype html><head></head><iframe id="phone" src="/" width="${width}" height="640" style="border: 0"></iframe>`)
  await page.go('/outer.html')
  await page.driver.switchTo().frame(0)
  await page.ready()
  await page.untilAsked()
  await stillness(page)
}

/** Waits for the end of what moves. */
const stillness = (page: Page) =>
  page.run(async (surfaces) => {
    const roots = surfaces.flatMap((name) => document.querySelector(name)?.shadowRoot ?? [])
    await Promise.all(roots.flatMap((root) => root.getAnimations().map((animation) => animation.finished)))
  }, [...SURFACES])

const looks = (page: Page, surface: string, action: string) =>
  page.run(
    (name, wanted) => {
      const button = document.querySelector(name)!.shadowRoot!.querySelector(`[data-action=${wanted}]`)!
      const style = getComputedStyle(button)
      const { width, height, top } = button.getBoundingClientRect()
      const same = ['fontFamily', 'fontSize', 'fontWeight', 'padding', 'backgroundColor', 'color', 'border', 'borderRadius', 'boxShadow', 'textDecoration', 'opacity', 'cursor']
      return { width: Math.round(width), height: Math.round(height), top: Math.round(top), ...Object.fromEntries(same.map((key) => [key, style[key as 'color']])) }
    },
    surface,
    action,
  )

for (const [where, width, style] of [
  ['on a phone', 320, {}],
  ['on a desktop', 1200, {}],
  ['in the dark', 1200, { theme: 'dark' }],
  ['in the corner', 1200, { layout: 'corner' }],
] as const) {
  test(`${where}, accepting and refusing look the same, in the banner and in the panel`, async (page) => {
    await visitAt(page, width, style)
    const banner = [await looks(page, SURFACES[0], 'accept-all'), await looks(page, SURFACES[0], 'reject-all')]
    assert.deepEqual(banner[0], banner[1])
    await page.openPanel()
    await stillness(page)
    const panel = [await looks(page, SURFACES[1], 'accept-all'), await looks(page, SURFACES[1], 'reject-all')]
    assert.deepEqual(panel[0], panel[1])
  })
}

/** Controls of a surface that are smaller than `least` in either direction. */
const small = (page: Page, surface: string, least: number) =>
  page.run(
    (name, wanted) => {
      const controls = document.querySelector(name)!.shadowRoot!.querySelectorAll('button, input, summary')
      const shown = [...controls].filter((control) => control.checkVisibility({ visibilityProperty: true }))
      if (shown.length === 0) return ['no control at all']
      return shown
        .map((control) => ({ control, box: control.getBoundingClientRect() }))
        .filter(({ box }) => box.width < wanted - 0.5 || box.height < wanted - 0.5)
        .map(({ control, box }) => `${control.getAttribute('data-action') ?? control.localName}: ${box.width} × ${box.height}`)
    },
    surface,
    least,
  )

/** What sticks out of the page to either side. */
const overflow = (page: Page) =>
  page.run((surfaces) => {
    const out: string[] = []
    const width = document.documentElement.clientWidth
    if (document.documentElement.scrollWidth > width) out.push('the page')
    for (const name of surfaces) {
      for (const element of document.querySelector(name)?.shadowRoot?.querySelectorAll<HTMLElement>('*') ?? []) {
        const { left, right, width: wide } = element.getBoundingClientRect()
        if (wide > 2 && (left < -0.5 || right > width + 0.5)) out.push(`${name} ${element.localName}.${element.className}`)
      }
    }
    return out
  }, [...SURFACES])

for (const width of [320, 768]) {
  test(`at ${width} px nothing sticks out and every control is large enough for a finger`, async (page) => {
    await visitAt(page, width)
    assert.deepEqual(await overflow(page), [])
    assert.deepEqual(await small(page, SURFACES[0], 44), [])
    await page.openPanel()
    await stillness(page)
    assert.deepEqual(await overflow(page), [])
    assert.deepEqual(await small(page, SURFACES[1], 24), [])
    await page.settled(async () => (await page.panelButton('save')).click())
    await page.bannerButton('manage')
    assert.deepEqual(await small(page, SURFACES[0], 24), [], 'the control that reopens the panel')
    assert.deepEqual(await overflow(page), [])
  })
}

/** The lowest contrast of a text of the banner with what it stands on. */
const contrast = (page: Page) =>
  page.run(() => {
    const root = document.querySelector('portcullis-banner')!.shadowRoot!
    const canvas = Object.assign(document.createElement('canvas'), { width: 1, height: 1 })
    const pen = canvas.getContext('2d', { willReadFrequently: true })!
    // Any colour the style may name, over white.
    const light = (color: string): number => {
      pen.fillStyle = '#fff'
      pen.fillRect(0, 0, 1, 1)
      pen.fillStyle = color
      pen.fillRect(0, 0, 1, 1)
      const [r, g, b] = [...pen.getImageData(0, 0, 1, 1).data].map((part) => {
        const share = part / 255
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
      })
      return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!
    }
    const ground = (element: Element): string => {
      for (let at: Element | null = element; at; at = at.parentElement) {
        const color = getComputedStyle(at).backgroundColor
        if (color !== 'rgba(0, 0, 0, 0)') return color
      }
      return '#fff'
    }
    const ratios = [...root.querySelectorAll('h2, [part=banner] p, [part=banner] a, [part=banner] button')].map((element) => {
      const [a, b] = [light(getComputedStyle(element).color), light(ground(element))]
      return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
    })
    return Math.min(...ratios)
  })

for (const theme of ['light', 'dark']) {
  test(`every text of the banner can be read, ${theme}`, async (page) => {
    await visitAt(page, 1200, { theme })
    const lowest = await contrast(page)
    assert.ok(lowest >= 4.5, `contrast ${lowest}`)
  })
}

test('the page scrolls under the wheel while the banner is open', async (page) => {
  await page.visit()
  await page.untilAsked()
  // The types of the driver's client lack its wheel.
  const wheel = page.driver.actions() as never as { scroll(...where: unknown[]): { perform(): Promise<void> } }
  await wheel.scroll(100, 100, 0, 600, Origin.VIEWPORT).perform()
  await waitFor('the page to scroll', () => page.run(() => scrollY > 100))
  assert.equal(await page.run(() => getComputedStyle(document.body).overflow), 'visible')
  assert.equal(await page.asks(), true)
})

test('the banner comes without moving anything in the page', async (page) => {
  await page.visit()
  await page.untilAsked()
  await stillness(page)
  await page.settle()
  assert.equal(await page.run(shifted), 0)
  await page.choose('reject-all')
  await page.settle()
  assert.equal(await page.run(shifted), 0)
}, 'layout-shift')

/** Runs in the page: the sum of all layout shifts so far. */
function shifted(): Promise<number> {
  return new Promise((done) => {
    let sum = 0
    const observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) sum += (entry as never as { value: number }).value
    })
    observer.observe({ type: 'layout-shift', buffered: true })
    requestAnimationFrame(() => setTimeout(() => done(sum)))
  })
}
