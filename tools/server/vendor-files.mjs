// Real analytics clients, as their npm packages ship them, under /vendor/NAME.js.

import { fileURLToPath } from 'node:url'

const MODULES = new URL('../../node_modules/', import.meta.url)

// NAME: path below node_modules.
const VENDOR_FILES = {
  mixpanel: 'mixpanel-browser/dist/mixpanel.min.js',
  // An ES module; the others are classic scripts.
  plausible: '@plausible-analytics/tracker/plausible.js',
  posthog: 'posthog-js/dist/array.js',
  snowplow: '@snowplow/browser-tracker/dist/index.umd.min.js',
}

export function vendorFile(pathname) {
  const name = /^\/vendor\/([\w-]+)\.js$/.exec(pathname)?.[1]
  return name && Object.hasOwn(VENDOR_FILES, name) ? fileURLToPath(new URL(VENDOR_FILES[name], MODULES)) : undefined
}
