/** Banner and panel, used as a visitor uses them. */
import type { WebDriver, WebElement } from 'selenium-webdriver'
import type { Told } from './ears'
import { waitFor } from './wait'

export type Action = 'accept-all' | 'reject-all' | 'manage' | 'save' | 'close' | 'withdraw'
type Surface = 'portcullis-banner' | 'portcullis-panel'

const FIND = `const root = document.querySelector(arguments[0])?.shadowRoot
  for (const element of root?.querySelectorAll(arguments[1]) ?? []) {
    const { width, height } = element.getBoundingClientRect()
    if (width > 0 && height > 0 && getComputedStyle(element).visibility === 'visible') return element
  }
  return null`

const LAID_OUT = `return !document.querySelector('portcullis-panel')?.shadowRoot.querySelector('[data-later]')`

export abstract class Controls {
  constructor(
    readonly driver: WebDriver,
    readonly handle: string,
  ) {}

  abstract told(type: string): Promise<Told[]>

  /** Makes this tab the one that the driver speaks to. */
  async front(anew = false): Promise<void> {
    if (!anew && current.get(this.driver) === this.handle) return
    await this.driver.switchTo().window(this.handle)
    current.set(this.driver, this.handle)
  }

  /** The visible element that `selector` finds in a surface; null where it is not. */
  async find(surface: Surface, selector: string): Promise<WebElement | null> {
    await this.front()
    return this.driver.executeScript<WebElement | null>(FIND, surface, selector)
  }

  seen(surface: Surface, selector: string): Promise<WebElement> {
    return waitFor(`${selector} in ${surface}`, () => this.find(surface, selector))
  }

  /** A control of the banner. The one that reopens the panel stays when the banner has gone. */
  bannerButton(action: Action): Promise<WebElement> {
    return this.seen('portcullis-banner', `[data-action=${action}]`)
  }

  /** What a control of the banner says; empty where it is not. The banner may be built anew between two looks. */
  async label(action: Action): Promise<string> {
    await this.front()
    const script = `return document.querySelector('portcullis-banner')?.shadowRoot?.querySelector(arguments[0])?.textContent ?? ''`
    return this.driver.executeScript<string>(script, `[data-action=${action}]`)
  }

  panelButton(action: Action): Promise<WebElement> {
    return this.seen('portcullis-panel', `[data-action=${action}]`)
  }

  /** The switch of a purpose, or of `service:<id>`. */
  toggle(name: string): Promise<WebElement> {
    return this.seen('portcullis-panel', `input[name="${name}"]`)
  }

  async asks(): Promise<boolean> {
    return (await this.find('portcullis-banner', '[data-action=accept-all]')) !== null
  }

  async untilAsked(): Promise<void> {
    await this.bannerButton('accept-all')
  }

  async untilNotAsked(): Promise<void> {
    await waitFor('the banner to go', async () => !(await this.asks()))
  }

  /** Clicks in the banner, and waits until the choice is settled; gives what the page was told of it. */
  choose(action: Action): Promise<Told> {
    return this.settled(async () => (await this.bannerButton(action)).click())
  }

  /** Opens the panel from the banner or from the control that stays after it. */
  async openPanel(): Promise<void> {
    await (await this.bannerButton('manage')).click()
    await this.panelButton('save')
    await this.untilLaidOut()
  }

  /** Until the last section of a panel that opens can be seen. */
  async untilLaidOut(): Promise<void> {
    await waitFor('all of the panel to be laid out', () => this.driver.executeScript(LAID_OUT))
  }

  async untilPanelGone(): Promise<void> {
    await waitFor('the panel to go', async () => (await this.find('portcullis-panel', '[data-action=close]')) === null)
  }

  /** Does `act`, which chooses, and waits until the page is told of the choice. */
  async settled(act: () => Promise<unknown>): Promise<Told> {
    const before = (await this.told('choice')).length
    await act()
    return waitFor('the choice to settle', async () => (await this.told('choice'))[before])
  }
}

const current = new WeakMap<WebDriver, string>()
