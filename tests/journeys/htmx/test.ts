/** htmx: boosted links swap the body, and Back puts in the HTML that was kept of the page. */
import type { Page } from '../../pages/harness/page'
import { waitFor } from '../../pages/harness/wait'
import { bundleOf } from '../harness/bundle'
import { pages } from '../harness/site'
import { journeys } from '../harness/walks'

const arrived = (page: Page) => waitFor('htmx to have settled', () => page.run(() => !document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling')))

for (const version of ['1', '2']) {
  const script = await bundleOf(new URL('.', import.meta.url), `import htmx from 'htmx${version}'; window.htmx = htmx`)
  const parts = { head: '<script src="/htmx.js" defer></script>', body: 'hx-boost="true"' }
  journeys(import.meta.url, { name: `htmx ${version}`, pages: pages(parts), files: { '/htmx.js': script }, arrived })
}
