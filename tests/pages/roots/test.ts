/** Gated markup in open shadow roots that the page has named. */
import assert from 'node:assert/strict'
import { pageOf } from '../harness/document'
import type { Page } from '../harness/page'
import { openShop } from '../harness/shop'
import { waitFor } from '../harness/wait'

const shop = openShop(import.meta.url)
const { test } = shop

const CONTENT = `
  <script type="text/plain" data-consent="analytics">fetch('/collect/script')</script>
  <img alt="" data-consent="analytics" data-consent-src="/collect/image">
  <p id="if" data-consent-if="analytics">With</p>
  <button id="accept" data-portcullis="accept-all">Accept</button>`

/** A card with a shadow root, which the page's own code registers before the gate is there, or later. */
function write(register: string): void {
  const head = `<script>
    customElements.define('shop-card', class extends HTMLElement {
      constructor() {
        super()
        this.attachShadow({ mode: 'open' }).innerHTML = document.getElementById('content').innerHTML
      }
    })
    addEventListener('DOMContentLoaded', () => { ${register} })
  </script>`
  shop.write('/index.html', pageOf({ head, body: `<template id="content">${CONTENT}</template><div id="slot"></div>` }))
}

const CARD = "const card = document.createElement('shop-card'); slot.append(card);"
const root = (page: Page) =>
  page.run(() => {
    const { shadowRoot } = document.querySelector('shop-card')!
    return { image: shadowRoot!.querySelector('img')!.getAttribute('src'), shown: shadowRoot!.getElementById('if')!.offsetHeight > 0 }
  })

test('what is in a root that is watched is gated as the page is', async (page) => {
  write(`${CARD} portcullis.watch(card.shadowRoot)`)
  await page.visit()
  await page.settle()
  assert.deepEqual(page.collected(), [])
  assert.deepEqual(await root(page), { image: null, shown: false })
  await page.choose('accept-all')
  await waitFor('both', () => page.collected().length === 2)
  assert.deepEqual(await root(page), { image: '/collect/image', shown: true })
  await page.settled(() => page.run(() => window.portcullis.withdraw()))
  assert.deepEqual(await root(page), { image: null, shown: false })
})

test('what comes later into a root that is watched is gated, too', async (page) => {
  write(`${CARD} portcullis.watch(card.shadowRoot)`)
  await page.visit()
  await page.choose('accept-all')
  await page.run(() => {
    const image = new Image()
    image.dataset.consent = 'remarketing'
    image.setAttribute('data-consent-src', '/collect/late')
    document.querySelector('shop-card')!.shadowRoot!.append(image)
  })
  await waitFor('the picture', () => page.collected().includes('late'))
})

test('a root that nobody named stays as it is', async (page) => {
  write(CARD)
  await page.visit()
  await page.choose('accept-all')
  await page.settle()
  assert.deepEqual(page.collected(), [])
})

test('a button in a shadow root is one', async (page) => {
  write(CARD)
  await page.visit()
  await page.untilAsked()
  await page.settled(() => page.run(() => document.querySelector('shop-card')!.shadowRoot!.getElementById('accept')!.click()))
  assert.equal(await page.allows('analytics'), true)
})
