// Four fixed purposes and no services. It watches the page, so that it is here for late nodes. It keeps at most 500
// scripts for later: of more gated elements than that the rest would never run, so it is not among those.

import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { SHARED, TICK, adding, wrap } from '../document.mjs'

const inline = `<script data-consent-category="analytics">${TICK}</script>`
const external = '<script data-consent-category="analytics" src="tick.js"></script>'
const MARKUP = { inline, template: inline, external, frame: external }

export default {
  title: 'Zest',
  has: ['late'],
  banner: ['zest-banner', '.zest-banner'],
  accept: ['zest-banner', '[data-action="accept-all"]'],
  make: (page) => ({
    ...SHARED,
    'index.html': wrap({
      expected: page.elements.length,
      first: '<script src="library/zest.en.min.js"></script>',
      body: page.elements.map((kind) => MARKUP[kind]).join('\n'),
      last: `<script>${adding(`() => {
    const node = Object.assign(document.createElement('script'), { textContent: 'tick()' })
    node.dataset.consentCategory = 'analytics'
    return node
  }`)}</script>`,
    }),
  }),
  folder: 'library',
  read: (dist, name, packages) => readFile(path.join(packages, '@freshjuice', 'zest', 'dist', name)),
}
