/** Turbo 8: it replaces the body by the next page's, keeps snapshots of those it left, and shows them before the fresh one comes. */
import type { Page } from '../../pages/harness/page'
import { waitFor } from '../../pages/harness/wait'
import { bundleOf } from '../harness/bundle'
import { type Act, pages } from '../harness/site'
import { journeys } from '../harness/walks'

const turbo = await bundleOf(new URL('.', import.meta.url), `import * as Turbo from '@hotwired/turbo'; window.Turbo = Turbo`)
const files = { '/turbo.js': turbo }
const head = '<script src="/turbo.js" defer></script>'

/** The fresh page is there, and not the snapshot of it. */
const arrived = (page: Page) =>
  waitFor('Turbo to have drawn', () => page.run(() => !document.documentElement.matches('[data-turbo-preview], [aria-busy]')))

journeys(import.meta.url, { name: 'Turbo', pages: pages({ head }), files, arrived })

/** The page morphs into what the server has now. */
const refresh: Act = {
  name: 'refreshes by a morph',
  act: async (page) => {
    await page.run(
      () =>
        new Promise<void>((done) => {
          document.addEventListener('turbo:load', () => done(), { once: true })
          ;(window as never as { Turbo: { visit(to: string, how: object): void } }).Turbo.visit(location.href, { action: 'replace' })
        }),
    )
    await arrived(page)
  },
}
const morphing = '<meta name="turbo-refresh-method" content="morph"><meta name="turbo-refresh-scroll" content="preserve">'

journeys(import.meta.url, { name: 'Turbo with morphs', pages: pages({ head: morphing + head }), files, arrived, acts: [refresh] })
