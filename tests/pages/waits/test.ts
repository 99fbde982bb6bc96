/** What a released script waits for, and who waits for it. */
import assert from 'node:assert/strict'
import { pageOf } from '../harness/document'
import { cannot } from '../harness/engines'
import type { Page } from '../harness/page'
import { openShop } from '../harness/shop'
import { waitFor } from '../harness/wait'

const shop = openShop(import.meta.url)
const { test } = shop

const SCRIPT = { 'Content-Type': 'text/javascript' }
const serve = (path: string, body: string, more: object = {}) => shop.server.rule(path, { body, headers: SCRIPT, ...more })
const held = (attributes: string, text = '') => `<script type="text/plain" data-consent="analytics" ${attributes}>${text}</script>`
const write = (head: string, body = '') => shop.write('/index.html', pageOf({ head: `<script>window.ran = []</script>${head}`, body }))
const ran = (page: Page) => page.run(() => (window as never as { ran: string[] }).ran)
const accept = (page: Page) => page.settled(() => page.run(() => window.portcullis.acceptAll()))
const untilRan = (page: Page, ...names: string[]) => waitFor(`${names.join()}`, async () => (await ran(page)).join() === names.join())

const LISTENS = `
  addEventListener('load', () => ran.push('load'))
  window.onload = () => ran.push('onload')
  document.addEventListener('readystatechange', { handleEvent() { ran.push(document.readyState) } })
  document.addEventListener('DOMContentLoaded', ({ target }) => ran.push('parsed ' + (target === document)))
  ran.push('script')`

for (const [name, script] of [
  ['an inline script', held('', LISTENS)],
  ['an external script', held('src="/listens.js"')],
] as const) {
  test(`${name} that is released late hears what it waits for, in order, and nobody else does again`, async (page) => {
    serve('/listens.js', LISTENS)
    write(`<script>for (const type of ['load', 'DOMContentLoaded']) addEventListener(type, () => ran.push('page'))</script>${script}`)
    await page.visit()
    await page.settle()
    await page.run(() => (window as never as { ran: string[] }).ran.splice(0))
    await accept(page)
    await untilRan(page, 'script', 'parsed true', 'load', 'onload', 'complete')
    await page.run(() => addEventListener('load', () => (window as never as { ran: string[] }).ran.push('late listener of the page')))
    await page.settle()
    assert.equal((await ran(page)).length, 5)
  })
}

test('a script that is released while the page loads hears each event once, from the browser', async (page) => {
  write(held('', LISTENS))
  await page.visit()
  await accept(page)
  await page.reload()
  await waitFor('the load event', async () => (await ran(page)).includes('onload'))
  await page.settle()
  const heard = await ran(page)
  for (const name of ['parsed true', 'load', 'onload']) assert.equal(heard.filter((one) => one === name).length, 1, `${name}: ${heard.join()}`)
})

test('whoever holds the element of the page and waits for it to load hears that it has, or has not, once', async (page) => {
  serve('/there.js', "ran.push('there')")
  shop.server.rule('/gone.js', { status: 404 })
  write(held('id="there" src="/there.js" onload="ran.push(\'attribute\')"') + held('id="gone" src="/gone.js"'))
  await page.visit()
  await page.run(() => {
    for (const id of ['there', 'gone']) for (const type of ['load', 'error']) document.getElementById(id)!.addEventListener(type, () => (window as never as { ran: string[] }).ran.push(`${id} ${type}`))
  })
  await accept(page)
  await untilRan(page, 'there', 'attribute', 'there load', 'gone error')
  await page.settle()
  assert.equal((await ran(page)).length, 4)
})

test('what is for old browsers is neither fetched nor waited for', async (page) => {
  write(held('nomodule src="/old.js"') + held('', "ran.push('next')"))
  await page.visit()
  await accept(page)
  await untilRan(page, 'next')
  assert.equal(page.requests('/old.js').length, 0)
})

test('a type that no browser runs keeps nobody waiting, and is there for the library that reads it', async (page) => {
  write(held('data-type="text/partytown" src="/worker.js" data-shop="1"') + held('', "ran.push('next ' + document.querySelectorAll('script[type=\"text/partytown\"][src=\"/worker.js\"]').length)"))
  await page.visit()
  await accept(page)
  await untilRan(page, 'next 1')
  assert.equal(page.requests('/worker.js').length, 0)
})

test('a script in another encoding is read in that encoding', async (page) => {
  // "ran.push('Ñ')" in windows-1252.
  shop.server.rule('/old.js', { headers: { 'Content-Type': 'text/javascript' }, body: Buffer.from("ran.push('\xd1')", 'latin1') as never })
  write(held('charset="windows-1252" src="/old.js"'))
  await page.visit()
  await accept(page)
  await waitFor('the script', async () => (await ran(page)).length === 1)
  assert.deepEqual(await ran(page), ['Ñ'])
})

test('a deferred script finds the library of the page that is deferred before it; an inline one waits for neither', async (page) => {
  write('')
  await page.visit()
  await accept(page)
  serve('/plugin.js', "ran.push('plugin')")
  const library = serve('/library.js', "ran.push('library')", { hold: true })
  const inline = held('', "ran.push('inline ' + document.readyState); fetch('/collect/inline')")
  write(`<script defer src="/library.js"></script>${held('defer src="/plugin.js"')}${held('data-type="module"', "ran.push('module')")}${inline}`)
  const going = page.go()
  await waitFor('the inline one', () => page.collected().includes('inline'))
  library.release()
  await going
  await waitFor('the others', async () => (await ran(page)).length === 4)
  const order = await ran(page)
  assert.ok(order[0]!.startsWith('inline '), order.join())
  assert.deepEqual(order.slice(1), ['library', 'plugin', 'module'])
}, 'modules-in-order')

test('scripts find themselves, while they run and after', async (page) => {
  serve('/self.js', `const me = document.currentScript
    ran.push([me.id, new URL(me.src).pathname, me.dataset.shop, me.previousElementSibling.id, document.getElementById('self') === me].join())
    Promise.resolve().then(() => setTimeout(() => { me.insertAdjacentHTML('beforebegin', '<i id="widget"></i>'); ran.push(document.querySelector('#box + #widget + #self') ? 'in place' : 'elsewhere') }))`)
  for (const attribute of ['src', 'data-consent-src']) {
    write('', `<main><p id="box"></p>${held(`id="self" data-shop="42" ${attribute}="/self.js"`)}</main>`)
    await page.visit()
    if (await page.asks()) await accept(page)
    await untilRan(page, 'self,/self.js,42,box,true', 'in place')
  }
})

test('a module that is held back runs once, and what runs it is gone after', async (page) => {
  serve('/part.mjs', "ran.push('part')")
  write(held('data-type="module" src="/part.mjs"') + held('data-type="module"', "ran.push('inline')"))
  await page.visit()
  const count = () => page.run(() => document.scripts.length)
  const before = await count()
  await accept(page)
  await waitFor('both', async () => (await ran(page)).length === 2)
  await page.settle()
  if (!cannot(['modules-in-order'])) assert.deepEqual(await ran(page), ['part', 'inline'])
  await waitFor('the page to be as it was', async () => (await count()) === before)
})
