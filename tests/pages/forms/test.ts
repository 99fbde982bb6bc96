/** Every form of a script that may be gated: it runs as it would have without the gate, once it may. */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { type Parts, pageOf, reporter } from '../harness/document'
import { engine } from '../harness/engines'
import type { Page } from '../harness/page'
import { openShop } from '../harness/shop'
import { waitFor } from '../harness/wait'

const shop = openShop(import.meta.url)
const { test } = shop

const SCRIPT = { 'Content-Type': 'text/javascript' }
const held = (attributes: string, text = '', consent = 'analytics') =>
  `<script type="text/plain" data-consent="${consent}" ${attributes}>${text}</script>`
const serve = (path: string, body: string, headers = {}) => shop.server.rule(path, { body, headers: { ...SCRIPT, ...headers } })

function write(head: string, body = '', about: Pick<Parts, 'before' | 'tag'> = {}): void {
  shop.write('/index.html', pageOf({ head: '<script>window.ran = []</script>' + head, body, ...about }))
}

const ran = (page: Page) => page.run(() => (window as never as { ran: string[] }).ran)
const untilRan = (page: Page, ...names: string[]) =>
  waitFor(names.join(', '), async () => {
    const all = await ran(page)
    return names.every((name) => all.includes(name)) && all
  })

test('an import map is there before the modules that need it', async (page) => {
  serve('/lib.mjs', "export const name = 'mapped'")
  write(held('data-type="importmap"', '{ "imports": { "lib": "/lib.mjs" } }') + held('data-type="module"', "import { name } from 'lib'; ran.push(name)"))
  await page.visit()
  await page.settle()
  assert.equal(page.requests('/lib.mjs').length, 0)
  await page.choose('accept-all')
  await untilRan(page, 'mapped')
}, 'late-import-maps')

test('modules, inline and external, run in their order', async (page) => {
  serve('/slow.mjs', "ran.push('slow part')")
  serve('/second.mjs', "ran.push('second')")
  const part = shop.server.rule('/slow.mjs', { body: "ran.push('slow part')", headers: SCRIPT, hold: true })
  write(held('data-type="module"', "import '/slow.mjs'; ran.push('first')") + held('data-type="module" src="/second.mjs"') + held('data-type="module"', "ran.push('third')"))
  await page.visit()
  await page.choose('accept-all')
  await waitFor('the slow part to be asked for', () => page.requests('/slow.mjs').length > 0)
  await page.settle()
  assert.deepEqual(await ran(page), [])
  part.release()
  await untilRan(page, 'third')
  assert.deepEqual(await ran(page), ['slow part', 'first', 'second', 'third'])
}, 'modules-in-order')

test('integrity is kept: what fits runs, what does not is refused and keeps nobody waiting', async (page) => {
  const body = "ran.push('whole')"
  serve('/whole.js', body)
  serve('/changed.js', "ran.push('changed')")
  const hash = `sha384-${createHash('sha384').update(body).digest('base64')}`
  write(held(`src="/changed.js" integrity="${hash}"`) + held(`src="/whole.js" integrity="${hash}"`))
  await page.visit()
  await page.choose('accept-all')
  await untilRan(page, 'whole')
  assert.deepEqual(await ran(page), ['whole'])
  assert.equal(page.requests('/changed.js').length, 1)
})

test('crossorigin and referrerpolicy hold for the request, fetchpriority stays', async (page) => {
  const other = shop.server.originOf('cdn.localhost')
  serve('/cors.js', "ran.push('cors')", { 'Access-Control-Allow-Origin': '*' })
  serve('/plain.js', "ran.push('plain')")
  write(
    held(`id="cors" src="${other}/cors.js" crossorigin="anonymous" referrerpolicy="no-referrer" fetchpriority="high"`) +
      held(`src="${other}/plain.js" referrerpolicy="origin"`),
  )
  await page.visit()
  await page.choose('accept-all')
  await untilRan(page, 'plain')
  const headers = (path: string) => shop.server.requests(path)[0]!.headers
  assert.equal(headers('/cors.js').origin, page.origin)
  assert.equal(headers('/cors.js').referer, undefined)
  assert.equal(headers('/plain.js').origin, undefined)
  assert.equal(headers('/plain.js').referer, `${page.origin}/`)
  assert.equal(await page.run(() => (document.getElementById('cors') as HTMLScriptElement).fetchPriority), 'high')
})

