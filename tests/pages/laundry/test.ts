/** What a page would not have run or loaded without Portcullis it does not run or load with it: no laundry for foreign markup. */
import assert from 'node:assert/strict'
import { pageOf } from '../harness/document'
import type { Page } from '../harness/page'
import { openShop } from '../harness/shop'
import { waitFor } from '../harness/wait'

const shop = openShop(import.meta.url)
const { test } = shop

const pwned = (page: Page) => page.run(() => (window as never as { pwned?: number }).pwned ?? 0)

/** `necessary` holds from the start: what is foreign would name that. */
const CODE = 'window.top.pwned = 1'
const ADDRESSES = ['javascript:', 'JaVaScRiPt:', ' java\nscript:', '\u0001javascript:', 'data:text/html,<script>', 'vbscript:', 'blob:', 'filesystem:'].map((scheme) => scheme + CODE)

test('no link, form or other element becomes one that leads somewhere', async (page) => {
  const tags = ['a', 'area', 'form', 'base', 'use', 'animate', 'meta', 'button', 'input', 'applet', 'frame', 'portal']
  const attributes = ['href', 'src', 'data', 'action', 'formaction', 'srcdoc', 'xlink:href', 'content', 'poster', 'srcset']
  const foreign = tags.map((tag) => `<${tag} ${attributes.map((name) => `data-consent-${name}="/elsewhere"`).join(' ')} data-consent="necessary">x</${tag}>`).join('')
  shop.write('/index.html', pageOf({ body: `<main></main><svg><a data-consent="necessary" data-consent-href="/elsewhere"><text>x</text></a></svg>` }))
  await page.visit()
  await page.run((html) => (document.querySelector('main')!.innerHTML = html), foreign)
  await page.settle()
  const led = await page.run((names) => [...document.querySelectorAll('main *, svg a')].flatMap((element) => names.filter((name) => element.hasAttribute(name))), attributes)
  assert.deepEqual(led, [])
})

test('no address that is code is ever set, however it is written', async (page) => {
  shop.write('/index.html', pageOf({ body: '<main></main>' }))
  await page.visit()
  const forms = [['iframe', 'src'], ['embed', 'src'], ['object', 'data'], ['img', 'src'], ['img', 'srcset'], ['source', 'srcset'], ['video', 'poster'], ['link', 'href'], ['audio', 'src']]
  await page.run((forms, addresses) => {
    const main = document.querySelector('main')!
    for (const [tag, name] of forms) {
      for (const address of addresses) {
        const element = document.createElement(tag!)
        if (tag === 'link') element.setAttribute('rel', 'stylesheet')
        element.setAttribute('data-consent-' + name, address)
        element.setAttribute('data-consent', 'necessary')
        main.append(element)
      }
    }
  }, forms, ADDRESSES)
  await page.settle()
  assert.equal(await pwned(page), 0)
  assert.deepEqual(await page.run(() => [...document.querySelectorAll('main [src],main [srcset],main [data],main [poster],main [href]')].map(({ outerHTML }) => outerHTML)), [])
  assert.ok((await page.said()).some((line) => line.includes('https:')), 'and it is said')
})

test('a document in an attribute is none: it would run in the page', async (page) => {
  shop.write('/index.html', pageOf({ body: '<main></main>' }))
  await page.visit()
  await page.run(() => (document.querySelector('main')!.innerHTML = '<iframe data-consent="necessary" data-consent-srcdoc="<script>top.pwned = 1</script>"></iframe>'))
  await page.settle()
  assert.equal(await pwned(page), 0)
})

const NONCE = "script-src 'nonce-r4nd0m' 'strict-dynamic' 'wasm-unsafe-eval'"
const FOREIGN: [name: string, html: string][] = [
  ['an inline script', `<script type="text/plain" data-consent="necessary">${CODE}</script>`],
  ['a script with a file', '<script type="text/plain" data-consent="necessary" src="/foreign.js"></script>'],
  ['a script with a file that is held back', '<script type="text/plain" data-consent="necessary" data-consent-src="/foreign.js"></script>'],
  ['a module', `<script type="text/plain" data-type="module" data-consent="necessary">${CODE}</script>`],
  ['a template', `<template data-consent="necessary"><script>${CODE}</script></template>`],
  ['a template with a file', '<template data-consent="necessary"><script src="/foreign.js"></script></template>'],
  ['a template in a template', `<template data-consent="necessary"><template data-consent="necessary"><script>${CODE}</script></template></template>`],
  ['a shadow root in a template', `<template data-consent="necessary"><div><template shadowrootmode="open" shadowrootclonable><script>${CODE}</script></template></div></template>`],
  ['another nonce', `<script nonce="guessed" type="text/plain" data-consent="necessary">${CODE}</script>`],
]

for (const [name, html] of FOREIGN) {
  test(`under a nonce: ${name} without it does not run`, async (page) => {
    shop.server.rule('/', { headers: { 'Content-Security-Policy': NONCE } })
    shop.server.rule('/foreign.js', { headers: { 'Content-Type': 'text/javascript' }, body: CODE })
    const own = '<script nonce="r4nd0m" type="text/plain" data-consent="necessary">window.own = 1</script>'
    shop.write('/index.html', pageOf({ tag: 'nonce="r4nd0m" data-policy="/policy.json"', body: `${html}<main></main>${own}` }))
    await page.visit()
    await waitFor("the store's own script", () => page.run(() => (window as never as { own?: number }).own))
    await page.run((html) => (document.querySelector('main')!.innerHTML = html), html)
    await page.settle()
    assert.equal(await pwned(page), 0)
    assert.equal(page.requests('/foreign.js').length, 0)
  })
}

test('scripts in SVG and MathML are held with what they stand in, or said to stay as they are', async (page) => {
  shop.write('/index.html', pageOf({ body: `<template data-consent="analytics"><svg><script>${CODE}</script></svg></template><svg><script type="text/plain" data-consent="necessary">${CODE}</script></svg>` }))
  await page.visit()
  await page.settled(() => page.run(() => window.portcullis.acceptAll()))
  await page.settle()
  assert.equal(await pwned(page), 0)
  assert.ok((await page.told('error')).some(({ detail }) => detail.code === 'foreign-element'))
})

test('a held script is one in any case of letters', async (page) => {
  shop.write('/index.html', pageOf({ body: '<script type=" TEXT/Plain " data-consent="analytics">window.ran = 1</script><SCRIPT TYPE="text/PLAIN" DATA-CONSENT="analytics">window.ranToo = 1</SCRIPT>' }))
  await page.visit()
  await page.settled(() => page.run(() => window.portcullis.acceptAll()))
  const both = () => page.run(() => { const { ran, ranToo } = window as never as Record<string, number>; return [ran, ranToo] })
  await waitFor('both', async () => (await both()).join() === '1,1')
})

test('shadow roots in a template come with it, whether they say that they may be copied or not', async (page) => {
  const root = (name: string, more: string) => `<div id="${name}"><template shadowrootmode="open" ${more}><b>shadow</b><slot></slot></template>light</div>`
  shop.write('/index.html', pageOf({ body: `<template data-consent="analytics">${root('plain', '')}${root('copied', 'shadowrootclonable')}</template>` }))
  await page.visit()
  await page.settled(() => page.run(() => window.portcullis.acceptAll()))
  assert.deepEqual(await page.run(() => ['plain', 'copied'].map((id) => document.getElementById(id)?.shadowRoot?.querySelector('b')?.textContent)), ['shadow', 'shadow'])
})
