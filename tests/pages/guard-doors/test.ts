/** `data-guard`: by whatever way a script of a guarded host comes into the page, it does not run before its service may. */
import assert from 'node:assert/strict'
import { pageOf } from '../harness/document'
import type { Page } from '../harness/page'
import { openShop } from '../harness/shop'
import { waitFor } from '../harness/wait'

const shop = openShop(import.meta.url)
const { test } = shop

const SCRIPT = { 'Content-Type': 'text/javascript', 'Access-Control-Allow-Origin': '*' }
const GUARDED = 'counter.localhost'
const OWN = `data-policy="/policy.json" data-guard="${GUARDED}"`
const inline = (code: string) => `<script>{${code}}</script>`

/** Ways into the page: markup, or code that uses `address`, `made(address)`, `markup(address)` and `put(node)`. */
type Ways = Record<string, string | ((address: string) => string)>

/** A page with a script of the guarded host for each of `ways`; each tells its name when it runs. */
function write(ways: Ways, tag = OWN, head = ''): string[] {
  const names = Object.keys(ways)
  for (const name of names) shop.server.rule(`/${name}.js`, { body: `ran.push('${name}')`, headers: SCRIPT })
  shop.server.rule('/own.js', { body: "ran.push('own')", headers: SCRIPT })
  const body = names.map((name) => {
    const way = ways[name]!
    const address = `//${GUARDED}:${shop.server.port}/${name}.js`
    return typeof way === 'string' ? inline(`const address = '${address}';${way}`) : way(address)
  })
  const start = inline(`
    window.ran = []
    window.made = (src, more) => Object.assign(document.createElement('script'), { src }, more)
    window.markup = (src, more = '') => '<script ' + more + ' src="' + src + '"></scr' + 'ipt>'
    window.put = (node) => document.body.append(node)
  `)
  shop.write('/index.html', pageOf({ tag, head: start + head, body: body.join('\n') }))
  return names
}

const ran = (page: Page) => page.run(() => (window as never as { ran: string[] }).ran)
const seen = () => shop.server.requests(/./).filter(({ headers }) => String(headers.host).startsWith(GUARDED)).map(({ path }) => path.slice(1, -3))
const accept = (page: Page) => page.settled(() => page.run(() => window.portcullis.save({ analytics: true })))

/** None runs, nor is asked for unless `early`; when its service may, each runs once. */
async function holdsAll(page: Page, names: string[], early = false): Promise<void> {
  await page.visit()
  await page.settle()
  assert.deepEqual(await ran(page), [])
  if (!early) assert.deepEqual(seen(), [])
  await accept(page)
  await waitFor('all of them', async () => (await ran(page)).length >= names.length)
  await page.settle()
  assert.deepEqual((await ran(page)).sort(), [...names].sort())
  assert.deepEqual((await page.heard()).uncaught, [])
}

test('scripts that are written as the page is parsed do not run and are not asked for', (page) =>
  holdsAll(page, write({
    whole: 'document.write(markup(address))',
    upper: `document.write('<SCRIPT ASYNC SRC=' + address + '></SCR' + 'IPT>')`,
    quotes: `document.write("<p><b>a</b><script type='text/javascript' charset=utf-8 src = '" + address + "' defer></scr" + 'ipt></p>')`,
    pieces: `for (const piece of ['<scr', 'ipt ', 'sr', 'c="' + address.slice(0, 9), address.slice(9) + '"', '>', '</', 'scr', 'ipt', '>']) document.write(piece)`,
    arguments: `document.write('<div><scr', 'ipt src="', address, '"></scr', 'ipt></div>')`,
    line: 'document.writeln(markup(address))',
    'after-own-text': `document.write('<script>/' + '* <script *' + '/ "</p>"</scr' + 'ipt>' + markup(address))`,
    'by-a-written-one': `document.write('<script>document.write(markup("' + address + '"))</scr' + 'ipt>')`,
    'in-svg': `document.write('<svg><script href="' + address + '"></scr' + 'ipt></svg>')`,
    'end-elsewhere': (address) => `<script>document.write('<script src="${address}"></scr')</script>ipt>`,
  })))

