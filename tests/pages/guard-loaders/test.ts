/** `data-guard` and what vendors' snippets do: they are held, start when their service may, and hear that their script has come. */
import assert from 'node:assert/strict'
import { pageOf } from '../harness/document'
import type { Page } from '../harness/page'
import { openShop } from '../harness/shop'
import { waitFor } from '../harness/wait'

const shop = openShop(import.meta.url)
const { test } = shop

const SCRIPT = { 'Content-Type': 'text/javascript', 'Access-Control-Allow-Origin': '*' }
const at = (name: string) => `http://${name}.localhost:${shop.server.port}`
const seen = (name: string) => shop.server.requests(/./).filter(({ headers }) => String(headers.host).startsWith(name + '.')).map(({ path }) => path)
const HELD = 'data-policy="/policy.json" data-guard="counter.localhost ads.localhost manager.localhost"'

interface Own {
  ran: string[]
  came: string[]
}

const START = '<script>window.ran = []; window.came = []</script>'
const ran = (page: Page) => page.run(() => (window as never as Own).ran)
const came = (page: Page) => page.run(() => (window as never as Own).came)
const save = (page: Page, choices: Record<string, boolean>) => page.settled(() => page.run((choices) => window.portcullis.save(choices), choices))
const serve = (path: string, body: string) => shop.server.rule(path, { body, headers: SCRIPT })

/** Snippets as vendors give them, in our own words: a queue, a script made by script, put in beside the first one. */
const SNIPPETS: Record<string, string> = {
  uet: `(function (w, d, t, r, u) {
    var f, n, i
    w[u] = w[u] || []
    f = function () { came.push('uet'); var o = { ti: '1', q: w[u] }; w[u] = { o: o, push: function () {} } }
    n = d.createElement(t)
    n.src = r
    n.async = 1
    n.onload = n.onreadystatechange = function () {
      var s = this.readyState
      if (s && s !== 'loaded' && s !== 'complete') return
      f()
      n.onload = n.onreadystatechange = null
    }
    i = d.getElementsByTagName(t)[0]
    i.parentNode.insertBefore(n, i)
  })(window, document, 'script', COUNTER + '/uet.js', 'uetq')`,
  pixel: `!function (f, b, e, v, n, t, s) {
    if (f.fbq) return
    n = f.fbq = function () { n.queue.push(arguments) }
    n.push = n; n.loaded = !0; n.queue = []
    t = b.createElement(e); t.async = !0; t.src = v
    s = b.getElementsByTagName(e)[0]; s.parentNode.insertBefore(t, s)
  }(window, document, 'script', COUNTER + '/pixel.js'); fbq('init', '1'); fbq('track', 'PageView')`,
  clarity: `(function (c, l, a, r, i, t, y) {
    c[a] = c[a] || function () { (c[a].q = c[a].q || []).push(arguments) }
    t = l.createElement(r); t.async = 1; t.src = COUNTER + '/clarity.js?' + i
    y = l.getElementsByTagName(r)[0]; y.parentNode.insertBefore(t, y)
  })(window, document, 'clarity', 'script', 'abc')`,
  tiktok: `!function (w, d, t) {
    var q = w[t] = w[t] || []
    q.load = function (id) {
      var s = d.createElement('script'); s.type = 'text/javascript'; s.async = !0; s.src = COUNTER + '/tiktok.js?sdkid=' + id
      s.addEventListener('load', function () { came.push('tiktok') })
      var f = d.getElementsByTagName('script')[0]; f.parentNode.insertBefore(s, f)
    }
    q.load('X'); q.push(['page'])
  }(window, document, 'ttq')`,
  manager: `(function (w, d, s, l, i) {
    w[l] = w[l] || []; w[l].push({ 'gtm.start': 1, event: 'gtm.js' })
    var f = d.getElementsByTagName(s)[0], j = d.createElement(s), dl = l != 'dataLayer' ? '&l=' + l : ''
    j.async = true; j.src = COUNTER + '/manager.js?id=' + i + dl; f.parentNode.insertBefore(j, f)
  })(window, document, 'script', 'dataLayer', 'GTM-X')`,
}

test("vendors' snippets are held, start when their service may, and hear once that their script has come", async (page) => {
  for (const name of Object.keys(SNIPPETS)) serve(`/${name}.js`, `ran.push('${name}')`)
  serve('/gtag.js', "ran.push('gtag')")
  const body =
    `<script async src="${at('counter')}/gtag.js?id=G-X"></script>` +
    Object.values(SNIPPETS).map((code) => `<script>${code.replaceAll('COUNTER', `'${at('counter')}'`)}</script>`).join('\n')
  shop.write('/index.html', pageOf({ tag: HELD, head: START, body }))
  await page.visit()
  await page.settle()
  assert.deepEqual([await ran(page), await came(page), seen('counter').filter((path) => path !== '/gtag.js')], [[], [], []])
  await save(page, { analytics: true })
  const all = [...Object.keys(SNIPPETS), 'gtag'].sort()
  await waitFor('all of them', async () => (await ran(page)).length >= all.length && (await came(page)).length >= 2)
  await page.settle()
  assert.deepEqual([(await ran(page)).sort(), (await came(page)).sort()], [all, ['tiktok', 'uet']])
  assert.deepEqual((await page.heard()).uncaught, [])
})

