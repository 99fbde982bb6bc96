/** Over a slow line a page comes in pieces: nothing that is held is taken up before it is whole, wherever it is cut. */
import assert from 'node:assert/strict'
import type { Handler } from '../../../tools/server/index.mjs'
import type { Page } from '../harness/page'
import { openShop } from '../harness/shop'
import { waitFor } from '../harness/wait'

/** What is sent next, when the page has had a turn since the last one: it says so by asking for `/beat`. */
let pieces: string[] = []
let send: (() => void) | undefined

const streamed: Handler = async (_request, response, { url }) => {
  if (url.pathname === '/beat') {
    send?.()
    response.writeHead(204).end()
    return true
  }
  if (url.pathname !== '/pieces.html') return false
  response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' })
  const queue = [...pieces]
  send = () => {
    const piece = queue.shift()
    if (piece === undefined) send = undefined
    if (piece === undefined) response.end()
    else response.write(piece)
  }
  send()
  return true
}

const shop = openShop(import.meta.url, { handlers: [streamed] })
const { test } = shop

/** The page says when it has had a turn, once the gate is open. */
const HEAD = `<!doctype html><html lang="en"><head><script src="/portcullis/portcullis.js" data-policy="/policy.json"></script>
<title>In pieces</title><link rel="icon" href="data:,"><script>
window.ran = []
window.errors = []
addEventListener('error', ({ message }) => errors.push(message))
const beat = () => fetch('/beat', { cache: 'no-store' }).then(() => setTimeout(() => requestAnimationFrame(() => document.readyState === 'loading' && beat())))
portcullis.ready.then(beat)
</script></head><body>`

/** Each form of held markup, told apart by a number; it notes the number when all of it works. */
const FORMS: [name: string, form: (id: number) => string][] = [
  ['an inline script', (id) => `<script type="text/plain" data-consent="analytics">{ let a=${id}; ran.push(a) }</script>`],
  ['an inline script that says async', (id) => `<script async type="text/plain" data-consent="analytics">ran.push(${id})</script>`],
  ['an inline module', (id) => `<script type="text/plain" data-type="module" data-consent="analytics">ran.push(${id})</script>`],
  ['an external script', (id) => `<script type="text/plain" data-consent="analytics" src="/run.js?${id}"></script>`],
  ['a template', (id) => `<template data-consent="analytics"><i>1</i><script>ran.push(${id})</script></template>`],
]

/** So many elements of `form`, each cut at another byte, and something of the page's own put behind each while it is open. */
function cutEverywhere(form: (id: number) => string): number {
  const length = form(10).length
  pieces = [HEAD + '<p>']
  for (let at = 1; at < length; at += 1) {
    const element = form(at + 9)
    // What stands behind an open element by a script of the page is no sign that it is whole.
    pieces.push(`<script>document.body.append(document.createElement('hr'))</script><p>` + element.slice(0, at), element.slice(at) + '<p>')
  }
  pieces.push('</body></html>')
  return length - 1
}

async function comeBack(page: Page): Promise<void> {
  shop.write('/index.html', '<script src="/portcullis/portcullis.js" data-policy="/policy.json"></script>')
  await page.visit()
  await page.settled(() => page.run(() => window.portcullis.acceptAll()))
  await page.go('/pieces.html')
}

const state = (page: Page) =>
  page.run(() => {
    const { ran, errors } = window as never as { ran: (number | string)[]; errors: string[] }
    return { ran, errors }
  })

for (const [name, form] of FORMS) {
  test(`${name} runs whole and once, wherever it is cut`, async (page) => {
    shop.server.rule(/^\/run\.js/, { headers: { 'Content-Type': 'text/javascript' }, body: "ran.push(+document.currentScript.src.split('?')[1])" })
    const count = cutEverywhere(form)
    await comeBack(page)
    await waitFor('all of them', async () => (await state(page)).ran.length >= count)
    await page.settle()
    const { ran, errors } = await state(page)
    assert.deepEqual(errors, [])
    assert.deepEqual([...ran].sort((a, b) => Number(a) - Number(b)), Array.from({ length: count }, (_, at) => at + 10))
  })
}

test('what a template shows is whole, wherever it is cut', async (page) => {
  const form = (id: number) => `<template data-consent="analytics"><b class="part">${id}</b><b class="part">.</b></template>`
  const count = cutEverywhere(form)
  await comeBack(page)
  await waitFor('all of it', () => page.run((all) => document.querySelectorAll('.part').length >= all, 2 * count))
  assert.equal(await page.run(() => document.querySelectorAll('.part').length), 2 * count)
})

test('a link that has its own text keeps it, and an empty one gets the title of the law, wherever it is cut', async (page) => {
  const own = (id: number) => `<a data-portcullis="us-opt-out" class="own">Opt out ${id}</a>`
  const count = cutEverywhere(own)
  pieces.splice(-1, 0, '<a data-portcullis="us-opt-out" id="empty">', '</a>')
  await comeBack(page)
  await waitFor('the title', () => page.run(() => document.getElementById('empty')?.textContent))
  const texts = await page.run(() => [...document.querySelectorAll('.own')].map(({ textContent }) => textContent))
  assert.deepEqual(texts, Array.from({ length: count }, (_, at) => `Opt out ${at + 10}`))
})

test('scripts run as they come, not at the end of the page', async (page) => {
  pieces = [HEAD, `<script type="text/plain" data-consent="analytics">ran.push(document.readyState)</script><p>`, ...Array<string>(20).fill('<p>text'), '</body></html>']
  await comeBack(page)
  await waitFor('the script', async () => (await state(page)).ran.length > 0)
  assert.deepEqual((await state(page)).ran, ['loading'])
})
