// Categories are purposes; services stand in categories. It knows scripts alone: templates and frames of the page are
// inline scripts and files here. It looks for scripts once, so that there are no late nodes.

import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { SHARED, TICK, wrap } from '../document.mjs'

const inline = (purpose) => `<script type="text/plain" data-category="${purpose}">${TICK}</script>`
const external = (purpose) => `<script type="text/plain" data-category="${purpose}" src="tick.js"></script>`
const MARKUP = { inline, template: inline, external, frame: external }

function config({ purposes, services }) {
  const of = (purpose) => Object.fromEntries(services.filter((service) => service.purpose === purpose).map(({ id }) => [id, { label: `Name of ${id}` }]))
  return {
    categories: Object.fromEntries(purposes.map((id) => [id, { readOnly: id === 'necessary', enabled: id === 'necessary', services: of(id) }])),
    language: { default: 'en', translations: { en: {
      consentModal: { title: 'May we use optional cookies?', description: `For: ${purposes.slice(1).map((id) => `Name of ${id}`).join(', ')}.`, acceptAllBtn: 'Accept all', acceptNecessaryBtn: 'Reject all', showPreferencesBtn: 'Manage choices' },
      preferencesModal: { title: 'Your privacy choices', acceptAllBtn: 'Accept all', acceptNecessaryBtn: 'Reject all', savePreferencesBtn: 'Save choices', closeIconLabel: 'Close',
        sections: purposes.map((id) => ({ title: `Name of ${id}`, description: `What ${id} is for.`, linkedCategory: id })) },
    } } },
  }
}

export default {
  title: 'vanilla-cookieconsent',
  has: ['elements', 'purposes', 'services'],
  only: { elements: 'scripts alone' },
  banner: ['#cc-main .cm'],
  accept: ['#cc-main .cm [data-role="all"]'],
  manage: ['#cc-main .cm [data-role="show"]'],
  panel: ['#cc-main .pm'],
  make: (page) => ({
    ...SHARED,
    'config.js': `import './library/cookieconsent.umd.js';\nCookieConsent.run(${JSON.stringify(config(page))});`,
    'index.html': wrap({
      expected: page.elements.length,
      after: '<link rel="stylesheet" href="library/cookieconsent.css">',
      body: page.elements.map((kind, at) => MARKUP[kind](page.purposes[1 + (at % (page.purposes.length - 1))])).join('\n'),
      last: '<script type="module" src="config.js"></script>',
    }),
  }),
  folder: 'library',
  read: (dist, name, packages) => readFile(path.join(packages, 'vanilla-cookieconsent', 'dist', name)),
}
