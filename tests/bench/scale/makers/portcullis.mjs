import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { SHARED, TICK, adding, wrap } from '../document.mjs'

const MARKUP = {
  inline: (purpose) => `<script type="text/plain" data-consent="${purpose}">${TICK}</script>`,
  external: (purpose) => `<script type="text/plain" data-consent="${purpose}" src="tick.js"></script>`,
  template: (purpose) => `<template data-consent="${purpose}"><p>An offer</p><script>${TICK}</script></template>`,
  frame: (purpose) => `<iframe title="A frame" data-consent="${purpose}" data-consent-src="frame.html"></iframe>`,
}

function policy({ purposes, services }) {
  const named = (ids, name) => Object.fromEntries(ids.map((id) => [id, { name: name(id), description: `What ${id} is for.` }]))
  return {
    store: { name: 'Mop and Bucket' },
    purposes: purposes.map((id) => ({ id, required: id === 'necessary', services: services.filter((service) => service.purpose === id).map((service) => service.id) })),
    services: services.map(({ id }) => ({ id, vendor: `Vendor of ${id}`, cookies: [{ name: `_${id}`, duration: 'P1Y', purpose: 'count' }] })),
    words: { en: { purposes: named(purposes, (id) => `Name of ${id}`), services: named(services.map(({ id }) => id), (id) => `Name of ${id}`), cookies: { count: 'Counts visits.' } } },
  }
}

export default {
  title: 'Portcullis',
  ours: true,
  has: ['elements', 'late', 'purposes', 'services', 'history'],
  banner: ['portcullis-banner', '[part~="banner"]'],
  accept: ['portcullis-banner', '[data-action="accept-all"]'],
  manage: ['portcullis-banner', '[data-action="manage"]'],
  reopen: ['portcullis-banner', '[part~="reopen"]'],
  panel: ['portcullis-panel', '[part~="panel"]'],
  make: (page) => ({
    ...SHARED,
    'policy.json': JSON.stringify(policy(page)),
    'index.html': wrap({
      expected: page.elements.length,
      first: '<script src="portcullis/portcullis.js" data-policy="policy.json"></script>',
      body: page.elements.map((kind, at) => MARKUP[kind](page.purposes[1 + (at % (page.purposes.length - 1))])).join('\n'),
      last: `<script>${adding(`(at) => {
    const node = Object.assign(document.createElement('script'), { type: 'text/plain', textContent: 'tick()' })
    node.dataset.consent = '${page.purposes[1]}'
    return node
  }`)}</script>`,
    }),
  }),
  // Built files, as they are.
  folder: 'portcullis',
  read: (dist, name) => readFile(path.join(dist, name)),
  // As many past choices as the history is to have: each line one record.
  fill: (count) => `localStorage.setItem('portcullis:history', Array(${count}).fill(localStorage.getItem('portcullis')).join('\\n'))`,
}
