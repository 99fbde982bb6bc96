/** One tab, and what somebody does and sees in it. */
import type { WebDriver, WebElement } from 'selenium-webdriver'
import type { LoggedRequest, PathPattern, TestServer } from '../../../tools/server/index.mjs'
import { Controls } from './controls'
import { type Heard, KEEP, type Told } from './ears'
import { waitFor } from './wait'

export interface Stored {
  cookie: string | null
  local: string | null
}

let markers = 0

export class Page extends Controls {
  readonly #server: TestServer
  readonly host: string

  constructor(driver: WebDriver, server: TestServer, name: string, handle: string) {
    super(driver, handle)
    this.#server = server
    this.host = `${name}:${server.port}`
  }

  get origin(): string {
    return `http://${this.host}`
  }

  /** Goes to `path` of this visitor's host and waits until the standing is known. */
  async visit(path = '/'): Promise<void> {
    await this.go(path)
    await this.ready()
  }

  /** Goes to `path` and does not wait for Portcullis. */
  async go(path = '/'): Promise<void> {
    await this.front()
    await this.driver.get(new URL(path, this.origin).href)
  }

  async reload(): Promise<void> {
    await this.front()
    await this.driver.navigate().refresh()
    await this.ready()
  }

  /** Resolved when the page's own `portcullis.ready` is. */
  ready(): Promise<void> {
    return this.run(() => window.portcullis.ready)
  }

  /** What the tab is for, `print` or nothing, and its media features; none of either undoes it. A test that asks needs `tools`. */
  async media(about: { media?: 'print'; features?: { name: string; value: string }[] } = {}): Promise<void> {
    await this.#tools('Emulation.setEmulatedMedia', { media: '', features: [], ...about })
  }

  /** A phone of that size, or none any more. A test that asks needs `tools`. */
  async phone(size?: { width: number; height: number }): Promise<void> {
    await this.#tools('Emulation.setTouchEmulationEnabled', { enabled: !!size })
    if (size) await this.#tools('Emulation.setDeviceMetricsOverride', { ...size, deviceScaleFactor: 2, mobile: true })
    else await this.#tools('Emulation.clearDeviceMetricsOverride', {})
  }

  /** What a phone's screen is cut off at its edges. A test that asks needs `tools`. */
  async notch(insets: { top?: number; left?: number; bottom?: number; right?: number } = {}): Promise<void> {
    await this.#tools('Emulation.setSafeAreaInsetsOverride', { insets })
  }

  /** Presses and lets go at a place of the window, so many times in a row. A test that asks needs `tools`. */
  async clickAt(x: number, y: number, times = 1): Promise<void> {
    for (let nth = 1; nth <= times; nth += 1)
      for (const type of ['mousePressed', 'mouseReleased']) await this.#tools('Input.dispatchMouseEvent', { type, x, y, button: 'left', clickCount: nth })
  }

  /** Taps there as a finger does, so many times. A test that asks needs `tools`. */
  async tapAt(x: number, y: number, times = 1): Promise<void> {
    for (let nth = 1; nth <= times; nth += 1) {
      await this.#tools('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x, y }] })
      await this.#tools('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
    }
  }

  /** Clicks `element` for the `nth` time in a row, whatever was clicked before. A test that asks needs `tools`. */
  async clickNth(element: WebElement, nth: number): Promise<void> {
    const [x, y] = await this.run((element: never) => {
      ;(element as HTMLElement).scrollIntoView({ block: 'nearest', behavior: 'instant' })
      const { left, top, width, height } = (element as HTMLElement).getBoundingClientRect()
      return [left + width / 2, top + height / 2]
    }, element as never)
    for (const type of ['mousePressed', 'mouseReleased']) await this.#tools('Input.dispatchMouseEvent', { type, x, y, button: 'left', clickCount: nth })
  }

