/** Astro's ClientRouter, from a site that Astro built: it keeps the head's elements that the next page has, too. */
import { waitFor } from '../../pages/harness/wait'
import { built } from '../harness/built'
import { journeys } from '../harness/walks'

built(new URL('.', import.meta.url), ['astro', 'build'])

journeys(import.meta.url, {
  name: 'Astro',
  pages: {},
  shop: { pages: 'tests/journeys/astro/dist' },
  arrived: (page) => waitFor('the transition to end', () => page.run(() => !document.documentElement.matches('[data-astro-transition]'))),
})