test('for a returning visitor deferred scripts and modules wait for the whole document, and order is kept', async (page) => {
  serve('/deferred.js', "ran.push('deferred ' + document.readyState + ' ' + !!document.getElementById('last'))")
  serve('/parser.js', '')
  write(
    held('', "ran.push('inline ' + document.readyState); fetch('/collect/inline')") +
      held('defer src="/deferred.js"') +
      held('data-type="module"', "ran.push('module ' + !!document.getElementById('last'))"),
    '<script src="/parser.js"></script><p id="last"></p>',
    // Where a browser takes one, nothing of ours is imported before it.
    { before: '<script type="importmap">{}</script>' },
  )
  await page.visit()
  await page.choose('accept-all')
  await untilRan(page, 'module true')
  // The parser stands still until the first script has run. Meanwhile nobody can ask the page.
  const parser = shop.server.rule('/parser.js', { hold: true, headers: SCRIPT, body: '' })
  const reloaded = page.reload()
  await waitFor('the inline one', () => page.collected().length === 2)
  await waitFor('the deferred one to be asked for, as a browser does while it parses', () => page.requests('/deferred.js').length === 2)
  parser.release()
  await reloaded
  await untilRan(page, 'module true')
  // In Firefox it comes when the page is complete.
  const late = engine === 'firefox' ? 'complete' : 'interactive'
  assert.deepEqual((await ran(page)).map((one) => one.replace(late, 'interactive')), ['inline loading', 'deferred interactive true', 'module true'])
  assert.equal(page.requests('/deferred.js').length, 2, 'once in each visit')
})

test('a script that hangs keeps the others waiting no longer than the tag says, and runs when it comes', async (page) => {
  const hanging = shop.server.rule('/hangs.js', { hold: true, body: "ran.push('late')", headers: SCRIPT })
  serve('/next.js', "ran.push('next')")
  write(held('src="/hangs.js"') + held('', "ran.push('inline')") + held('src="/next.js"'), '', { tag: 'data-policy="/policy.json" data-patience="0.2"' })
  await page.visit()
  await page.choose('accept-all')
  await untilRan(page, 'next')
  assert.deepEqual(await ran(page), ['inline', 'next'])
  hanging.release()
  await untilRan(page, 'late')
})

test('a module that hangs keeps nobody waiting longer, and runs when it comes', async (page) => {
  const hanging = shop.server.rule('/hangs.mjs', { hold: true, body: "ran.push('part')", headers: SCRIPT })
  serve('/next.mjs', "ran.push('next')")
  const modules = held('data-type="module"', "import '/hangs.mjs'; ran.push('late')") + held('data-type="module" src="/next.mjs"') + held('data-type="module"', "ran.push('inline')")
  write(modules, '', { tag: 'data-policy="/policy.json" data-patience="0.2"' })
  await page.visit()
  await page.choose('accept-all')
  await untilRan(page, 'next', 'inline')
  hanging.release()
  await untilRan(page, 'part', 'late')
})

test('a patience that is no number of seconds is none', async (page) => {
  const hanging = shop.server.rule('/hangs.js', { hold: true, body: "ran.push('late')", headers: SCRIPT })
  write(held('src="/hangs.js"') + held('', "ran.push('inline')"), '', { tag: 'data-policy="/policy.json" data-patience="-1"' })
  await page.visit()
  await page.choose('accept-all')
  await waitFor('the request', () => page.requests('/hangs.js').length > 0)
  await page.settle()
  assert.deepEqual(await ran(page), [])
  hanging.release()
  await untilRan(page, 'inline')
})

test('what is gated in two ways goes by both', async (page) => {
  write('', `<img id="both" alt="" src="data:,own" data-consent="analytics" data-consent-src="/collect/both" data-consent-if="remarketing">
    <p id="if-unless" data-consent-if="analytics" data-consent-unless="remarketing">One, not the other.</p>`)
  const state = () =>
    page.run(() => {
      const image = document.getElementById('both')!
      return [image.getAttribute('src'), getComputedStyle(image).display !== 'none', document.getElementById('if-unless')!.offsetHeight > 0]
    })
  await page.visit()
  assert.deepEqual(await state(), ['data:,own', false, false])
  await page.settled(() => page.run(() => window.portcullis.save({ analytics: true })))
  assert.deepEqual(await state(), ['/collect/both', false, true])
  await page.settled(() => page.run(() => window.portcullis.acceptAll()))
  assert.deepEqual(await state(), ['/collect/both', true, false])
  await page.settled(() => page.run(() => window.portcullis.withdraw()))
  assert.deepEqual(await state(), ['data:,own', false, false], 'what stood there before stands there again')
})

test('a document in an attribute is none that can be held, and it is said', async (page) => {
  write('', `<iframe id="frame" title="A note" data-consent="analytics" data-consent-srcdoc="<script>parent.ran.push('in the frame')</script>"></iframe>`)
  await page.visit()
  await page.choose('accept-all')
  await page.settle()
  assert.deepEqual(await ran(page), [])
  assert.deepEqual((await page.told('error')).map(({ detail }) => detail.code), ['nothing-to-gate'])
})

test('expressions are judged by what stands now', async (page) => {
  const names = ['analytics remarketing', 'analytics|remarketing', '!analytics', 'service:counter', 'analytics !remarketing']
  write(names.map((name, at) => reporter(name, `tag-${at}`)).join(''))
  await page.visit()
  await page.settle()
  assert.deepEqual(page.collected(), ['tag-2'], 'not granted is so from the start')
  await page.settled(() => page.run(() => window.portcullis.save({ analytics: true })))
  await page.settle()
  assert.deepEqual([...page.collected()].sort(), ['tag-1', 'tag-2', 'tag-3', 'tag-4'])
  await page.settled(() => page.run(() => window.portcullis.acceptAll()))
  await waitFor('the last', () => page.collected().length === 5)
})
