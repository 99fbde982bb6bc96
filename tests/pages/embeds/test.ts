/** Embedded content of every kind is fetched with consent only, and parts of the page are shown with it or without. */
import assert from 'node:assert/strict'
import { pageOf } from '../harness/document'
import type { Page } from '../harness/page'
import { openShop } from '../harness/shop'
import { waitFor } from '../harness/wait'

const shop = openShop(import.meta.url)
const { test } = shop

/** Each element, and the attributes that make it fetch. */
const KINDS: [id: string, ...attributes: string[]][] = [
  ['link', 'href'],
  ['img', 'src'],
  ['srcset', 'srcset'],
  ['iframe', 'src'],
  ['video', 'src', 'poster'],
  ['audio', 'src'],
  ['source', 'src'],
  ['embed', 'src'],
  ['object', 'data'],
]
const FETCHED = ['audio', 'embed', 'iframe', 'img', 'link', 'object', 'poster', 'source', 'srcset', 'video']

const attributes = (page: Page): Promise<string[]> =>
  page.run(
    (kinds) =>
      kinds.flatMap(([id, ...names]) => names.filter((name) => document.getElementById(id!)!.hasAttribute(name)).map((name) => `${id} ${name}`)),
    KINDS,
  )

/** Players may ask more than once for what they play. */
const fetched = (page: Page) => [...new Set(page.collected())].sort()

const visible = (page: Page): Promise<string[]> =>
  page.run(() => ['if', 'unless', 'both', 'unknown'].filter((id) => document.getElementById(id)!.offsetHeight > 0))

test('nothing embedded is fetched before a choice or after refusing', async (page) => {
  await page.visit()
  await page.untilAsked()
  await page.settle()
  assert.deepEqual(page.collected(), [])
  await page.choose('reject-all')
  await page.settle()
  assert.deepEqual(page.collected(), [])
  assert.deepEqual(await attributes(page), [])
})

test('with consent every kind is fetched; without it again every attribute is taken back and kept for next time', async (page) => {
  await page.visit()
  await page.choose('accept-all')
  await waitFor('everything', () => fetched(page).length >= FETCHED.length)
  assert.deepEqual(fetched(page), FETCHED)
  const all = KINDS.flatMap(([id, ...names]) => names.map((name) => `${id} ${name}`))
  assert.deepEqual(await attributes(page), all)

  await page.settled(() => page.run(() => window.portcullis.withdraw()))
  assert.deepEqual(await attributes(page), [])
  assert.equal(await page.run(() => (document.getElementById('iframe') as HTMLIFrameElement).contentWindow?.location.href ?? 'gone'), 'about:blank')

  await page.settled(() => page.run(() => window.portcullis.acceptAll()))
  assert.deepEqual(await attributes(page), all)
})

test('what a template holds is fetched with consent only, however it is written', async (page) => {
  const parts = ['<img src="/collect/img" alt="">', '<script src="/collect/script"></script>', '<link rel="stylesheet" href="/collect/style">']
  shop.write('/template.html', pageOf({ body: `<template data-consent="analytics">${parts.join('')}</template>` }))
  await page.visit('/template.html')
  await page.untilAsked()
  await page.settle()
  assert.deepEqual(page.collected(), [])
  await page.choose('accept-all')
  await waitFor('its parts', () => fetched(page).length === parts.length)
}, 'inert-templates')

test('what depends on consent is hidden from the first moment, and shown and hidden as consent comes and goes', async (page) => {
  await page.go()
  assert.ok(!(await visible(page)).includes('if'), 'whether or not the gate is there yet')
  await page.ready()
  assert.deepEqual(await visible(page), ['unless'])
  await page.settled(() => page.run(() => window.portcullis.save({ analytics: true })))
  assert.deepEqual(await visible(page), ['if'])
  await page.settled(() => page.run(() => window.portcullis.acceptAll()))
  assert.deepEqual(await visible(page), ['if', 'both'])
  await page.settled(() => page.run(() => window.portcullis.withdraw()))
  assert.deepEqual(await visible(page), ['unless'])
})
