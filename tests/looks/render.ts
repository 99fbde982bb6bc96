/**
 * Pictures of every look, for eyes: `sh tools/with.sh node --import tsx tests/looks/render.ts FOLDER [layout=card]
 * [theme=] [scheme=dark] [width=360] [lang=de] [panel=1] [text=200] [media=forced-colors]`. Several of a kind are parted
 * by commas; one picture holds all widths side by side, `index.html` in the folder all pictures. `text` is the size of
 * text in per cent, `media` one of forced-colors, prefers-contrast, print. Tests compare nothing with these pictures:
 * fonts differ from machine to machine (`tests/pages/pictures` has those that are compared).
 */
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { WebDriver } from 'selenium-webdriver'
import { type Handler, createServer } from '../../tools/server/index.mjs'
import { startBrowser } from '../pages/harness/engines'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const STORE = path.join(ROOT, 'www', 'store')
const [folder, ...given] = process.argv.slice(2)
if (!folder) throw new Error('Name a folder for the pictures.')
const words = (await readdir(path.join(ROOT, 'www', 'words'))).map((name) => path.basename(name, '.json'))
const all: Record<string, string[]> = {
  layout: ['card', 'bar', 'corner'],
  position: ['bottom'],
  side: ['start'],
  modal: [''],
  theme: [''],
  brand: [''],
  scheme: ['light', 'dark'],
  lang: ['en', 'de', 'ar'].filter((lang) => words.includes(lang)),
  width: ['360', '768', '1280'],
  panel: [''],
  text: [''],
  media: [''],
}
/** What is no part of the policy's style. */
const NO_STYLE = ['panel', 'text', 'media']
const MEDIA: Record<string, object> = {
  '': { media: '', features: [] },
  'forced-colors': { features: [{ name: 'forced-colors', value: 'active' }] },
  'prefers-contrast': { features: [{ name: 'prefers-contrast', value: 'more' }] },
  print: { media: 'print' },
}
for (const one of given) {
  const [name, values] = one.split('=') as [string, string]
  all[name] = values.split(',')
}

const policy = JSON.parse(await readFile(path.join(ROOT, 'www', 'policies', 'bettymills.json'), 'utf8'))
const look: Handler = async (_, response, { url }) => {
  const asked = Object.fromEntries(url.searchParams)
  const { lang = 'en', scheme = '', ...style } = asked
  if (url.pathname === '/look.json') {
    const kept = Object.fromEntries(Object.entries(style).filter(([name, value]) => value && !NO_STYLE.includes(name)))
    response.writeHead(200, { 'Content-Type': 'application/json' })
    response.end(JSON.stringify({ ...policy, style: { ...kept, ...(style.modal && { modal: true }) } }))
  } else if (url.pathname === '/look') {
    const html = await readFile(path.join(STORE, 'index.html'), 'utf8')
    const tag = `data-lang="${lang}" data-policy="/look.json?${url.searchParams}"`
    const ground = `<style>:root{color-scheme:${scheme}}</style>`
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' })
    response.end(html.replace(/data-policy="[^"]*"/, tag).replace('</head>', `${ground}</head>`))
  } else return false
  return true
}

const server = await createServer({ roots: { '/': STORE, '/portcullis/': path.join(ROOT, 'dist') }, handlers: [look] })
const { driver, quit } = await startBrowser()
try {
  await mkdir(folder, { recursive: true })
  const names: string[] = []
  for (const combination of product(all)) names.push(await picture(driver, combination))
  const shown = names.map((name) => `<figure><figcaption>${name}</figcaption><img src="${name}.png" loading="lazy"></figure>`)
  await writeFile(path.join(folder, 'index.html'), `<!doctype html><title>Looks</title><style>img{max-width:100%}figure{margin:1em 0}</style>${shown.join('\n')}`)
} finally {
  await quit()
  await server.close()
}

/** Every combination of all but the widths. */
function product(kinds: Record<string, string[]>): Record<string, string>[] {
  return Object.entries(kinds)
    .filter(([name]) => name !== 'width')
    .reduce<Record<string, string>[]>((found, [name, values]) => found.flatMap((one) => values.map((value) => ({ ...one, [name]: value }))), [{}])
}

/** Takes a picture of it at every width; gives its name. */
async function picture(browser: WebDriver, combination: Record<string, string>): Promise<string> {
  const widths = all.width!.map(Number)
  const height = Number(all.height?.[0] ?? 720)
  const edge = widths.length > 1 ? 8 : 0
  const frames = widths.map((width) => `<iframe src="/look?${new URLSearchParams(combination)}" width="${width}" height="${height}"></iframe>`)
  const html = `<body style="margin:${edge}px;display:flex;gap:8px;background:#888">${frames.join('')}<style>iframe{border:0;flex:none}</style>`
  const tools = browser as never as { sendAndGetDevToolsCommand(name: string, about: object): Promise<{ data: string }> }
  await browser.get(`${server.origin}/privacy.html`)
  await tools.sendAndGetDevToolsCommand('Emulation.setEmulatedMedia', MEDIA[combination.media ?? ''] ?? {})
  const wrong = await browser.executeAsyncScript<string | null>(
    `const [html, panel, text, done] = arguments
    document.documentElement.innerHTML = html
    const ready = async (frame) => {
      await new Promise((on) => (frame.onload = on))
      const page = frame.contentWindow
      const shown = (selector) => page.document.querySelector(selector)?.shadowRoot
      while (!shown('portcullis-banner')?.querySelector('.banner')) await new Promise((on) => setTimeout(on, 30))
      await page.portcullis.ready
      if (panel) {
        page.portcullis.open(panel === '1' ? undefined : panel)
        while (!shown('portcullis-panel:not([data-ahead])')?.querySelector('dialog[open]')) await new Promise((on) => setTimeout(on, 30))
      }
      for (const host of text ? page.document.querySelectorAll('portcullis-banner, portcullis-panel') : []) {
        const sheet = new page.CSSStyleSheet()
        sheet.replaceSync(':host { font-size: ' + text + '% !important }')
        host.shadowRoot.adoptedStyleSheets.push(sheet)
      }
      await Promise.all(['portcullis-banner', 'portcullis-panel'].flatMap((name) => shown(name)?.getAnimations() ?? []).map((a) => a.finished))
    }
    Promise.all([...document.querySelectorAll('iframe')].map(ready)).then(() => setTimeout(done, 50), (error) => done(String(error)))`,
    html,
    combination.panel,
    combination.text,
  )
  if (wrong) throw new Error(wrong)
  const size = { width: widths.reduce((sum, width) => sum + width + edge, edge), height: height + 2 * edge, deviceScaleFactor: 1, mobile: false }
  await tools.sendAndGetDevToolsCommand('Emulation.setDeviceMetricsOverride', size)
  const { data } = await tools.sendAndGetDevToolsCommand('Page.captureScreenshot', { format: 'png' })
  const name = Object.values(combination).filter(Boolean).join('-').replace(/#/g, '')
  await writeFile(path.join(folder!, `${name}.png`), Buffer.from(data, 'base64'))
  return name
}
