/** What a page copies, caches, morphs and puts back goes by what the gate says then, whatever its markup claims. */
import assert from 'node:assert/strict'
import { pageOf } from '../harness/document'
import type { Page } from '../harness/page'
import { openShop } from '../harness/shop'
import { waitFor } from '../harness/wait'

const shop = openShop(import.meta.url)
const { test } = shop

/** Each form of what may be held, and what of it reaches the server. */
const FORMS: Record<string, string> = {
  script: '<script type="text/plain" data-consent="analytics">fetch("/collect/script")</script>',
  external: '<script type="text/plain" data-consent="analytics" src="/external.js"></script>',
  template: '<template data-consent="analytics"><img alt="" data-consent="analytics" data-consent-src="/collect/template"><script>fetch("/collect/inner")</script></template>',
  frame: '<iframe title="A film" data-consent="analytics" data-consent-src="/collect/frame"></iframe>',
  lazy: '<iframe title="A film" loading="lazy" data-consent="analytics" data-consent-src="/collect/lazy"></iframe>',
  picture: '<img alt="" data-consent="analytics" data-consent-src="/collect/picture">',
  set: '<img alt="" data-consent="analytics" data-consent-srcset="/collect/set 1x">',
  source: '<picture><source data-consent="analytics" data-consent-srcset="/collect/source"><img alt=""></picture>',
  film: '<video data-consent="analytics" data-consent-src="/collect/film"></video>',
  sound: '<audio preload="auto" data-consent="analytics" data-consent-src="/collect/sound"></audio>',
}
const ALL = Object.values(FORMS).join('')

/** Ways in which pages keep a part of themselves, and put it back. */
const WAYS: Record<string, [keep: (main: Element) => unknown, back: (main: Element, kept: never) => void]> = {
  'a clone, as Turbo keeps': [(main) => main.cloneNode(true), (main, kept) => main.replaceWith(kept)],
  'markup in a text, as htmx keeps': [(main) => main.innerHTML, (main, kept) => (main.innerHTML = kept)],
  'markup that is parsed apart': [
    (main) => main.outerHTML,
    (main, kept) => main.replaceWith(document.importNode(new DOMParser().parseFromString(kept, 'text/html').body.firstChild!, true)),
  ],
  'its own nodes': [
    (main) => [...main.childNodes],
    (main, kept) => {
      main.replaceChildren()
      main.append(...(kept as Node[]))
    },
  ],
}

const once = (page: Page) => [...new Set(page.collected())].sort()
const EVERYTHING = ['external', 'film', 'frame', 'inner', 'lazy', 'picture', 'script', 'set', 'sound', 'source', 'template']

function write(body: string): void {
  shop.server.rule('/external.js', { headers: { 'Content-Type': 'text/javascript' }, body: 'fetch("/collect/external")' })
  shop.write('/index.html', pageOf({ body: `<main>${body}</main>` }))
}
const accept = (page: Page) => page.settled(() => page.run(() => window.portcullis.acceptAll()))
const withdraw = (page: Page) => page.settled(() => page.run(() => window.portcullis.withdraw()))
const keep = (page: Page, way: string) => page.run(`() => { window.kept = (${WAYS[way]![0]})(document.querySelector('main')) }` as never)
const putBack = (page: Page, way: string) => page.run(`() => { (${WAYS[way]![1]})(document.querySelector('main'), window.kept) }` as never)
/** Whatever is in the page now fetches nothing and shows nothing. */
const live = (page: Page) =>
  page.run(() => [
    ...[...document.querySelectorAll('main [src],main [srcset]')].filter((element) => element.matches('[data-consent]:not(script)')).map(({ localName }) => localName),
    ...[...document.querySelectorAll('portcullis-content')].map(() => 'content'),
  ])

for (const way of Object.keys(WAYS)) {
  test(`${way}: what worked and is put back after a withdrawal fetches nothing and runs nothing`, async (page) => {
    write(ALL)
    await page.visit()
    await accept(page)
    await waitFor('everything', () => once(page).length === EVERYTHING.length)
    assert.deepEqual(once(page), EVERYTHING)
    await keep(page, way)
    await withdraw(page)
    await page.settle()
    shop.server.clearRequests()
    await putBack(page, way)
    await page.settle()
    assert.deepEqual(once(page), [])
    assert.deepEqual(await live(page), [])
    await accept(page)
    await waitFor('what may be fetched again', () => once(page).includes('frame'))
  })

  test(`${way}: what was held and is put back after a grant works, and each script runs once`, async (page) => {
    write(ALL)
    await page.visit()
    await keep(page, way)
    await accept(page)
    await waitFor('everything', () => once(page).length === EVERYTHING.length)
    await page.settle()
    shop.server.clearRequests()
    await putBack(page, way)
    await waitFor('the frame', () => once(page).includes('frame'))
    await page.settle()
    for (const script of ['script', 'external', 'inner']) assert.ok(!once(page).includes(script), `${script} ran once more`)
    assert.ok((await live(page)).includes('content'))
  })
}

test('a copy that stands beside what it was made of, as sliders make them, runs no script again', async (page) => {
  write('<ul><li><b>One</b><script type="text/plain" data-consent="analytics">fetch("/collect/script")</script></li><li>Two</li></ul>')
  await page.visit()
  await accept(page)
  await waitFor('the script', () => page.collected().length === 1)
  await page.run(() => {
    const list = document.querySelector('ul')!
    list.append(list.firstElementChild!.cloneNode(true))
    list.prepend(list.lastElementChild!.cloneNode(true))
  })
  await page.settle()
  assert.deepEqual(page.collected(), ['script'])
})

