/** A store for one test file: a server, and for each test a visitor whom nobody has seen before. */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { after } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { WebDriver } from 'selenium-webdriver'
import { type Handler, type TestServer, createServer } from '../../../tools/server/index.mjs'
import { withEars } from './ears'
import { type Ability, type Browser, cannot, startBrowser } from './engines'
import { Page } from './page'
import { test as register } from './tests'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))
const DIST = path.resolve(ROOT, process.env.DIST ?? 'dist')
/** No test takes this long; one that hangs must not hang the others. */
const LIMIT = 90_000

/** The browser of this process, for all of its files, once one of them needs it. */
let browser: Browser | undefined
const servers: TestServer[] = []
/** Of all files: visitors of two shops are strangers, although ports do not part cookies. */
let visitors = 0

/** Ends the browser and all shops. */
export async function closeAll(): Promise<void> {
  await browser?.quit()
  await Promise.all(servers.map((server) => server.close()))
}

// A lane has several files, and ends it all itself.
if (!process.send) after(closeAll)

async function driverOf(): Promise<WebDriver> {
  browser ??= await startBrowser()
  await browser.driver.manage().setTimeouts({ script: 20_000, pageLoad: 30_000 })
  return browser.driver
}

/** After a failure nobody knows what is left in it. */
async function renew(): Promise<void> {
  const left = browser
  browser = undefined
  await left?.quit().catch(() => {})
}

export interface ShopOptions {
  /** The folder of the pages, if not that of the test. */
  pages?: string
  handlers?: Handler[]
  /** What the store's server does to a page before it is sent. */
  written?: (html: string, url: URL) => string
}

export interface Shop {
  readonly server: TestServer
  /** Serves `html` at `path`, in the present test only. */
  write(path: string, html: string): void
  /** A test in a browser; `needs` names what not every engine can do. */
  test(name: string, body: (page: Page) => Promise<void>, ...needs: Ability[]): void
}

export function openShop(testFile: string, options: ShopOptions = {}): Shop {
  const pages = options.pages ? path.join(ROOT, options.pages) : path.dirname(fileURLToPath(testFile))
  const written = new Map<string, string>()
  let server: TestServer

  async function open(): Promise<TestServer> {
    const roots = { '/': pages, '/portcullis/': DIST, '/policies/': path.join(ROOT, 'www', 'policies') }
    const pageHandler: Handler = async (request, response, { url }) => {
      if (request.method !== 'GET') return false
      const name = url.pathname.endsWith('/') ? `${url.pathname}index.html` : url.pathname
      if (!/^[\w/-]+\.html$/.test(name)) return false
      const html = written.get(name) ?? (await readFile(path.join(pages, name), 'utf8').catch(() => undefined))
      if (html === undefined) return false
      response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-cache' })
      response.end(withEars(options.written?.(html, url) ?? html))
      return true
    }
    const opened = await createServer({ roots, handlers: [...(options.handlers ?? []), pageHandler] })
    servers.push(opened)
    return opened
  }

  async function visit(body: (page: Page) => Promise<void>): Promise<void> {
    server ??= await open()
    const driver = await driverOf()
    written.clear()
    server.clearRules()
    server.clearRequests()
    const first = await driver.getWindowHandle()
    // A host of its own has no cookies and no storage yet, whatever the tests before left.
    const page = new Page(driver, server, `visitor-${(visitors += 1)}.localhost`, first)
    try {
      await body(page)
    } catch (error) {
      await explain(error as Error, page)
      await renew()
      throw error
    }
    for (const handle of await driver.getAllWindowHandles()) {
      await driver.switchTo().window(handle)
      if (handle !== first) await driver.close()
    }
    await page.front(true)
    await driver.get('about:blank')
  }

  return {
    get server() {
      return server
    },
    write: (at, html) => void written.set(at, html),
    test: (name, body, ...needs) => register(name, () => visit(body), { skip: cannot(needs), timeout: LIMIT }),
  }
}

/** Adds to an error what the page had said and asked for by then. */
async function explain(error: Error, page: Page): Promise<void> {
  const heard = await page.heard().catch(() => undefined)
  const asked = page.requests().map(({ method, path: at }) => `${method} ${at}`)
  const events = heard?.events.map(({ type, detail }) => `${type} ${JSON.stringify(detail)}`)
  const lines = [...(heard?.console ?? []), ...(heard?.uncaught ?? []), ...(heard?.violations ?? []), ...(events ?? [])]
  error.message += `\n  the page: ${lines.join('\n    ') || 'said nothing'}\n  it asked for: ${asked.join(', ')}`
}
