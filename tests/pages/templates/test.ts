/** A template's content comes, goes and comes again; the scripts in it run once, as written. */
import assert from 'node:assert/strict'
import { pageOf } from '../harness/document'
import { cannot } from '../harness/engines'
import type { Page } from '../harness/page'
import { openShop } from '../harness/shop'
import { waitFor } from '../harness/wait'

const shop = openShop(import.meta.url)
const { test } = shop

const SCRIPT = { 'Content-Type': 'text/javascript' }
const serve = (path: string, body: string) => shop.server.rule(path, { body, headers: SCRIPT })
const template = (content: string, consent = 'analytics') => `<template data-consent="${consent}">${content}</template>`
const ran = (page: Page) => page.run(() => (window as never as { ran: string[] }).ran)

function write(body: string): void {
  shop.write('/index.html', pageOf({ head: '<script>window.ran = []</script>', body }))
}
const accept = (page: Page) => page.settled(() => page.run(() => window.portcullis.acceptAll()))
const withdraw = (page: Page) => page.settled(() => page.run(() => window.portcullis.withdraw()))

test('scripts in a template run once, in order with those around it, and are reported as such', async (page) => {
  serve('/in-template.js', "ran.push('external')")
  write(`<script type="text/plain" data-consent="analytics">ran.push('before')</script>
    ${template(`<p class="offer">Offer</p><script src="/in-template.js"></script><script>ran.push('inline ' + document.currentScript.dataset.at)</script>`.replace("<script>ran", '<script data-at="place">ran'))}
    <script type="text/plain" data-consent="analytics">ran.push('after')</script>`)
  await page.visit()
  await page.settle()
  if (!cannot(['inert-templates'])) assert.equal(page.requests('/in-template.js').length, 0)
  const order = ['before', 'external', 'inline place', 'after']
  await accept(page)
  await waitFor('all four', async () => (await ran(page)).length === 4)
  assert.deepEqual(await ran(page), order)

  const { detail } = await withdraw(page)
  assert.equal(detail.reloadNeeded, true, 'a script of the template ran')
  assert.equal(await page.run(() => document.querySelectorAll('.offer, script[data-at]').length), 0, 'nothing of it is left')
  await accept(page)
  await page.settle()
  assert.equal(await page.run(() => document.querySelectorAll('.offer').length), 1)
  assert.deepEqual(await ran(page), order, 'once, ever')
})

test('scripts of a template that was taken back before they ran, loading ones too, run when they may again', async (page) => {
  const slow = shop.server.rule('/slow.js', { hold: true, body: "ran.push('slow')", headers: SCRIPT })
  write(template(`<script src="/slow.js"></script><script>ran.push('second')</script>`))
  await page.visit()
  await accept(page)
  await waitFor('the first', () => page.requests('/slow.js').length === 1)
  const { detail } = await withdraw(page)
  assert.equal(detail.reloadNeeded, false, 'nothing has run')
  slow.release()
  await page.settle()
  assert.deepEqual(await ran(page), [])
  await accept(page)
  await waitFor('both', async () => (await ran(page)).length === 2)
  await page.settle()
  assert.deepEqual(await ran(page), ['slow', 'second'])
})

test('a template without scripts needs no reload', async (page) => {
  write(template('<p>Offer</p><script type="application/ld+json">{}</script>'))
  await page.visit()
  await accept(page)
  assert.equal((await withdraw(page)).detail.reloadNeeded, false)
})

test('content goes with its template, and is no longer let in when that comes back after a withdrawal', async (page) => {
  write(`<div id="box">${template('<p id="offer">Offer</p>')}</div>`)
  await page.visit()
  await accept(page)
  await page.run(() => {
    const template = document.querySelector('template')!
    Object.assign(window, { template })
    template.remove()
  })
  await page.settle()
  assert.equal(await page.run(() => !!document.getElementById('offer')), false)
  await withdraw(page)
  await page.run(() => document.getElementById('box')!.append((window as never as { template: Element }).template))
  await page.settle()
  assert.equal(await page.run(() => !!document.getElementById('offer')), false)
  await accept(page)
  assert.equal(await page.run(() => !!document.getElementById('offer')), true)
})