test('a copy made before the grant runs no script twice either', async (page) => {
  write('<ul><li><b>One</b><script type="text/plain" data-consent="analytics">fetch("/collect/script")</script></li><li>Two</li></ul>')
  await page.visit()
  await page.run(() => {
    const list = document.querySelector('ul')!
    list.append(list.firstElementChild!.cloneNode(true))
  })
  await page.settle()
  await accept(page)
  await page.settle()
  assert.deepEqual(page.collected(), ['script'])
})

test('copies that a slider made before we looked run no script again, before and after what they are copies of', async (page) => {
  const slide = '<li class="slide"><b>One</b><script type="text/plain" data-consent="analytics">fetch("/collect/script")</script></li>'
  const clone = slide.replace('class="slide"', 'class="slide slide--clone"')
  write(`<ul>${clone}${slide}<li class="slide">Two</li>${clone}</ul>`)
  await page.visit()
  await accept(page)
  await waitFor('the script', () => page.collected().length > 0)
  await page.settle()
  assert.deepEqual(page.collected(), ['script'])
})

test('what the server sends runs as often as it is sent, and more of it that is loaded later, too', async (page) => {
  const slot = '<p>Slot</p><script type="text/plain" data-consent="analytics">fetch("/collect/slot")</script>'
  write(slot + slot + slot)
  await page.visit()
  await accept(page)
  await waitFor('all three', () => page.collected().length === 3)
  await page.run((more) => document.querySelector('main')!.insertAdjacentHTML('beforeend', `<section><h2>Page 2</h2>${more}</section>`), slot)
  await waitFor('the fourth', () => page.collected().length === 4)
})

test('at another address the same script runs again, as a page that is loaded would', async (page) => {
  write(FORMS.script!)
  await page.visit()
  await accept(page)
  await waitFor('the script', () => page.collected().length === 1)
  await page.run(() => {
    history.pushState(null, '', '/another')
    const main = document.querySelector('main')!
    main.innerHTML = main.innerHTML
  })
  await waitFor('the script again', () => page.collected().length === 2)
})

test('back at an address that was left meanwhile, it runs again, too', async (page) => {
  write(FORMS.script!)
  await page.visit()
  await accept(page)
  await waitFor('the script', () => page.collected().length === 1)
  await page.run(async () => {
    const main = document.querySelector('main')!
    const here = main.innerHTML
    history.pushState(null, '', '/another')
    main.innerHTML = '<p>Nothing is held here</p>'
    await new Promise((done) => setTimeout(done))
    history.replaceState(null, '', '/')
    main.innerHTML = here
  })
  await waitFor('the script again', () => page.collected().length === 2)
})

test('attributes that a morph takes back are set again, and what it fills a template with stays whole', async (page) => {
  write(FORMS.frame! + FORMS.picture! + FORMS.template!)
  await page.visit()
  await accept(page)
  await waitFor('the frame', () => once(page).includes('frame'))
  await page.run(() => {
    for (const element of document.querySelectorAll('main [data-consent]')) {
      element.removeAttribute('src')
      element.removeAttribute('loading')
    }
    document.querySelector('portcullis-content')!.remove()
  })
  await waitFor('all of it', () => page.run(() => document.querySelectorAll('main > [src]').length === 2 && !!document.querySelector('portcullis-content img')))
})

test('what a page takes out of a template that shows stays out', async (page) => {
  write('<template data-consent="analytics"><p id="note">A note <button>Close</button></p></template>')
  await page.visit()
  await accept(page)
  await page.run(() => document.getElementById('note')!.remove())
  await page.settle()
  assert.equal(await page.run(() => !!document.getElementById('note')), false)
})

test('another address in the attribute that is held is followed, another expression too', async (page) => {
  write(FORMS.frame!)
  await page.visit()
  await accept(page)
  await waitFor('the frame', () => once(page).includes('frame'))
  await page.run(() => document.querySelector('iframe')!.setAttribute('data-consent-src', '/collect/next'))
  await waitFor('the next one', () => once(page).includes('next'))
  await page.settled(() => page.run(() => window.portcullis.save({ remarketing: false })))
  await page.run(() => document.querySelector('iframe')!.setAttribute('data-consent', 'remarketing'))
  await waitFor('it to be taken back', () => page.run(() => !document.querySelector('iframe')!.hasAttribute('src')))
})

test('an element that becomes a held one is held from then on', async (page) => {
  write('<iframe title="A film" data-consent-src="/collect/frame"></iframe>')
  await page.visit()
  await page.run(() => document.querySelector('iframe')!.setAttribute('data-consent', 'analytics'))
  await page.settle()
  assert.deepEqual(page.collected(), [])
  await accept(page)
  await waitFor('the frame', () => once(page).includes('frame'))
})

test('parts of the page are shown as the gate says though a page takes all attributes and all sheets of ours', async (page) => {
  write('<p id="if" data-consent-if="analytics">Thanks</p><p id="unless" data-consent-unless="analytics">Please</p>')
  const seen = () => page.run(() => ['if', 'unless'].filter((id) => document.getElementById(id)!.offsetHeight))
  await page.visit()
  assert.deepEqual(await seen(), ['unless'])
  await page.run(() => {
    document.adoptedStyleSheets = [new CSSStyleSheet()]
  })
  assert.deepEqual(await seen(), ['unless'])
  await page.run(() => void document.adoptedStyleSheets.splice(0))
  assert.deepEqual(await seen(), ['unless'])
  await accept(page)
  await page.run(() => {
    const main = document.querySelector('main')!
    main.innerHTML = main.innerHTML
  })
  assert.deepEqual(await seen(), ['if'])
})
