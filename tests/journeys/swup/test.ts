/** swup: it puts the next page's main part in by its HTML, which runs no live script, and keeps the pages that it loaded. */
import type { Page } from '../../pages/harness/page'
import { waitFor } from '../../pages/harness/wait'
import { bundleOf } from '../harness/bundle'
import { pages } from '../harness/site'
import { journeys } from '../harness/walks'

const source = `import Swup from 'swup'
  const swup = new Swup({ containers: ['#main'], animationSelector: false })
  window.visits = 0
  swup.hooks.on('visit:start', () => (window.visits += 1))
  swup.hooks.on('visit:end', () => (window.visits -= 1))`

journeys(import.meta.url, {
  name: 'swup',
  pages: pages({ head: '<script src="/swup.js" defer></script>' }),
  files: { '/swup.js': await bundleOf(new URL('.', import.meta.url), source) },
  inert: true,
  only: 'phone',
  arrived: (page: Page) => waitFor('swup to have gone there', () => page.run(() => !(window as never as { visits?: number }).visits)),
})