test('scripts that are parsed from a text do not run and are not asked for', (page) =>
  holdsAll(page, write({
    fragment: 'put(document.createRange().createContextualFragment(markup(address)))',
    'deep-fragment': `document.body.appendChild(document.createRange().createContextualFragment('<div><p>' + markup(address) + '</p></div>'))`,
    template: (address) => `<template id="t"><p><script src="${address}"></script></p></template>` + inline("put(document.getElementById('t').content.cloneNode(true))"),
    imported: (address) => `<template id="i"><script src="${address}"></script></template>` + inline("document.body.insertBefore(document.importNode(document.getElementById('i').content, true), null)"),
    adopted: `put(document.adoptNode(new DOMParser().parseFromString('<div xmlns="http://www.w3.org/1999/xhtml">' + markup(address) + '</div>', 'application/xhtml+xml').documentElement))`,
    router: `const part = document.createElement('div')
      part.innerHTML = markup(address)
      for (const old of part.querySelectorAll('script')) {
        const fresh = document.createElement('script')
        for (const { name, value } of old.attributes) fresh.setAttribute(name, value)
        old.replaceWith(fresh)
      }
      put(part)`,
  })))

test('scripts that script makes do not run and are not asked for, by whatever door they come in', (page) =>
  holdsAll(page, write({
    append: 'document.head.append("text", made(address))',
    'insert-before': `const first = document.getElementsByTagName('script')[0]; if (first.parentNode.insertBefore(made(address), first).src !== location.protocol + address) throw 'another'`,
    adjacent: `document.body.insertAdjacentElement('afterbegin', made(address))`,
    before: 'document.currentScript.before(made(address))',
    replace: `const place = document.createElement('i'); put(place); document.body.replaceChild(made(address), place)`,
    range: `const range = document.createRange(); range.selectNodeContents(document.body); range.insertNode(made(address))`,
    copy: 'put(made(address).cloneNode())',
    'attribute-node': `const at = document.createAttribute('SRC'); at.value = address; const script = document.createElement('script'); script.setAttributeNode(at); put(script)`,
    'attribute-value': `const script = made('/own.js'); script.attributes.src.value = address; put(script)`,
    'type-last': `const script = made(address); put(script); script.type = 'text/javascript'; script.async = true`,
    'src-last': `const script = document.createElement('script'); put(script); script.src = address`,
    'attribute-last': `const script = document.createElement('script'); put(script); script.setAttribute('src', address)`,
    'attribute-ns-last': `const script = document.createElement('script'); put(script); script.setAttributeNS(null, 'src', address)`,
    'attribute-node-last': `const at = document.createAttribute('src'); at.value = address; const script = document.createElement('script'); put(script); script.setAttributeNode(at)`,
    svg: `const script = document.createElementNS('http://www.w3.org/2000/svg', 'script'); script.setAttribute('href', address); put(script)`,
    'svg-link-last': `const script = document.createElementNS('http://www.w3.org/2000/svg', 'script'); put(script); script.setAttributeNS('http://www.w3.org/1999/xlink', 'xlink:href', address)`,
    'of-a-frame': (address) => `<iframe id="f" title="f"></iframe>` + inline(`const script = document.getElementById('f').contentDocument.createElement('script'); script.src = '${address}'; put(script)`),
  })))

