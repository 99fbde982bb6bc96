/** React, which hydrates a whole document and a part of one, before us and after, and unmounts what is held in it. */
import type { Page } from '../../pages/harness/page'
import { waitFor } from '../../pages/harness/wait'
import { bundle, evaluate } from '../harness/bundle'
import type { Act } from '../harness/site'
import { journeys } from '../harness/walks'

interface Hydrated {
  hydrated?: boolean
  toggleHeld(): void
  renderAgain(): void
}

const here = new URL('.', import.meta.url)
const hydrated = (page: Page) => page.run(() => (window as never as Hydrated).hydrated)

const acts: Act[] = [
  { name: 'sees the page drawn again', act: (page) => page.run(() => (window as never as Hydrated).renderAgain()) },
  { name: 'takes what is held out of the page', act: (page) => page.run(() => (window as never as Hydrated).toggleHeld()) },
  { name: 'puts it into the page', act: (page) => page.run(() => (window as never as Hydrated).toggleHeld()) },
]

for (const version of ['18', '19']) {
  // React 18 is installed under another name.
  const alias: Record<string, string> = version === '18' ? { react: 'react18', 'react-dom': 'react-dom18' } : {}
  const client = await bundle(here, 'client.jsx', { alias })
  const { render } = evaluate<{ render(path: string, client?: string): string }>(await bundle(here, 'server.jsx', { alias, platform: 'node', format: 'cjs' }))

  for (const when of ['early', 'late'] as const) {
    const early = when === 'early' ? '/react.js' : undefined
    journeys(import.meta.url, {
      name: `React ${version}, hydrating ${when}`,
      pages: { '/index.html': render('/', early), '/second.html': render('/second.html', early) },
      files: { '/react.js': client },
      bare: true,
      acts,
      // Late is after everything of ours is in the page.
      arrived: async (page) => {
        await page.ready()
        await page.settle()
        if (!early && !(await hydrated(page))) await page.run(() => import('/react.js' as string).then(() => undefined))
        await waitFor('React to hydrate', () => hydrated(page))
      },
    })
  }
}
