/** htmx: boosted links swap the body, and Back puts in the HTML that was kept of the page. */
import type { Page } from '../../pages/harness/page'
import { waitFor } from '../../pages/harness/wait'
import { bundleOf } from '../harness/bundle'
import { type Site, pages } from '../harness/site'
import { journeys } from '../harness/walks'

const arrived = (page: Page) => waitFor('htmx to have settled', () => page.run(() => !document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling')))

const site = async (version: string): Promise<Site> => {
  const script = await bundleOf(new URL('.', import.meta.url), `import htmx from 'htmx${version}'; window.htmx = htmx`)
  // htmx 1 scrolls smoothly, and where it is on the way says nothing.
  const config = `<meta name="htmx-config" content='{"scrollBehavior": "auto"}'>`
  const parts = { head: `${config}<script src="/htmx.js" defer></script>`, body: 'hx-boost="true"' }
  return { name: `htmx ${version}`, pages: pages(parts), files: { '/htmx.js': script }, arrived }
}

journeys(import.meta.url, ...(await Promise.all(['1', '2'].map(site))))