test('what only a browser can stop late is fetched, and does not run', (page) =>
  holdsAll(page, write({
    html: (address) => `<SCRIPT SRC="${address}"></SCRIPT>`,
    svg: (address) => `<svg><script href="${address}"></script></svg>`,
    'svg-in-one': (address) => `<svg><script xlink:href="${address}"/></svg>`,
    'written-svg-in-one': `document.write('<svg><script href="' + address + '"/></svg>')`,
    object: `document.write({ toString: () => markup(address) })`,
    'named-item': `const at = document.createAttribute('src'); at.value = address; const script = document.createElement('script'); put(script); script.attributes.setNamedItem(at)`,
    'svg-address-last': `const script = document.createElementNS('http://www.w3.org/2000/svg', 'script'); put(script); script.href.baseVal = address`,
    'frame-door': (address) => `<iframe id="f" title="f"></iframe>` + inline(`document.getElementById('f').contentWindow.Node.prototype.appendChild.call(document.head, made('${address}'))`),
  }), true))

test('a script in a shadow root is held; it runs where the page lets Portcullis look', async (page) => {
  write({ shadow: `const host = document.createElement('div'); put(host); window.root = host.attachShadow({ mode: 'open' }); root.append(made(address))` })
  await page.visit()
  await accept(page)
  await page.settle()
  assert.deepEqual([await ran(page), seen()], [[], []])
  await page.run(() => window.portcullis.watch((window as never as { root: ShadowRoot }).root))
  await waitFor('the script', async () => (await ran(page)).length === 1)
})

test('a script in an open shadow root that the HTML declares does not run', async (page) => {
  write({ declared: (address) => `<div id="host"><b>a</b><template shadowrootmode="open"><p><script src="${address}"></script></p></template></div>` })
  await page.visit()
  await page.settle()
  assert.deepEqual([await ran(page), await page.run(() => document.getElementById('host')!.shadowRoot!.querySelectorAll('[data-guarded]').length)], [[], 1])
})

test('what would not run is left alone: data, MathML, a type that no browser runs', async (page) => {
  write({
    plain: (address) => `<script id="plain" type="TEXT/PLAIN" src="${address}"></script>`,
    math: (address) => `<math><script id="math" src="${address}"></script></math>`,
    json: (address) => `<script id="json" type="application/json" src="${address}"></script>`,
  })
  await page.visit()
  await accept(page)
  await page.settle()
  assert.deepEqual(await page.run(() => ['plain', 'math', 'json'].map((id) => document.getElementById(id)!.getAttribute('type'))), ['TEXT/PLAIN', null, 'application/json'])
  assert.equal(await page.run(() => document.querySelectorAll('[data-guarded]').length), 0)
  assert.deepEqual([await ran(page), seen()], [[], []])
})

test('what a page writes beside it stands as without the guard', async (page) => {
  const TEXTS = ['<p>a</p><script>ran.push(1)</scr', 'ipt>b<!-- </script -->', '<textarea></scrip </script></textarea>c', '<script>document.write("<i>d</i>"); ran.push(2)</scr', 'ipt>e']
  const SAID = `<div id="all">${inline(`for (const text of ${JSON.stringify(TEXTS).replaceAll('<', '\\x3c')}) document.write(text); document.writeln('f', '\\x3cscript>ran.push(3)\\x3c/script>g'); document.write()`)}</div>`
  const all: string[] = []
  for (const guard of ['', 'data-guard="known"']) {
    write({ beside: () => SAID }, `data-policy="/policy.json" ${guard}`)
    await page.visit()
    all.push(JSON.stringify([await ran(page), await page.run(() => document.getElementById('all')!.innerHTML)]))
  }
  assert.equal(all[0], all[1])
  assert.match(all[0]!, /<i>d<\/i>/)
})

test('Trusted Types pass through untouched, and what they write does not run', async (page) => {
  const WRITE = `trustedTypes.createPolicy('page', { createHTML: (text) => text })`
  const names = write({ trusted: `document.write(${WRITE}.createHTML(markup(address)))` })
  shop.server.rule('/', { headers: { 'Content-Security-Policy': "require-trusted-types-for 'script'; trusted-types page portcullis" } })
  await page.visit()
  await page.settle()
  assert.deepEqual([await ran(page), (await page.heard()).violations], [[], []])
  await accept(page)
  await waitFor('the script', async () => (await ran(page)).length === names.length)
}, 'tools')
