/** Astro's ClientRouter: it keeps the head's elements that the next page has, too. */
import { readFile } from 'node:fs/promises'
import type { Plugin } from 'esbuild'
import { waitFor } from '../../pages/harness/wait'
import { bundleOf } from '../harness/bundle'
import { HELD, pages } from '../harness/site'
import { journeys } from '../harness/walks'

const here = new URL('.', import.meta.url)

// Astro itself takes 158 MB, nearly all of it for builds; its router is a script of a component, over modules that import
// nothing from outside. So the lock file lists no dependencies of astro's, and this does what its build does with the router.
const component = await readFile(new URL('../node_modules/astro/components/ClientRouter.astro', here), 'utf8')
const script = /<script>([^]+)<\/script>/.exec(component)![1]!

const MODULES: Record<string, string> = {
  'astro:transitions/client': `export { navigate, supportsViewTransitions } from 'astro/virtual-modules/transitions-router.js'`,
  'virtual:astro:adapter-config/client': 'export const internalFetchHeaders = {}',
}
const modules: Plugin = {
  name: 'modules of Astro’s build',
  setup(build) {
    build.onResolve({ filter: /astro:/ }, ({ path }) => ({ path, namespace: 'made' }))
    build.onLoad({ filter: /./, namespace: 'made' }, ({ path }) => ({ contents: MODULES[path]!, resolveDir: here.pathname }))
  },
}
const router = await bundleOf(here, script, {
  stdin: { contents: script, resolveDir: here.pathname, loader: 'ts' },
  plugins: [modules],
  format: 'esm',
  define: {
    'import.meta.env.SSR': 'false',
    'import.meta.env.DEV': 'false',
    __PREFETCH_DISABLED__: 'false',
    __PREFETCH_PREFETCH_ALL__: 'true',
    __PREFETCH_DEFAULT_STRATEGY__: '"hover"',
    __EXPERIMENTAL_CLIENT_PRERENDER__: 'false',
  },
})

// Astro runs a script of the body again on another page only where it says so; held ones say the same.
const held = HELD.replaceAll('<script', '<script data-astro-rerun')
const head = `<meta name="astro-view-transitions-enabled" content="true">
<meta name="astro-view-transitions-fallback" content="animate">
<script type="module" src="/router.js"></script>`

journeys(import.meta.url, {
  name: 'Astro',
  pages: pages({ head, held }),
  files: { '/router.js': router },
  arrived: (page) => waitFor('the transition to end', () => page.run(() => !document.documentElement.matches('[data-astro-transition]'))),
})
