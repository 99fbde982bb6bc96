/** Other people's pages: hostile styles, blockers, modals, bodies that are replaced. Ours looks and works the same. */
import assert from 'node:assert/strict'
import { onLeaving } from '../harness/leaving'
import { dress, still } from '../harness/looks'
import type { Page } from '../harness/page'
import { openShop } from '../harness/shop'
import { waitFor } from '../harness/wait'

const shop = openShop(import.meta.url)
const { test } = shop

/** What stays has come, and the line that tells of the question has been filled. */
const untilTold = (page: Page) => waitFor('the question to be told', () => page.run(() => document.querySelector('portcullis-banner')?.shadowRoot?.querySelector('[role=status]')?.textContent))

/** Box and style of everything in the banner, or in what stays after it. */
const drawn = (page: Page) =>
  page.run(() => {
    const all = [...document.querySelector('portcullis-banner')!.shadowRoot!.querySelectorAll<HTMLElement>('*')]
    const names = ['color', 'backgroundColor', 'fontSize', 'fontFamily', 'fontWeight', 'lineHeight', 'letterSpacing', 'textTransform', 'direction', 'textAlign', 'display', 'padding', 'border', 'opacity', 'visibility', 'filter', 'cursor'] as const
    return all
      .filter((element) => element.checkVisibility())
      .map((element) => {
        const { left, top, width, height } = element.getBoundingClientRect()
        const style = getComputedStyle(element)
        const box = [left, top, width, height].map(Math.round).join(' ')
        return `${element.localName}.${element.className} ${box} ${names.map((name) => style[name]).join(' | ')}`
      })
  })

const HOSTILE: Record<string, string> = {
  'resets on everything': '* { all: unset !important; margin: 9px !important; border: 3px solid red !important; font: 7px cursive !important }',
  'hidden things shown and shown things hidden': '[hidden] { display: block !important } portcullis-banner, section, dialog, [popover] { display: none !important }',
  'buttons and dialogs of the page': 'button, dialog, h2, p, a, section { color: red !important; background: blue !important; padding: 40px !important; text-transform: uppercase !important; transform: rotate(4deg) !important }',
  'huge z-index over everything': 'main { position: fixed; inset: 0; z-index: 2147483647; background: #eee }',
  'a small root': 'html { font-size: 5px; line-height: 3; letter-spacing: 9px; word-spacing: 1em; text-indent: 4em; text-align: right; visibility: visible; cursor: wait }',
  'a transformed, filtered body': 'body { transform: scale(.5) translateX(300px) !important; filter: blur(0.5px); perspective: 100px; contain: paint; will-change: transform; overflow: hidden; height: 50px }',
  'a zoomed body': 'body { zoom: .5 }',
  'a zoomed page and body, where each tells its own alone': 'html { zoom: 1.25 } body { zoom: .5 }</style><script>delete Element.prototype.currentCSSZoom</script><style>',
  'the other direction': 'html, body, * { direction: rtl !important; writing-mode: horizontal-tb; text-align: right }',
  'a faint host': 'portcullis-banner { opacity: 0 !important; visibility: hidden !important; pointer-events: none !important; filter: invert(1) !important; position: absolute !important; left: -999px !important }',
}

for (const [what, css] of Object.entries(HOSTILE)) {
  test(`${what}: banner, what stays, and their places are the same`, async (page) => {
    const body = '<p>A short page.</p>'
    dress(shop, { body })
    await page.visit()
    await page.untilAsked()
    await untilTold(page)
    await still(page)
    const plain = await drawn(page)
    await page.choose('reject-all')
    await page.bannerButton('manage')
    const rest = await drawn(page)
    assert.ok(plain.length > 8 && rest.length > 2)

    await page.run(() => { localStorage.clear(); document.cookie = 'portcullis=; Max-Age=0; Path=/' })
    dress(shop, { body, head: `<style>${css}</style>` })
    await page.visit()
    await page.untilAsked()
    await untilTold(page)
    await still(page)
    assert.deepEqual(await drawn(page), plain)
    await page.choose('reject-all')
    await page.bannerButton('manage')
    assert.deepEqual(await drawn(page), rest)
    await page.openPanel()
    await still(page)
    await page.settled(async () => (await page.panelButton('accept-all')).click())
  })
}

const free = (page: Page) =>
  page.run(() => {
    const button = document.getElementById('buy')!
    const { left, top } = button.getBoundingClientRect()
    return document.elementFromPoint(left + 5, top + 5) === button && getComputedStyle(document.body).overflow === 'visible' && !document.querySelector(':modal')
  })

