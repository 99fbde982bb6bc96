/** A small site of two pages with every held form in them, as one server sends it to every library. */
import type { LoggedRequest } from '../../../tools/server/index.mjs'
import type { Page } from '../../pages/harness/page'
import type { ShopOptions } from '../../pages/harness/shop'
import { REPORTS, STYLE_TEXT, report } from './texts'

export { REPORTS, STYLE_TEXT }

/** A script that the site holds: it reports to `/collect/<purpose>/<name>`, and its live twin to `/collect/live/<name>`. */
export interface Tag {
  name: string
  purpose: string
  /** What stands in the head a router keeps, what stands in the body it replaces. */
  place: 'head' | 'body'
  /** It has a live twin beside it, which says when a live script would run. */
  twin: boolean
  /** Which requests count as runs, if not those to `/collect/<purpose>/<name>`. */
  counted?: (request: LoggedRequest) => boolean
  /** The pages it stands on, by address, if not all. */
  on?: RegExp
}

export interface Act {
  name: string
  /** What the library does to the page within one visit: nothing that has run runs again. */
  act: (page: Page) => Promise<unknown>
}

export interface Site {
  name: string
  /** What the server sends, by path; a visit begins at `/`, and the link `.on` goes to `/second.html`. */
  pages: Record<string, string>
  /** Scripts of the pages, by path. */
  files?: Record<string, string>
  tags?: Tag[]
  acts?: Act[]
  /** What brings the next page's body runs no scripts of it, as `innerHTML` does; held ones run all the same. */
  inert?: boolean
  /** The optional purposes, and the one that a visitor allows later, in the panel; analytics and remarketing otherwise. */
  purposes?: string[]
  /** The purpose that a request to this path needs; undefined where it needs none. */
  needs?: (path: string) => string | undefined
  /** The link that is followed. */
  link?: string
  /** What a visitor does before a page is left by its link. */
  leaves?: (page: Page) => Promise<unknown>
  /** How the site is served, if not page by page from `pages`. */
  shop?: ShopOptions
  /** Resolved when a page that was gone to, by link or Back, is whole. */
  arrived?: (page: Page) => Promise<unknown>
  /** The one screen of this site, where another one like it has the other: each walk takes seconds. */
  only?: 'phone' | 'window'
  /** The page is as the server sent it, without the scripts that the harness adds: for frameworks that compare. */
  bare?: boolean
  /** Lines of the console, and layout shifts, that are the library's own and no fault. */
  own?: RegExp
}

export const POLICY = {
  store: { name: 'Mop & Bucket' },
  purposes: [{ id: 'necessary', required: true }, { id: 'analytics' }, { id: 'remarketing' }],
  words: {
    en: {
      purposes: {
        analytics: { name: 'Analytics', description: 'Counts visits.' },
        remarketing: { name: 'Remarketing', description: 'Shows offers.' },
      },
    },
  },
}

export const TAGS: Tag[] = [
  { name: 'head', purpose: 'analytics', place: 'head', twin: true },
  { name: 'inline', purpose: 'analytics', place: 'body', twin: true },
  { name: 'file', purpose: 'remarketing', place: 'body', twin: true },
  // The script in a template, which comes and goes with the body.
  { name: 'offer', purpose: 'remarketing', place: 'body', twin: false },
]

/** A held script and, before it, the same one alive. */
const pair = (purpose: string, name: string) =>
  `<script>${report(`live/${name}`)}</script>\n<script type="text/plain" data-consent="${purpose}">${report(`${purpose}/${name}`)}</script>`

/** Scripts with an address, which report when they run. */
export const FILES: Record<string, string> = {
  '/live/file.js': report('live/file'),
  '/held/file.js': report('remarketing/file'),
}

export const HEAD = pair('analytics', 'head')

export const HELD = `${pair('analytics', 'inline')}
<script src="/live/file.js"></script>
<script type="text/plain" data-consent="remarketing" src="/held/file.js"></script>
<p data-consent-if="analytics" class="if">Thank you for letting us count.</p>
<p data-consent-unless="analytics" class="unless">We do not count you.</p>
<iframe class="film" data-consent="remarketing" data-consent-src="/films/remarketing.html" data-consent-placeholder title="A film" width="320" height="180"></iframe>
<img class="pixel" data-consent="remarketing" data-consent-src="/collect/remarketing/pixel" alt="" width="1" height="1">`

/** The end of a page: what a template adds moves nothing that stands there. */
export const OFFER = `<template class="offers" data-consent="remarketing"><p class="offer">An offer for you</p><script>${report('remarketing/offer')}</script></template>`

export interface Parts {
  title: string
  /** Where the link goes. */
  on: string
  head?: string
  /** What stands first in the main part. */
  main?: string
  held?: string
  /** Attributes of the body. */
  body?: string
  /** What stands last in the body. */
  end?: string
}

/** A page of the site: long, with a bar at its lower edge, as shops have it. */
export const pageOf = ({ title, on, head = '', main = '', held = HELD, body = '', end = '' }: Parts): string => `<!doctype html>
<html lang="en">
<head>
<script src="/portcullis/portcullis.js" data-policy="/policy.json"></script>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title><link rel="icon" href="data:,">
<style>${STYLE_TEXT}</style>
${HEAD}
${head}
</head>
<body ${body}>
<main id="main">
<h1>${title}</h1>
${main}
<div class="shelf">A shelf</div>
${held}
<p><a class="on" href="${on}">To ${on}</a></p>
<div class="shelf">Another shelf</div>
${OFFER}
</main>
<div class="buy">Put into the cart</div>
${end}
</body>
</html>`

/** Both pages, each with what a library adds to it. */
export const pages = (parts: Partial<Parts> = {}): Record<string, string> => ({
  '/index.html': pageOf({ title: 'First page', on: '/second.html', ...parts }),
  '/second.html': pageOf({ title: 'Second page', on: '/', ...parts }),
})
