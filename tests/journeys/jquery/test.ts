/** jQuery: markup that is read out and written in again, cloned, and loaded from the server into a part of the page. */
import type { Page } from '../../pages/harness/page'
import { bundleOf } from '../harness/bundle'
import { HELD, type Site, pages } from '../harness/site'
import { journeys } from '../harness/walks'

interface Wrapped {
  html(): string
  html(text: string): Wrapped
  clone(events?: boolean): Wrapped
  replaceWith(other: Wrapped): Wrapped
  load(from: string, done: () => void): Wrapped
}

const jquery = (body: (part: Wrapped) => unknown) => (page: Page) =>
  page.run(
    `async () => { await (${body})(window.jQuery('#part')) }` as never as () => void,
  )

const acts = [
  { name: 'sees the HTML of a part written in again', act: jquery((part) => void part.html(part.html())) },
  { name: 'sees a clone put in its place', act: jquery((part) => void part.replaceWith(part.clone(true))) },
  { name: 'sees the part loaded again', act: jquery((part) => new Promise<void>((done) => part.load(`${location.pathname} #part > *`, done))) },
]

const site = async (version: string): Promise<Site> => {
  const from = version === '3' ? 'jquery3' : 'jquery'
  return {
    name: `jQuery ${version}`,
    pages: pages({ head: '<script src="/jquery.js"></script>', held: `<div id="part">${HELD}</div>` }),
    files: { '/jquery.js': await bundleOf(new URL('.', import.meta.url), `import jQuery from '${from}'; window.jQuery = jQuery`) },
    acts,
    only: version === '3' ? 'phone' : 'window',
  }
}

journeys(import.meta.url, ...(await Promise.all(['3', '4'].map(site))))