for (const modal of [false, true]) {
  test(`a blocker that hides banners leaves the page free${modal ? ', even where it is modal' : ''}, and nothing is granted`, async (page) => {
    dress(shop, { style: { modal }, body: '<button id="buy">Buy</button><p style="height:3000px"></p>', head: '<style>portcullis-banner { display: block }</style>' })
    await page.visit()
    await page.untilAsked()
    // What a blocker's own sheet does beats every rule of a page, and ours: `!important` of the user's.
    await page.run(() => {
      const sheet = new CSSStyleSheet()
      sheet.replaceSync(':host, .banner { display: none !important }')
      document.querySelector('portcullis-banner')!.shadowRoot!.adoptedStyleSheets.push(sheet)
      const layer = document.querySelector('portcullis-banner')!.shadowRoot!.querySelector<HTMLElement>('.banner')!
      layer.style.setProperty('display', 'none', 'important')
    })
    await waitFor('the page to be free', () => free(page))
    await waitFor('the scroll padding to go', () => page.run(() => getComputedStyle(document.documentElement).scrollPaddingBottom === 'auto'))
    assert.equal(await page.run(() => window.portcullis.record()), null)
    assert.equal(await page.allows('analytics'), false)
  })
}

test('a blocker that takes the banner out of the page, again and again, breaks nothing: the page is free, code still works', async (page) => {
  dress(shop, { body: '<button id="buy">Buy</button>' })
  await page.visit()
  await page.untilAsked()
  await page.run(() => {
    const block = () => document.querySelector('portcullis-banner')?.remove()
    new MutationObserver(block).observe(document.documentElement, { childList: true, subtree: true })
    block()
  })
  await page.settle()
  assert.equal(await free(page), true)
  // Whatever moves in the page would be a reason to build the banner anew.
  await page.run(() => document.body.append('More mops'))
  await page.settle()
  assert.equal(await page.run(() => document.querySelector('portcullis-banner')), null)
  await page.settled(() => page.run(() => window.portcullis.rejectAll()))
  assert.equal(await page.allows('analytics'), false)
  assert.deepEqual((await page.heard()).uncaught, [])
})

test("the page's own modal: the banner goes in with it and works there, and out again", async (page) => {
  dress(shop, { body: '<dialog id="cart"><button id="pay">Pay</button></dialog>' })
  await page.visit()
  await page.untilAsked()
  const home = () => page.run(() => document.querySelector('portcullis-banner')!.parentElement!.localName)
  await page.run(() => (document.getElementById('cart') as HTMLDialogElement).showModal())
  await waitFor('the banner in the cart', async () => (await home()) === 'dialog')
  const hit = () =>
    page.run(() => {
      const button = document.querySelector('portcullis-banner')!.shadowRoot!.querySelector('[data-action=reject-all]')!
      const { left, top } = button.getBoundingClientRect()
      return document.querySelector('portcullis-banner')!.shadowRoot!.elementFromPoint(left + 9, top + 9) === button
    })
  assert.equal(await hit(), true)
  await page.run(() => (document.getElementById('cart') as HTMLDialogElement).close())
  await waitFor('the banner in the body', async () => (await home()) === 'body')
  assert.equal(await hit(), true)
  await page.run(() => (document.getElementById('cart') as HTMLDialogElement).showModal())
  await waitFor('the banner in the cart', async () => (await home()) === 'dialog')
  await page.choose('reject-all')
})

test("a modal of the page is never covered by ours", async (page) => {
  dress(shop, { style: { modal: true }, body: '<dialog id="age"><button id="yes">I am 18</button></dialog><script>document.getElementById("age").showModal()</script>' })
  await page.visit()
  await page.untilAsked()
  assert.equal(await page.run(() => document.querySelector('portcullis-banner')!.shadowRoot!.querySelector('.banner')!.matches(':modal')), false)
})

test('a framework that replaces the body finds the banner there again, and what stays too', async (page) => {
  dress(shop, {})
  await page.visit()
  await page.untilAsked()
  const replace = () =>
    page.run(() => {
      const body = document.createElement('body')
      body.innerHTML = '<main><h1>Another page</h1></main>'
      document.body.replaceWith(body)
    })
  await replace()
  await page.untilAsked()
  await page.choose('reject-all')
  await page.bannerButton('manage')
  await replace()
  await page.bannerButton('manage')
  assert.equal(await page.run(() => document.querySelectorAll('portcullis-banner').length), 1)
})

test('printed, neither banner nor what stays is on the paper', async (page) => {
  dress(shop, {})
  await page.visit()
  await page.untilAsked()
  await page.media({ media: 'print' })
  const shown = () => page.run(() => [...document.querySelector('portcullis-banner')!.shadowRoot!.children].filter((one) => (one as HTMLElement).checkVisibility()).map((one) => one.className))
  assert.deepEqual(await shown(), [])
  await page.media()
  await page.choose('reject-all')
  await page.bannerButton('manage')
  await page.media({ media: 'print' })
  assert.deepEqual(await shown(), [])
  await page.media()
}, 'tools')

