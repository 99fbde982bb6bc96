/** A policy in the page: only a script is one, wherever it stands, and only when all of it is there. */
import assert from 'node:assert/strict'
import { pageOf, reporter } from '../harness/document'
import { withEars } from '../harness/ears'
import { type Shop, openShop } from '../harness/shop'
import { waitFor } from '../harness/wait'

/** Pages that come in two pieces, the second one when the tag has run. */
const halves = new Map<string, [string, string]>()

const shop: Shop = openShop(import.meta.url, {
  handlers: [
    async (_request, response, { url, entry }) => {
      const [first, second] = halves.get(url.pathname) ?? []
      if (first === undefined) return false
      response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' })
      response.write(withEars(first))
      // What the tag asks for in its first task, after it has looked for the policy.
      await waitFor('the tag to run', () => shop.server.requests(/\/words\/de\.json$/).some(({ headers }) => headers.host === entry.headers.host))
      response.end(second)
      return true
    },
  ],
})
const { test } = shop

const POLICY = { purposes: [{ id: 'necessary', required: true }, { id: 'analytics' }] }
const inline = (policy: object = POLICY) => `<script type="application/json" id="policy">${JSON.stringify(policy)}</script>`
/** What somebody would like to be the policy: all is granted before anybody chose. */
const EVIL = JSON.stringify({ purposes: [{ id: 'necessary', required: true }, { id: 'analytics', required: true }] })
const TAG = 'data-policy="#policy"'

for (const [what, foreign] of [
  ['a paragraph', `<p id="policy" hidden>${EVIL}</p>`],
  ['a form', `<form id="policy" hidden>${EVIL}</form>`],
  ['a text area', `<textarea id="policy" hidden>${EVIL}</textarea>`],
  ['a template', `<template id="policy">${EVIL}</template>`],
  ['a picture of that name', `<img name="policy" id="policy" alt='${EVIL}'>`],
  ['a script of another type', `<script type="text/plain" id="policy">${EVIL}</script>`],
] as const) {
  test(`${what} with the policy's id is no policy, above the true one or alone`, async (page) => {
    for (const parts of [{ before: foreign, head: inline() }, { head: foreign, body: inline() }]) {
      shop.write('/index.html', pageOf({ tag: TAG, ...parts, body: (parts.body ?? '') + reporter('analytics') }))
      await page.visit()
      await page.untilAsked()
      await page.settle()
      assert.deepEqual(page.collected(), [])
      // Markup before the tag ends the head, which is said.
      assert.ok((await page.told('error')).every(({ detail }) => detail.code === 'tag'), (await page.said()).join())
    }
    shop.write('/index.html', pageOf({ tag: TAG, head: foreign, body: reporter('analytics') }))
    await page.visit()
    await waitFor('the line', async () => (await page.told('error')).some(({ detail }) => detail.code === 'policy'))
    await page.settle()
    assert.deepEqual([page.collected(), await page.asks()], [[], false])
  })
}

const text = JSON.stringify(POLICY)
/** Enough that a browser begins with it. */
const LONG = `<!-- ${'mop '.repeat(1000)} -->`

for (const [where, tag] of [
  ['the tag is async', '<script async src="/portcullis/portcullis.js" data-policy="#policy" data-lang="de"></script>'],
  [
    'a script puts the tag in',
    `<script>{ const tag = document.createElement('script'); tag.src = '/portcullis/portcullis.js'; Object.assign(tag.dataset, { policy: '#policy', lang: 'de' }); document.head.append(tag) }</script>`,
  ],
] as const) {
  for (const at of [1, Math.floor(text.length / 2), text.length]) {
    test(`a page that is cut at the ${at}. sign of its policy is waited for, where ${where}`, async (page) => {
      const begin = `<!doctype html><html lang="en"><head><title>A page</title>${tag}${LONG}<script type="application/json" id="policy">`
      halves.set('/cut', [begin + text.slice(0, at), `${text.slice(at)}</script></head><body>${reporter('analytics')}</body></html>`])
      await page.visit('/cut')
      await page.choose('accept-all')
      await waitFor('the tag', () => page.collected().length === 1)
    })
  }
}

test('a policy above the tag is waited for by nothing', async (page) => {
  halves.set('/slow', [
    `<!doctype html><html lang="en"><head><title>A page</title>${inline()}<script src="/portcullis/portcullis.js" data-policy="#policy" data-lang="de"></script></head><body>${LONG}<p>First</p>`,
    '<p>Last</p></body></html>',
  ])
  await page.visit('/slow')
  await page.choose('reject-all')
  assert.equal(await page.allows('analytics'), false)
})

test('a policy that a script of the page has written is one, too', async (page) => {
  shop.write('/index.html', pageOf({ tag: TAG, before: `<script>document.head.insertAdjacentHTML('beforeend', ${JSON.stringify(inline()).replace(/<\//g, '<\\/')})</script>` }))
  await page.visit()
  await page.choose('accept-all')
  assert.equal(await page.allows('analytics'), true)
  assert.deepEqual(await page.said(), [])
})