test('who waits for a script that cannot be had hears that, once', async (page) => {
  shop.server.rule('/gone.js', { status: 404 })
  shop.write('/index.html', pageOf({ tag: HELD, head: START, body: `<script>
    const script = Object.assign(document.createElement('script'), { src: '${at('counter')}/gone.js', onload: () => came.push('load'), onerror: () => came.push('error') })
    document.head.append(script)
  </script>` }))
  await page.visit()
  await save(page, { analytics: true })
  await waitFor('the error', async () => (await came(page)).length > 0)
  await page.settle()
  assert.deepEqual(await came(page), ['error'])
})

/** A tag manager that waits for either purpose, and whose own HTML tag brings an ad script and a pixel. */
function writeManager(guard: string): void {
  serve('/gtm.js', `
    ran.push('manager')
    const part = document.createElement('div')
    part.innerHTML = '<script src="${at('ads')}/ad.js"></scr' + 'ipt><img alt="">'
    for (const old of part.querySelectorAll('script')) {
      const fresh = document.createElement('script')
      fresh.src = old.src
      old.replaceWith(fresh)
    }
    document.body.append(part)
    new Image().src = '${at('ads')}/pixel'`)
  serve('/ad.js', "ran.push('ad')")
  const body = `<script type="text/plain" data-consent="analytics|remarketing" src="${at('manager')}/gtm.js"></script>`
  shop.write('/index.html', pageOf({ tag: `data-policy="/policy.json" ${guard}`, head: START, body }))
}

test('what a tag manager brings of another purpose is held, with the guard; without, it is not', async (page) => {
  writeManager('')
  await page.visit()
  await save(page, { analytics: true })
  await waitFor('the ad', async () => (await ran(page)).includes('ad'))
  await page.settled(() => page.run(() => window.portcullis.withdraw()))

  shop.server.clearRequests()
  writeManager('data-guard="known ads.localhost"')
  await page.visit()
  await save(page, { analytics: true })
  await waitFor('the manager', async () => (await ran(page)).length > 0)
  await page.settle()
  assert.deepEqual([await ran(page), seen('ads')], [['manager'], []])
  await save(page, { remarketing: true })
  await waitFor('the ad', async () => (await ran(page)).includes('ad'))
})

/** Hosts of the policy's services that no list knows and the tag does not name. */
const INLINE = JSON.stringify({ purposes: [{ id: 'analytics', services: ['counter'] }], services: [{ id: 'counter', vendor: 'Counter', hosts: ['counter.localhost'] }] })

test('hosts of a policy that stands above the tag are guarded from the first moment', async (page) => {
  serve('/early.js', "ran.push('early')")
  const before = `<script type="application/json" id="policy">${INLINE}</script>`
  shop.write('/index.html', pageOf({ before, tag: 'data-policy="#policy" data-guard="known"', head: `${START}<script async src="${at('counter')}/early.js"></script>` }))
  await page.visit()
  await page.settle()
  assert.deepEqual(await ran(page), [])
  await save(page, { analytics: true })
  await waitFor('the script', async () => (await ran(page)).length === 1)
})

test('hosts of a policy that is a file are guarded as soon as it has come, whatever else has not', async (page) => {
  const gate = shop.server.rule(/gate\.(js|wasm)$/, { hold: true })
  shop.server.rule('/hit', { body: 'ok', headers: SCRIPT })
  shop.write('/index.html', pageOf({ tag: 'data-policy="/policy.json" data-guard="known"' }))
  await page.go()
  await waitFor('the guard', () => page.run((url) => fetch(url).then(({ status }) => status === 204), `${at('counter')}/hit`))
  gate.release()
  await page.ready()
})

test('what was meant by a wrong data-guard is said, in one line, and the hosts in it are guarded', async (page) => {
  for (const [guard, says] of [
    ['', /write data-guard="known"/i],
    ['true', /write data-guard="known"/i],
    ['on', /write data-guard="known"/i],
    ['false', /write data-guard="off"/i],
    ['https://counter.localhost/x.js', /write "counter\.localhost" in place of/],
    ['*.counter.localhost', /"counter\.localhost" in place of .*every subdomain/],
    ['known google', /"google" is not a host name/],
    ['known', null],
    ['counter.localhost, ads.localhost', null],
  ] as const) {
    shop.write('/index.html', pageOf({ tag: `data-policy="/policy.json" data-guard="${guard}"`, body: `<script>window.early = fetch('${at('counter')}/hit').then(({ status }) => status, String)</script>` }))
    await page.visit()
    const said = (await page.said()).filter((line) => line.includes('data-guard'))
    assert.equal(said.length, says ? 1 : 0, `${guard}: ${said}`)
    if (says) assert.match(said[0]!, says)
    if (guard.includes('counter')) assert.equal(await page.run(() => (window as never as { early: Promise<unknown> }).early), 204)
  }
})