for (const [feature, value] of [['forced-colors', 'active'], ['prefers-contrast', 'more']] as const) {
  test(`${feature}: every control has an edge that can be seen, and a switch shows whether it is on`, async (page) => {
    dress(shop, {})
    await page.media({ features: [{ name: feature, value }] })
    try {
      await page.visit()
      await page.untilAsked()
      const edges = await page.run(() =>
        [...document.querySelector('portcullis-banner')!.shadowRoot!.querySelectorAll('.banner, .banner button')].map((element) => {
          const { borderTopColor, borderTopStyle, backgroundColor } = getComputedStyle(element)
          return borderTopStyle !== 'none' && borderTopColor !== backgroundColor && !/^rgba\(.*, 0\)$/.test(borderTopColor)
        }))
      // A filled button is told from its ground by its fill, where colours are not forced.
      if (feature === 'forced-colors') assert.deepEqual(edges, [true, true, true, true])
      await page.openPanel()
      const tracks = await page.run(() =>
        ['necessary', 'analytics'].map((name) => {
          const input = document.querySelector('portcullis-panel')!.shadowRoot!.querySelector(`input[name=${name}]`)!
          const [track, thumb] = [getComputedStyle(input, '::before'), getComputedStyle(input, '::after')]
          return [track.borderTopStyle, track.borderTopWidth, thumb.translate, track.borderTopColor !== getComputedStyle(input.closest('dialog')!).backgroundColor]
        }))
      assert.deepEqual(tracks, [['solid', '2px', '24px', true], ['solid', '2px', 'none', true]])
      const text = await page.run(() => {
        const root = document.querySelector('portcullis-banner')!.shadowRoot!
        return [getComputedStyle(root.querySelector('p')!).color, getComputedStyle(root.querySelector('h2')!).color]
      })
      assert.equal(text[0], text[1], 'no muted text')
    } finally {
      await page.media()
    }
  }, 'tools')
}

for (const byCode of [false, true]) test(`after ${byCode ? 'a choice of the page' : 'an answer'} the browser paints before vendors are told and anything runs`, async (page) => {
  const many = Array.from({ length: 50 }, (_, at) => `<script type="text/plain" data-consent="analytics">order.push('script')</script><!-- ${at} -->`).join('')
  const head = `<script>
    var order = []
    addEventListener('begin', () => {
      const frame = () => {
        const gone = !document.querySelector('portcullis-banner').shadowRoot.querySelector('.banner')?.checkVisibility({ opacityProperty: true })
        if (!gone) return requestAnimationFrame(frame)
        // A message sent from a frame comes after its paint.
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => order.push('painted')
        port2.postMessage(0)
      }
      requestAnimationFrame(frame)
    })
    const push = dataLayer.push
    dataLayer.push = (...args) => { if (args[0]?.[1] === 'update') order.push('vendors'); return push.apply(dataLayer, args) }
  </script>${byCode ? '' : onLeaving("dispatchEvent(new Event('begin'))")}`
  dress(shop, { head, body: many })
  await page.visit()
  await page.untilAsked()
  if (byCode) {
    // After one that was clicked, whose frame had been painted.
    await page.choose('reject-all')
    await page.settled(() =>
      page.run(() => {
        (window as never as { order: string[] }).order.length = 0
        dispatchEvent(new Event('begin'))
        void window.portcullis.acceptAll()
      }),
    )
  } else await page.choose('accept-all')
  const order = await page.run(() => (window as never as { order: string[] }).order)
  assert.equal(order.filter((one) => one === 'script').length, 50)
  assert.deepEqual(order.slice(0, 3), ['painted', 'vendors', 'script'])
})

test('what is long is hashed by the browser, when the frame after a choice is painted, and not by the page', async (page) => {
  dress(shop, {
    head: `<script>
      // Of our own hashing each block of 64 bytes asks for 16 numbers.
      var seen = { painted: false, early: 0, byBrowser: 0, byPage: 0 }
      const { digest } = SubtleCrypto.prototype
      SubtleCrypto.prototype.digest = function (name, bytes) {
        seen[seen.painted ? 'byBrowser' : 'early'] += bytes.byteLength
        return digest.call(this, name, bytes)
      }
      const { getInt32 } = DataView.prototype
      DataView.prototype.getInt32 = function (at) { seen.byPage += 4; return getInt32.call(this, at) }
    </script>${onLeaving('requestAnimationFrame(() => (seen.painted = true))')}`,
  })
  const seen = () => page.run(() => (window as never as { seen: { early: number; byBrowser: number; byPage: number } }).seen)
  await page.visit()
  await page.openPanel()
  await (await page.toggle('analytics')).click()
  await page.settled(async () => (await page.panelButton('save')).click())
  const { policyFileHash: policy, wordsHash: words } = (await page.run(() => window.portcullis.receipt())) as { policyFileHash: string; wordsHash: string }
  assert.match(policy + words, /^[0-9a-f]{128}$/)
  const { early, byBrowser, byPage } = await seen()
  assert.equal(early, 0)
  assert.ok(byBrowser > 20_000, String(byBrowser))
  assert.ok(byPage > 0 && byPage < 5_000, String(byPage))
})

test('a browser that refuses to hash costs no receipt', async (page) => {
  dress(shop, { head: '<script>SubtleCrypto.prototype.digest = () => Promise.reject(new Error("refused"))</script>' })
  await page.visit()
  await page.choose('accept-all')
  const { policyFileHash: policy, wordsHash: words } = (await page.run(() => window.portcullis.receipt())) as { policyFileHash: string; wordsHash: string }
  assert.match(policy + words, /^[0-9a-f]{128}$/)
  const { uncaught, console } = await page.heard()
  assert.deepEqual([uncaught, console.filter((line) => /refused$/.test(line))], [[], []])
})
