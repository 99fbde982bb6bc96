/** Morphing libraries, which make a part of the page into what the server has now: attributes, children, and all. */
import type { Page } from '../../pages/harness/page'
import { bundleOf } from '../harness/bundle'
import { type Site, pages } from '../harness/site'
import { journeys } from '../harness/walks'

const LIBRARIES: Record<string, string> = {
  idiomorph: `import { Idiomorph } from 'idiomorph'; window.morph = (own, next) => Idiomorph.morph(own, next)`,
  morphdom: `import morphdom from 'morphdom'; window.morph = (own, next) => morphdom(own, next)`,
}

const refresh = (page: Page) =>
  page.run(async () => {
    const next = new DOMParser().parseFromString(await (await fetch(location.href)).text(), 'text/html')
    const { morph } = window as never as { morph(own: Element, next: Element): void }
    morph(document.querySelector('main')!, next.querySelector('main')!)
  })

const site = async ([name, source]: [string, string]): Promise<Site> => ({
  name,
  pages: pages({ head: '<script src="/morph.js" defer></script>' }),
  files: { '/morph.js': await bundleOf(new URL('.', import.meta.url), source) },
  acts: [
    { name: 'sees the main part morphed', act: refresh },
    { name: 'sees it morphed again', act: refresh },
  ],
})

journeys(import.meta.url, ...(await Promise.all(Object.entries(LIBRARIES).map(site))))
