/** Where banner and panel stand in a page: after all that is the page's own, once, whatever it does with its body. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { pageOf } from '../harness/document'
import type { Page } from '../harness/page'
import { openShop } from '../harness/shop'
import { waitFor } from '../harness/wait'

const shop = openShop(import.meta.url)
const { test } = shop

const INLINE = `<script type="application/json" id="policy">${readFileSync(new URL('policy.json', import.meta.url), 'utf8')}</script>`

/** Names of the body's children, scripts left out. */
const children = (page: Page) => page.run(() => [...document.body.children].map(({ localName }) => localName).filter((name) => name !== 'script'))

/** The banners in the page, and whether each is alive. */
const banners = (page: Page) => page.run(() => [...document.querySelectorAll('portcullis-banner')].map((host) => !!host.shadowRoot?.querySelector('.banner:popover-open [data-action=reject-all]')))

for (const byMove of [true, false])
  test(`while the page is parsed the banner stays behind what comes, and is seen${byMove ? '' : ', where a browser cannot move it as it is'}`, async (page) => {
    const slow = '<script src="/slow.js"></script>'
    shop.write('/slow.js', '')
    const holds = [0, 1, 2].map((at) => shop.server.rule(`/slow-${at}.js`, { hold: true, body: '', headers: { 'Content-Type': 'text/javascript' } }))
    // Tells the server when the banner is there, and in which order all stood when each script ran.
    const watch = `<script>${byMove ? '' : 'delete Element.prototype.moveBefore;'}
      window.orders = []
      const note = () => orders.push([...document.body.children].map(({ localName }) => localName).filter((name) => name !== 'script').join(' '))
      new MutationObserver((_, observer) => {
        if (!document.querySelector('portcullis-banner')) return
        observer.disconnect()
        fetch('/collect/asked')
      }).observe(document, { childList: true, subtree: true })</script>`
    const later = `<script src="/slow-1.js"></script><h2>Two</h2><script src="/slow-2.js"></script><script>note()</script><p>End</p>`
    shop.write('/index.html', pageOf({ tag: 'data-policy="#policy"', before: watch + INLINE, head: '<script defer src="/deferred.js"></script>', body: `<main></main><script src="/slow-0.js"></script><h2>One</h2>${later}` }).replace(slow, ''))
    shop.server.rule('/deferred.js', { body: 'note()', headers: { 'Content-Type': 'text/javascript' } })
    const going = page.go()
    await waitFor('the banner', () => page.collected().includes('asked'))
    for (const hold of holds) hold.release()
    await going
    await page.untilAsked()
    assert.deepEqual(await page.run(() => (window as never as { orders: string[] }).orders.at(-1)), 'h1 main h2 h2 p portcullis-banner')
    assert.deepEqual(await children(page), ['h1', 'main', 'h2', 'h2', 'p', 'portcullis-banner'])
    assert.deepEqual(await banners(page), [true])
    // From then on it is left where it is.
    await page.run(() => document.body.append(document.createElement('aside')))
    await page.settle()
    assert.equal((await children(page)).at(-1), 'aside')
  })

test('copies of what is ours are taken out of the page as they come, and ours stays', async (page) => {
  shop.write('/index.html', pageOf({ body: '<template data-consent="remarketing" data-consent-placeholder="300x200"><p>A film</p></template>' }))
  await page.visit()
  await page.openPanel()
  await waitFor('the placeholder', () => page.run(() => !!document.querySelector('portcullis-placeholder')))
  await page.run(() => {
    for (const name of ['banner', 'panel', 'placeholder']) {
      const host = document.querySelector(`portcullis-${name}`)!
      document.body.prepend(host.cloneNode(true))
      const box = document.createElement('div')
      box.innerHTML = host.outerHTML
      document.body.append(box)
    }
  })
  await page.settle()
  assert.deepEqual(await page.run(() => ['banner', 'panel', 'placeholder'].map((name) => document.querySelectorAll(`portcullis-${name}`).length)), [1, 1, 1])
  await page.settled(async () => (await page.panelButton('save')).click())
})

/** What routers do with a body. */
const SWAPS: Record<string, () => void> = {
  'another body': () => {
    const body = document.createElement('body')
    body.innerHTML = '<main><h1>Another page</h1></main>'
    document.body.replaceWith(body)
  },
  'a copy of the body, as out of a snapshot': () => document.body.replaceWith(document.body.cloneNode(true)),
  'the markup of the body written anew': () => void (document.body.innerHTML = document.body.outerHTML.replace(/^<body>|<\/body>$/g, '')),
  'all of the body taken out, and other things put in': () => document.body.replaceChildren(document.createElement('main')),
}

for (const [what, swap] of Object.entries(SWAPS))
  test(`${what}: there is one banner, at the end, and it is alive`, async (page) => {
    shop.write('/index.html', pageOf({}))
    await page.visit()
    await page.untilAsked()
    for (let times = 0; times < 3; times += 1) {
      await page.run(swap)
      await page.settle()
      assert.deepEqual(await banners(page), [true])
      assert.equal((await children(page)).at(-1), 'portcullis-banner')
    }
    await page.choose('reject-all')
    assert.equal(await page.run(() => window.portcullis.record()?.method), 'reject-all')
    await page.run(swap)
    await page.bannerButton('manage')
    assert.equal(await page.run(() => document.querySelectorAll('portcullis-banner').length), 1)
  })
