/**
 * Pictures of every look, for eyes: `sh tools/with.sh node --import tsx tests/looks/render.ts FOLDER [layout=card]
 * [theme=] [scheme=dark] [width=360] [lang=de] [panel=1]`. Several of a kind are parted by commas; one picture holds
 * all widths side by side. Tests compare nothing with them: fonts differ from machine to machine.
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
    const kept = Object.fromEntries(Object.entries(style).filter(([name, value]) => value && name !== 'panel'))
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
  for (const combination of product(all)) await picture(driver, combination)
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

async function picture(browser: WebDriver, combination: Record<string, string>): Promise<void> {
  const widths = all.width!.map(Number)
  const height = Number(all.height?.[0] ?? 720)
  const frames = widths.map((width) => `<iframe src="/look?${new URLSearchParams(combination)}" width="${width}" height="${height}"></iframe>`)
  const html = `<body style="margin:8px;display:flex;gap:8px;background:#888">${frames.join('')}<style>iframe{border:0;flex:none}</style>`
  await browser.get(`${server.origin}/privacy.html`)
  await browser.executeAsyncScript(
    `const [html, panel, done] = arguments
    document.documentElement.innerHTML = html
    const ready = async (frame) => {
      await new Promise((on) => (frame.onload = on))
      const page = frame.contentWindow
      const shown = (selector) => page.document.querySelector(selector)?.shadowRoot
      while (!shown('portcullis-banner')?.querySelector('.banner')) await new Promise((on) => setTimeout(on, 30))
      await page.portcullis.ready
      if (panel) {
        page.portcullis.open(panel === '1' ? undefined : panel)
        while (!shown('portcullis-panel')?.querySelector('dialog')) await new Promise((on) => setTimeout(on, 30))
      }
      await Promise.all(['portcullis-banner', 'portcullis-panel'].flatMap((name) => shown(name)?.getAnimations() ?? []).map((a) => a.finished))
    }
    Promise.all([...document.querySelectorAll('iframe')].map(ready)).then(() => setTimeout(done, 50))`,
    html,
    combination.panel,
  )
  const size = { width: widths.reduce((sum, width) => sum + width + 8, 8), height: height + 16, deviceScaleFactor: 1, mobile: false }
  const tools = browser as never as { sendAndGetDevToolsCommand(name: string, about: object): Promise<{ data: string }> }
  await tools.sendAndGetDevToolsCommand('Emulation.setDeviceMetricsOverride', size)
  const { data } = await tools.sendAndGetDevToolsCommand('Page.captureScreenshot', { format: 'png' })
  const name = Object.values(combination).filter(Boolean).join('-').replace(/#/g, '')
  await writeFile(path.join(folder!, `${name}.png`), Buffer.from(data, 'base64'))
}