  #tools(name: string, about: object): Promise<void> {
    return (this.driver as never as { sendDevToolsCommand(name: string, about: object): Promise<void> }).sendDevToolsCommand(name, about)
  }

  /** Another tab of the same visitor. */
  async openTab(path = '/', first: (tab: Page) => Promise<unknown> = async () => {}): Promise<Page> {
    await this.front()
    await this.driver.switchTo().newWindow('tab')
    const tab = new Page(this.driver, this.#server, this.host.split(':')[0]!, await this.driver.getWindowHandle())
    await first(tab)
    await tab.visit(path)
    return tab
  }

  async close(): Promise<void> {
    await this.front()
    await this.driver.close()
  }

  /** Runs `body` in the page. It sees its arguments and the page, nothing of the test. */
  async run<T, A extends unknown[]>(body: (...args: A) => T | Promise<T>, ...args: A): Promise<T> {
    await this.front()
    const script = `const done = arguments[arguments.length - 1];${KEEP}
      Promise.resolve().then(() => (${body})(...[].slice.call(arguments, 0, -1)))
        .then((value) => done({ value }), (error) => done({ error: String(error) }))`
    const answer = await this.driver.executeAsyncScript<{ value: T; error?: string } | null>(script, ...args)
    // Firefox says nothing of a page that was left meanwhile.
    if (answer === null) return undefined as T
    if (answer.error !== undefined) throw new Error(`In the page: ${answer.error}`)
    return answer.value
  }

  /** The sum of the layout shifts that the browser has noted. */
  shifts(): Promise<number> {
    return this.run(
      () =>
        new Promise<number>((done) => {
          let sum = 0
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) sum += (entry as never as { value: number }).value
          }).observe({ type: 'layout-shift', buffered: true })
          requestAnimationFrame(() => setTimeout(() => done(sum)))
        }),
    )
  }

  heard(): Promise<Heard> {
    return this.run(() => (window as never as { heard: Heard }).heard)
  }

  /** Events of this type so far, oldest first. */
  async told(type: string): Promise<Told[]> {
    return (await this.heard()).events.filter((event) => event.type === type)
  }

  /** What Portcullis said in the console. */
  async said(): Promise<string[]> {
    return (await this.heard()).console.filter((line) => line.startsWith('Portcullis'))
  }

  /** Requests of this visitor to `path`. */
  requests(path?: PathPattern): LoggedRequest[] {
    return this.#server.requests(path).filter((entry) => entry.headers.host === this.host)
  }

  /** Last parts of the addresses that were reported to below /collect/, without the harness's own marks. */
  collected(): string[] {
    const names = this.requests('/collect/*').map((entry) => entry.path.slice('/collect/'.length))
    return names.filter((name) => !name.startsWith('mark-'))
  }

  /**
   * Lets everything that was to happen happen: the page draws, its tasks run, and a request sent after that is in
   * the log. What the page did not ask for before then, it did not ask for.
   */
  async settle(): Promise<void> {
    const name = `/collect/mark-${(markers += 1)}`
    await this.run(async (mark) => {
      const frame = new Promise((done) => requestAnimationFrame(done))
      // A hidden tab draws nothing.
      await (document.hidden ? new Promise((done) => setTimeout(done)) : frame)
      await fetch(mark)
      await new Promise((done) => setTimeout(done))
      await fetch(`${mark}-again`)
    }, name)
    await waitFor('the mark in the log', () => this.requests(`${name}-again`).length > 0)
  }

  allows(expression: string): Promise<boolean> {
    return this.run((text) => window.portcullis.allows(text), expression)
  }

  /** Ids of the optional purposes granted now, as the page is told. */
  granted(...purposes: string[]): Promise<string[]> {
    return this.run((ids) => ids.filter((id) => window.portcullis.allows(id)), purposes)
  }

  /** Names of all cookies the browser holds for this host. */
  async cookies(): Promise<string[]> {
    await this.front()
    return (await this.driver.manage().getCookies()).map((cookie) => cookie.name).sort()
  }

  /** The record as both stores have it. */
  stored(): Promise<Stored> {
    return this.run(() => ({
      cookie: /(?:^|; )portcullis=([^;]*)/.exec(document.cookie)?.[1] ?? null,
      local: localStorage.getItem('portcullis'),
    }))
  }

  /** Everything kept in this browser for this host: cookies, localStorage, sessionStorage. */
  async kept(): Promise<string[]> {
    const items = await this.run(() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)])
    return [...(await this.cookies()), ...items].sort()
  }
}
