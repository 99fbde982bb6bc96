/**
 * Twenty-four pictures of banner and panel, compared with those in `kept/`. Letters are blanks, so that they are the
 * same wherever they are taken. `UPDATE=1 npm test -- pages pictures` keeps the present ones: look at them first.
 */
import assert from 'node:assert/strict'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { type Scene, dress } from '../harness/looks'
import type { Page } from '../harness/page'
import { openShop } from '../harness/shop'
import { compare } from './compare'
import { blanks } from './font'

const shop = openShop(import.meta.url)
const FONT = blanks()
const KEPT = fileURLToPath(new URL('kept/', import.meta.url))
const NOW = fileURLToPath(new URL('../.artifacts/pictures/', import.meta.url))
const HEIGHT = 640
const WIDTHS = [360, 768, 1280]

interface Shown extends Scene {
  scheme: 'light' | 'dark'
  /** What is shown of it, if not the banner. */
  shows?: 'panel' | 'rest'
}

const SHOWN: Record<string, Shown> = {
  'bar-light-en': { scheme: 'light', style: { layout: 'bar' } },
  'card-dark-ar': { scheme: 'dark', lang: 'ar', style: { layout: 'card' } },
  'corner-plum-light-de': { scheme: 'light', lang: 'de', style: { layout: 'corner', theme: 'plum', side: 'end' } },
  'modal-slate-dark-en': { scheme: 'dark', style: { modal: true, theme: 'slate' } },
  'card-top-brand-light-de': { scheme: 'light', lang: 'de', style: { layout: 'card', position: 'top', brand: '#ffe600' } },
  'panel-light-en': { scheme: 'light', shows: 'panel' },
  'panel-mono-dark-ar': { scheme: 'dark', lang: 'ar', style: { theme: 'mono' }, shows: 'panel' },
  'rest-linen-light-en': { scheme: 'light', style: { theme: 'linen' }, shows: 'rest' },
}

const tools = <T>(page: Page, command: string, about: object) =>
  (page.driver as never as { sendAndGetDevToolsCommand(name: string, about: object): Promise<T> }).sendAndGetDevToolsCommand(command, about)

/** Shows the scene in a frame of each width; done when nothing moves any more. */
async function stage(page: Page, { scheme, shows, ...scene }: Shown): Promise<void> {
  shop.server.rule('/blanks.ttf', { body: FONT, headers: { 'Content-Type': 'font/ttf' } })
  const head = `<style>
    @font-face { font-family: Blanks; src: url(/blanks.ttf); font-weight: 1 1000 }
    :root { --portcullis-font: Blanks; color-scheme: ${scheme}; font: 16px/1.5 Blanks; background: Canvas }
  </style>`
  dress(shop, { ...scene, head, body: '<style>main { display: none }</style>' })
  if (shows === 'rest') {
    await page.visit()
    await page.choose('reject-all')
  }
  const frames = WIDTHS.map((width) => `<iframe src="/" width="${width}" height="${HEIGHT}"></iframe>`)
  shop.write('/frames.html', `<!doctype html><html style="color-scheme:${scheme}"><head></head><body style="margin:0;display:flex"><style>iframe{border:0;flex:none}</style>${frames.join('')}`)
  await page.go('/frames.html')
  await page.run(async (does) => {
    for (const frame of document.querySelectorAll('iframe')) {
      const { document: inner, portcullis } = frame.contentWindow!
      const find = async (host: string, selector: string) => {
        for (;;) {
          const found = inner.querySelector(host)?.shadowRoot?.querySelector<HTMLElement>(selector)
          if (found) return found
          await new Promise((done) => setTimeout(done, 20))
        }
      }
      await find('portcullis-banner', does === 'rest' ? '.reopen:not([hidden])' : '[data-action=reject-all]')
      await portcullis.ready
      if (does === 'panel') portcullis.open()
      if (does === 'panel') await find('portcullis-panel:not([data-ahead])', 'dialog[open]:not(:has([data-later]))')
      await inner.fonts.load('16px Blanks')
      for (const name of ['portcullis-banner', 'portcullis-panel']) {
        const root = inner.querySelector(name)?.shadowRoot
        if (!root) continue
        const sheet = new (frame.contentWindow as typeof window & { CSSStyleSheet: typeof CSSStyleSheet }).CSSStyleSheet()
        sheet.replaceSync('* { text-rendering: geometricPrecision }')
        root.adoptedStyleSheets.push(sheet)
        for (const element of root.querySelectorAll<HTMLElement>('*')) {
          const speaks = [...element.childNodes].some((child) => child.nodeType === Node.TEXT_NODE && child.textContent!.trim())
          if (speaks) element.style.textDecoration = 'line-through 0.45em'
        }
        ;(root.activeElement as HTMLElement | null)?.blur()
        await Promise.allSettled(root.getAnimations().map((one) => one.finished))
      }
    }
  }, shows)
}

for (const [name, shown] of Object.entries(SHOWN)) {
  shop.test(
    `${name} looks as it did, at ${WIDTHS.join(', ')} px`,
    async (page) => {
      await tools(page, 'Emulation.setScrollbarsHidden', { hidden: true })
      await tools(page, 'Emulation.setDeviceMetricsOverride', { width: WIDTHS.reduce((all, one) => all + one), height: HEIGHT, deviceScaleFactor: 1, mobile: false })
      try {
        await stage(page, shown)
        const wrong: string[] = []
        for (const [at, width] of WIDTHS.entries()) {
          const x = WIDTHS.slice(0, at).reduce((all, one) => all + one, 0)
          const { data } = await tools<{ data: string }>(page, 'Page.captureScreenshot', { format: 'png', clip: { x, y: 0, width, height: HEIGHT, scale: 1 } })
          const file = `${name}-${width}.png`
          if (process.env.UPDATE) await writeFile(KEPT + file, data, 'base64')
          const { alike, said } = await compare(page, await readFile(KEPT + file, 'base64'), data)
          if (alike) continue
          await mkdir(NOW, { recursive: true })
          await writeFile(NOW + file, data, 'base64')
          wrong.push(`${file}: ${said}; the present one is in tests/pages/.artifacts/pictures`)
        }
        assert.deepEqual(wrong, [])
      } finally {
        await tools(page, 'Emulation.clearDeviceMetricsOverride', {})
        await tools(page, 'Emulation.setScrollbarsHidden', { hidden: false })
      }
    },
    'tools',
  )
}
