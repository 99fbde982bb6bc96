/** The screen a visitor has, and how they bring something into it. */
import { By, type WebElement } from 'selenium-webdriver'
import { engine } from '../../pages/harness/engines'
import type { Page } from '../../pages/harness/page'

export interface Screen {
  width: number
  height: number
  phone: boolean
}

const PHONE: Screen = { width: 390, height: 844, phone: true }
const WINDOW: Screen = { width: 1280, height: 900, phone: false }

/** Those of a site; only Chromium can be a phone here. */
export const screens = (only?: 'phone' | 'window'): Screen[] =>
  engine === 'chromium' ? [PHONE, WINDOW].filter(({ phone }) => !only || phone === (only === 'phone')) : [WINDOW]

/** Makes the screen that of `screen`; without one, as the browser has it. Other engines than Chromium have their one window. */
export async function use(page: Page, screen?: Screen): Promise<void> {
  await page.front()
  if (engine !== 'chromium') return
  const tools = page.driver as never as { sendDevToolsCommand(name: string, about: object): Promise<void> }
  if (!screen) return tools.sendDevToolsCommand('Emulation.clearDeviceMetricsOverride', {})
  const { width, height, phone } = screen
  await tools.sendDevToolsCommand('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: phone })
}

/** The element that `selector` finds, brought to the upper part of the window, where no banner is. */
export async function reach(page: Page, selector: string): Promise<WebElement> {
  await page.front()
  const element = await page.driver.findElement(By.css(selector))
  await page.run((found: never) => scrollTo({ top: (found as HTMLElement).getBoundingClientRect().top + scrollY - 100, behavior: 'instant' }), element as never)
  return element
}
