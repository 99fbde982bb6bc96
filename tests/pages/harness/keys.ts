/** Somebody who has a keyboard and no pointer. */
import { Key } from 'selenium-webdriver'
import type { Page } from './page'

export { Key }

/** What has the focus, through every shadow root: a `data-action`, a name, an id, or the element's own name. */
export function focused(page: Page): Promise<string> {
  return page.run(() => {
    let element = document.activeElement
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement
    if (!element) return 'nothing'
    return element.getAttribute('data-action') ?? element.getAttribute('name') ?? (element.id || element.localName)
  })
}

export async function press(page: Page, ...keys: string[]): Promise<void> {
  await page.front()
  await page.driver.actions().sendKeys(...keys).perform()
}

/** Presses Tab until `wanted` has the focus; gives what had it on the way there. */
export async function tabTo(page: Page, wanted: string, most = 25): Promise<string[]> {
  const way: string[] = []
  while (way.length < most) {
    await press(page, Key.TAB)
    const now = await focused(page)
    if (now === wanted) return way
    way.push(now)
  }
  throw new Error(`${wanted} did not get the focus in ${most} steps: ${way.join(', ')}`)
}
