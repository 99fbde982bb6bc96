/** A store that looks one way or another: the seed's policy with a style, in pages of any kind. */
import { readFile } from 'node:fs/promises'
import type { Page } from './page'
import type { Shop } from './shop'

const SEED = JSON.parse(await readFile(new URL('../../../www/policies/bettymills.json', import.meta.url), 'utf8'))

export const LAYOUTS = ['bar', 'card', 'corner'] as const
export const THEMES = ['light', 'dark', 'citrus', 'forest', 'linen', 'mono', 'ocean', 'plum', 'rose', 'slate'] as const

export interface Scene {
  style?: Record<string, unknown>
  /** Attributes of the tag beside `data-policy`. */
  tag?: string
  /** What stands in the head after the tag, and in the body. */
  head?: string
  body?: string
  lang?: string
  /** What the policy says otherwise. */
  policy?: Record<string, unknown>
}

/** Serves a shop at `/` that looks so. */
export function dress(shop: Shop, { style = {}, tag = '', head = '', body = '<p style="height: 3000px"><a href="#x">A shelf</a></p>', lang = 'en', policy = {} }: Scene): void {
  const headers = { 'Content-Type': 'application/json' }
  shop.server.rule('/policy.json', { body: JSON.stringify({ ...SEED, ...policy, style }), headers })
  shop.write(
    '/index.html',
    `<!doctype html><html lang="${lang}"><head><script src="/portcullis/portcullis.js" data-policy="/policy.json" data-lang="${lang}" ${tag}></script>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>A shop</title><link rel="icon" href="data:,">${head}</head>
<body><main><h1>Mops</h1>${body}</main></body></html>`,
  )
}

/** Goes there in a frame of that size: every engine can have a narrow one, not every one a narrow window. */
export async function visitIn(shop: Shop, page: Page, width: number, height: number): Promise<void> {
  shop.write('/frame.html', `<!doctype html><head></head><body style="margin:0"><iframe src="/" width="${width}" height="${height}" style="border:0"></iframe>`)
  await page.go('/frame.html')
  await page.driver.switchTo().frame(0)
  await page.ready()
  await page.untilAsked()
  await still(page)
}

/** Waits for the end of what moves. */
export const still = (page: Page): Promise<void> =>
  page.run(async () => {
    const roots = ['portcullis-banner', 'portcullis-panel'].flatMap((name) => document.querySelector(name)?.shadowRoot ?? [])
    const ends = roots.flatMap((root) => root.getAnimations().map((one) => one.finished))
    // In a fold that is shut Firefox and WebKit begin no transition.
    await Promise.race([Promise.all(ends), new Promise((done) => setTimeout(done, 1000))])
  })

/** The box of what `selector` finds in the banner, rounded. */
export const box = (page: Page, selector = '.banner'): Promise<{ left: number; top: number; right: number; bottom: number; width: number; height: number }> =>
  page.run((wanted) => {
    const found = document.querySelector('portcullis-banner')!.shadowRoot!.querySelector(wanted)!.getBoundingClientRect()
    const { left, top, right, bottom, width, height } = found
    return Object.fromEntries(Object.entries({ left, top, right, bottom, width, height }).map(([name, value]) => [name, Math.round(value)])) as never
  }, selector)
