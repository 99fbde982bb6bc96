/** Next with its app router, from a site that Next built: React hydrates the whole document and renders the pages that come after. */
import { waitFor } from '../../pages/harness/wait'
import { built } from '../harness/built'
import { ACTS } from '../harness/hydrated'
import { TAGS } from '../harness/site'
import { journeys } from '../harness/walks'

built(new URL('.', import.meta.url), {
  command: ['next', 'build'],
  about: 'A site built by Next (MIT, Vercel, Inc.), with React (MIT, Meta Platforms, Inc. and affiliates) in it.',
  others: [new URL('../harness/texts.ts', import.meta.url)],
  // Pages for errors, and for builds.
  unused: /404|not-found|Manifest/,
})

journeys(import.meta.url, {
  name: 'Next',
  pages: {},
  shop: { pages: 'tests/journeys/next/out' },
  // Both in the layout: React runs no script that it renders in the browser.
  tags: TAGS.filter(({ name }) => /^(head|inline)$/.test(name)),
  bare: true,
  acts: ACTS,
  arrived: async (page) => {
    await page.ready()
    await waitFor('React to hydrate', () => page.run(() => Boolean((window as never as { hydrated?: boolean }).hydrated)))
  },
})