/** What a page can find out about the doors: the answers have to be the same with the guard as without. */
const PROBES = `[
  () => document.body.appendChild(document.createElement('i')).localName,
  () => { const a = document.createElement('a'); return document.body.insertBefore(a, null) === a },
  () => document.body.append('x', document.createElement('b')),
  () => document.body.setAttribute('data-a', 1),
  () => document.body.getAttribute('data-a'),
  () => document.body.setAttribute(),
  () => document.body.appendChild(null),
  () => document.body.appendChild(),
  () => document.body.insertBefore(document.createElement('a')),
  () => Node.prototype.appendChild.call(1, document.body),
  () => document.write.call({}, 'x'),
  () => Object.getOwnPropertyDescriptor(HTMLImageElement.prototype, 'src').set.call({}, 'x'),
  () => new Image().setAttribute('src', '/a.png'),
  () => { const i = new Image(); i.src = '/a.png'; return i.getAttribute('src') },
  () => { const s = document.createElement('script'); s.src = '/own.js'; s.type = 'text/javascript'; return s.outerHTML },
  () => navigator.sendBeacon('/collect/b', 'x'),
  () => navigator.sendBeacon(),
  () => new XMLHttpRequest().open('GET'),
  () => new XMLHttpRequest().send(),
  () => fetch().then(String, (error) => error.name),
  () => fetch(undefined, { method: 'TRACE' }).then(String, (error) => error.name),
  () => fetch('/collect/f').then(({ status }) => status),
  () => fetch(new URL('/collect/g', location)).then(({ status }) => status),
  () => window.open.length + document.open.length,
  () => { const range = document.createRange(); range.selectNode(document.body.lastChild); return range.insertNode(document.createElement('u')) },
  () => ['fetch'].concat(Object.getOwnPropertyNames(window)).indexOf('fetch'),
  () => [fetch, document.write, Element.prototype.setAttribute, Node.prototype.appendChild, Element.prototype.append, XMLHttpRequest.prototype.open, navigator.sendBeacon]
    .map((door) => [door.name, door.length, /native code/.test(door), typeof door, 'prototype' in door]),
  () => [Node, Element, HTMLScriptElement, HTMLImageElement, Document, Range].map(({ prototype }) => Object.getOwnPropertyNames(prototype).join().length),
  () => Object.entries(Object.getOwnPropertyDescriptor(Node.prototype, 'appendChild')).map(([name, value]) => typeof value === 'boolean' && name + value),
]`

const ANSWERS = `<script>
  window.answers = (async () => {
    const all = []
    for (const probe of ${PROBES}) {
      let answer
      try { answer = await probe() } catch (error) { answer = error.name + ' ' + error.message }
      all.push(String(answer === undefined) + JSON.stringify(answer))
    }
    return all
  })()
</script>`

test('where nothing is guarded, nobody can tell that there is a guard', async (page) => {
  shop.server.rule('/a.png', { status: 204 })
  const answers: string[][] = []
  for (const guard of ['', 'data-guard="known"']) {
    shop.write('/index.html', pageOf({ tag: `data-policy="/policy.json" ${guard}`, body: ANSWERS }))
    await page.visit()
    answers.push(await page.run(() => (window as never as { answers: Promise<string[]> }).answers))
  }
  assert.deepEqual(answers[1], answers[0])
})

test('a page that wraps the doors once more is asked as ever, and the guard holds', async (page) => {
  serve('/late.js', "ran.push('late')")
  shop.write('/index.html', pageOf({ tag: HELD, head: START, body: `<script>
    window.calls = []
    for (const [owner, name] of [[Node.prototype, 'appendChild'], [Element.prototype, 'setAttribute'], [Document.prototype, 'write'], [window, 'fetch'], [XMLHttpRequest.prototype, 'open']]) {
      const own = owner[name]
      owner[name] = function (...args) { calls.push(name + args.length); return own.apply(this, args) }
    }
    const script = document.createElement('script')
    script.setAttribute('src', '${at('counter')}/late.js')
    document.head.appendChild(script)
    document.write('<p>', 'written</p>')
    fetch('${at('counter')}/hit')
    new XMLHttpRequest().open('GET', '${at('counter')}/hit', true)
  </script>` }))
  await page.visit()
  await page.settle()
  assert.deepEqual(await page.run(() => (window as never as { calls: string[] }).calls.slice(0, 5)), ['setAttribute2', 'appendChild1', 'write2', 'fetch1', 'open3'])
  assert.deepEqual([await ran(page), seen('counter')], [[], []])
  await save(page, { analytics: true })
  await waitFor('the script', async () => (await ran(page)).length === 1)
})
