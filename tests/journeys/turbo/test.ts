/** Turbo 8, and Turbolinks before it: it replaces the body by the next page's, keeps snapshots of those it left, and shows them before the fresh one comes. */
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
/** After a refresh Turbo keeps no place until something scrolls, and Back would go to the top without us, too. */
const leaves = (page: Page) => page.run(() => scrollBy({ top: 1, behavior: 'instant' }))
const morphing = '<meta name="turbo-refresh-method" content="morph"><meta name="turbo-refresh-scroll" content="preserve">'

journeys(import.meta.url, { name: 'Turbo with morphs', pages: pages({ head: morphing + head }), files, arrived, leaves, acts: [refresh] })

// What it shows of a page that was left are copies of copies: a browser asks again for a beacon in them, lazy or not.
journeys(import.meta.url, {
  name: 'Turbolinks',
  pages: pages({ head: '<script src="/turbolinks.js"></script>' }),
  files: { '/turbolinks.js': await bundleOf(new URL('.', import.meta.url), `import Turbolinks from 'turbolinks'; Turbolinks.start()`) },
  only: 'window',
  arrived: (page) => waitFor('Turbolinks to have drawn', () => page.run(() => !document.documentElement.matches('[data-turbolinks-preview]'))),
})
