/**
 * Linter and axe over every look, by hand and not by `npm test`, for it takes half an hour:
 * `sh tools/with.sh node --import tsx --test tests/looks/matrix.ts`, with `ONLY='corner.*plum'` those of such a name.
 * Each layout in each theme, light and dark, in English, German and Arabic; each layout in every other language; each
 * at three widths of the window.
 */
import assert from 'node:assert/strict'
import { readdir } from 'node:fs/promises'
import { axe } from '../pages/harness/axe'
import { LAYOUTS, type Scene, THEMES, dress, still } from '../pages/harness/looks'
import type { Page } from '../pages/harness/page'
import { openShop } from '../pages/harness/shop'
import { waitFor } from '../pages/harness/wait'

const shop = openShop(import.meta.url)
const words = await readdir(new URL('../../www/words/', import.meta.url))
const languages = words.map((name) => name.replace('.json', ''))
const MOST = ['en', 'de', 'ar']
const SIZES = [[360, 740], [768, 1024], [1280, 800]] as const

const scenes: [string, Scene][] = [...LAYOUTS, 'modal'].flatMap((layout) => {
  const style = layout === 'modal' ? { modal: true } : { layout }
  const themed = THEMES.flatMap((theme) =>
    ['light', 'dark'].flatMap((scheme) =>
      MOST.map((lang): [string, Scene] => [`${layout} ${theme} ${scheme} ${lang}`, { style: { ...style, theme }, lang, head: `<style>:root { color-scheme: ${scheme} }</style>` }])))
  return [...themed, ...languages.filter((lang) => !MOST.includes(lang)).map((lang): [string, Scene] => [`${layout} default ${lang}`, { style, lang }])]
})

async function resize(page: Page, size?: readonly [number, number]): Promise<void> {
  const tools = page.driver as never as { sendDevToolsCommand(name: string, about: object): Promise<void> }
  if (!size) return tools.sendDevToolsCommand('Emulation.clearDeviceMetricsOverride', {})
  await tools.sendDevToolsCommand('Emulation.setDeviceMetricsOverride', { width: size[0], height: size[1], deviceScaleFactor: 1, mobile: false })
  await waitFor('the window to have its size', () => page.run((wide) => innerWidth === wide, size[0]))
}

for (const [name, scene] of scenes.filter(([name]) => new RegExp(process.env.ONLY ?? '').test(name))) {
  shop.test(
    name,
    async (page) => {
      dress(shop, scene)
      const wrong: string[] = []
      const note = (width: number, of: string[]) => wrong.push(...of.map((one) => `${width} px: ${one}`))
      try {
        await resize(page, SIZES[0])
        await page.visit()
        await page.untilAsked()
        for (const size of SIZES) {
          await resize(page, size)
          await still(page)
          const { rules } = await page.run(() => window.portcullis.lint())
          note(size[0], rules.flatMap(({ rule, found }) => found.map((one) => `${rule}: ${one}`)))
          note(size[0], (await axe(page, 'portcullis-banner')).wrong)
        }
        await page.openPanel()
        for (const size of SIZES) {
          await resize(page, size)
          await still(page)
          note(size[0], (await axe(page, 'portcullis-panel')).wrong)
        }
      } finally {
        await resize(page)
      }
      assert.deepEqual(wrong, [])
    },
    'tools',
  )
}
