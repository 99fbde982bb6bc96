/** The demo store, with the clients of real vendors in its pages, as one visitor after the other goes through it. */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { demoHandlers } from '../../../tools/demo/handlers.mjs'
import type { Tag } from '../harness/site'
import { journeys } from '../harness/walks'

const root = fileURLToPath(new URL('../../../www/store', import.meta.url))
const receipts = path.join(mkdtempSync(path.join(tmpdir(), 'receipts-')), 'receipts.jsonl')

/** Files and reports of the tags, by the purpose that they need. */
const PURPOSES: Record<string, RegExp> = {
  analytics: /^\/(tags|vendor|collect)\/(analytics|posthog|mixpanel|plausible|store-tour)\b|^\/tour\.html/,
  remarketing: /^\/(tags|collect)\/remarketing\b/,
  'ad-reporting': /^\/(tags|vendor|collect)\/(ad-reporting|snowplow)\b/,
  'audience-data': /^\/(tags|collect)\/audience-data\b/,
}
const needs = (at: string) => Object.keys(PURPOSES).find((purpose) => PURPOSES[purpose]!.test(at))

/** A tag that says once in a page that it has begun. */
const tag = (name: string, purpose: string, event: string, on?: RegExp): Tag => ({
  name,
  purpose,
  place: 'head',
  twin: false,
  counted: (request) => request.path === `/collect/${name}` && request.body.includes(`"event":"${event}"`),
  ...(on && { on }),
})

journeys(import.meta.url, {
  name: 'the store',
  pages: {},
  tags: [
    tag('remarketing', 'remarketing', 'visit'),
    tag('ad-reporting', 'ad-reporting', 'visit'),
    tag('audience-data', 'audience-data', 'group'),
    tag('analytics', 'analytics', 'page_view'),
    tag('store-tour', 'analytics', 'ready', /^\/$/),
  ],
  purposes: Object.keys(PURPOSES),
  needs,
  link: '.hero-go a',
  // Its own server but for the pages, which pass through the harness.
  shop: { pages: 'www/store', handlers: demoHandlers({ root, receipts }).slice(0, -1) },
})
