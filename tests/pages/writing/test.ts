/** `document.write` of a released script: what it writes stands where the script stands, and the page stays. */
import assert from 'node:assert/strict'
import { pageOf } from '../harness/document'
import type { Page } from '../harness/page'
import { openShop } from '../harness/shop'
import { waitFor } from '../harness/wait'

const shop = openShop(import.meta.url)
const { test } = shop

const SCRIPT = { 'Content-Type': 'text/javascript' }
const held = (text: string, attributes = '') => `<script type="text/plain" data-consent="analytics" ${attributes}>${text}</script>`
const ran = (page: Page) => page.run(() => (window as never as { ran: string[] }).ran)
/** Texts and ids in the box, in order. */
const inBox = (page: Page) => page.run(() => document.getElementById('box')!.innerText.trim().split(/\s+/))

async function accepted(page: Page, box: string, head = ''): Promise<void> {
  shop.write('/index.html', pageOf({ head: `<script>window.ran = []</script>${head}`, body: `<div id="box">${box}</div><p id="end">End</p>` }))
  await page.visit()
  await page.choose('accept-all')
}

test('an inline script writes in its place, at once', async (page) => {
  await accepted(page, `<p>one</p>${held("document.write('<p id=w>two</p>', '<p>three</p>'); ran.push(document.getElementById('w').textContent); document.writeln('<p>four</p>')")}<p>five</p>`)
  await waitFor('what is written', async () => (await inBox(page)).length === 5)
  assert.deepEqual(await inBox(page), ['one', 'two', 'three', 'four', 'five'])
  assert.deepEqual(await ran(page), ['two'], 'it could be found at once')
  assert.equal(await page.run(() => document.getElementById('end')!.textContent), 'End')
})

test('markup that is written in pieces becomes what it is as a whole', async (page) => {
  await accepted(page, held("document.write('<ul><li'); document.write('>one</li>'); document.write('<li>two'); document.write('</li></ul><b>thr'); document.write('ee')"))
  await waitFor('what is written', async () => (await inBox(page)).length === 3)
  assert.deepEqual(await page.run(() => [...document.querySelectorAll('#box li')].map((li) => li.parentElement!.localName + li.textContent)), ['ulone', 'ultwo'])
})

test('an external script writes in its place', async (page) => {
  shop.server.rule('/writes.js', { body: "document.write('<p>two</p>')", headers: SCRIPT })
  await accepted(page, `<p>one</p>${held('', 'src="/writes.js"')}<p>three</p>`)
  await waitFor('what is written', async () => (await inBox(page)).length === 3)
  assert.deepEqual(await inBox(page), ['one', 'two', 'three'])
})

test('a script that is written runs before the next one in line, and only with consent', async (page) => {
  shop.server.rule('/written.js', { body: "ran.push('written'); document.write('<p>by-the-written</p>')", headers: SCRIPT })
  const script = "ran.push('writes'); document.write('<scr' + 'ipt src=/written.js></scr' + 'ipt><p>beside</p>')"
  await accepted(page, held(script) + held("ran.push('next')"))
  await waitFor('all three', async () => (await ran(page)).length === 3)
  assert.deepEqual(await ran(page), ['writes', 'written', 'next'])
  await page.settle()
  assert.deepEqual(await inBox(page), ['by-the-written', 'beside'])
})

test('gated markup that is written is gated', async (page) => {
  await accepted(page, '')
  await page.settled(() => page.run(() => window.portcullis.save({ remarketing: false })))
  await page.run(() => {
    const script = document.createElement('script')
    script.type = 'text/plain'
    script.dataset.consent = 'analytics'
    script.text = `document.write('<img alt="" data-consent="remarketing" data-consent-src="/collect/written">')`
    document.getElementById('box')!.append(script)
  })
  await waitFor('the picture', () => page.run(() => !!document.querySelector('#box img')))
  await page.settle()
  assert.deepEqual(page.collected(), [])
  await page.settled(() => page.run(() => window.portcullis.acceptAll()))
  await waitFor('the request', () => page.collected().includes('written'))
})

test('what a script of the head writes for the body goes there', async (page) => {
  await accepted(page, '', held("document.write('<meta name=written><p id=stray>Stray</p>')"))
  await waitFor('both', () => page.run(() => !!document.getElementById('stray')))
  assert.deepEqual(await page.run(() => [document.getElementById('stray')!.parentElement!.localName, document.querySelector('[name=written]')!.parentElement!.localName]), ['body', 'head'])
})

test("the page's own scripts write as ever", async (page) => {
  shop.write('/index.html', pageOf({ head: '<script>window.ran = []</script>', body: `${held("document.write('<i>held</i>')")}<script>document.write('<p id=own>own</p>')</script>` }))
  await page.visit()
  assert.equal(await page.run(() => document.getElementById('own')!.textContent), 'own')
  await page.choose('accept-all')
  await page.reload()
  assert.equal(await page.run(() => document.getElementById('own')!.textContent), 'own')
})
