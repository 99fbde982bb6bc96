/** Pictures of every step, for eyes: taken where `SHEET` names a folder. */
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from '../../pages/harness/page'

const folder = process.env.SHEET

export async function picture(page: Page, label: string): Promise<void> {
  if (!folder) return
  await page.front()
  mkdirSync(folder, { recursive: true })
  writeFileSync(path.join(folder, `${label.replace(/[^\w ]+/g, '')}.png`), await page.driver.takeScreenshot(), 'base64')
}
