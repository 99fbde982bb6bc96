/** axe-core, all of its rules and best practices, over banner and panel. */
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Page } from './page'

const SOURCE = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface Found {
  id: string
  nodes: { target: unknown; failureSummary: string }[]
}

/** What axe finds wrong in these surfaces, a line each. */
export async function axe(page: Page, ...surfaces: string[]): Promise<{ wrong: string[]; passed: number }> {
  await page.front()
  await page.driver.executeScript(SOURCE)
  return page.run(async (include) => {
    const { axe } = window as never as { axe: { run(context: object, options: object): Promise<{ violations: Found[]; passes: Found[] }> } }
    const { violations, passes } = await axe.run({ include: include.map((one) => [one]) }, { resultTypes: ['violations', 'passes'] })
    const wrong = violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id} at ${JSON.stringify(target)}: ${failureSummary}`))
    return { wrong, passed: passes.length }
  }, surfaces)
}
