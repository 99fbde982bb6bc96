/** A site that a framework renders on the server and hydrates in the browser. */
import type { Page } from '../../pages/harness/page'
import { waitFor } from '../../pages/harness/wait'
import { type Act, HEAD, STYLE_TEXT, type Site } from './site'

interface Hydrated {
  hydrated?: boolean
  toggleHeld(): void
  renderAgain(): void
}

/** Before everything of ours is in the page, or after it. */
export type When = 'early' | 'late'

const SCRIPT = '/framework.js'
const framework = (page: Page) => page.run(() => Boolean((window as never as Hydrated).hydrated))

/** What the framework does within a visit: scripts that have run do not run again, and nothing of ours is left over. */
export const ACTS: Act[] = [
  { name: 'sees the page drawn again', act: (page) => page.run(() => (window as never as Hydrated).renderAgain()) },
  { name: 'takes what is held out of the page', act: (page) => page.run(() => (window as never as Hydrated).toggleHeld()) },
  { name: 'puts it into the page', act: (page) => page.run(() => (window as never as Hydrated).toggleHeld()) },
]

/** `render` gives a page as the server sends it, with the address of the framework's bundle, if that comes early. */
export async function hydrating(name: string, when: When, client: string, render: (path: string, script?: string) => string | Promise<string>): Promise<Site> {
  const early = when === 'early' ? SCRIPT : undefined
  return {
    name: `${name}, hydrating ${when}`,
    pages: { '/index.html': await render('/', early), '/second.html': await render('/second.html', early) },
    files: { [SCRIPT]: client },
    bare: true,
    only: early ? 'phone' : 'window',
    acts: ACTS,
    async arrived(page) {
      await page.ready()
      await page.settle()
      if (!early && !(await framework(page))) await page.run((from) => import(from).then(() => undefined), SCRIPT)
      await waitFor('the framework to hydrate', () => framework(page))
    },
  }
}

/** A document around a main part that a framework has rendered. */
export const around = (title: string, main: string, script?: string, head = ''): string => `<!doctype html>
<html lang="en">
<head>
<script src="/portcullis/portcullis.js" data-policy="/policy.json"></script>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title><link rel="icon" href="data:,">
<style>${STYLE_TEXT}</style>
${HEAD}
${head}
</head>
<body><main id="main">${main}</main><div class="buy">Put into the cart</div>${script ? `<script src="${script}" async></script>` : ''}</body>
</html>`
