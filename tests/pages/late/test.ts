/** What comes into the page later is gated as what was there from the start. */
import assert from 'node:assert/strict'
import type { Page } from '../harness/page'
import { openShop } from '../harness/shop'
import { waitFor } from '../harness/wait'

const { test } = openShop(import.meta.url)

interface LatePage {
  ran: string[]
  script(purpose: string, name: string): HTMLScriptElement
}
const ran = (page: Page) => page.run(() => (window as never as LatePage).ran)

/** Appends a gated script of each purpose to `place`. */
const append = (page: Page, place: string, ...names: string[]) =>
  page.run(
    (at, all) => {
      for (const name of all) {
        const purpose = name.split('-')[0]!
        document.querySelector(at)!.append((window as never as LatePage).script(purpose, name))
      }
    },
    place,
    names,
  )

test('a node appended while undecided is held, and runs when its purpose is granted', async (page) => {
  await page.visit()
  await append(page, '#main', 'analytics-1', 'remarketing-1')
  await page.settle()
  assert.deepEqual(await ran(page), [])
  await page.settled(() => page.run(() => window.portcullis.save({ analytics: true })))
  await waitFor('the one that is granted', () => page.collected().length > 0)
  await page.settle()
  assert.deepEqual(await ran(page), ['analytics-1'])
})

test('a node appended after a choice goes by that choice', async (page) => {
  await page.visit()
  await page.settled(() => page.run(() => window.portcullis.save({ analytics: true })))
  await append(page, '#main', 'remarketing-1', 'analytics-1')
  await waitFor('the one that is granted', () => page.collected().length > 0)
  await page.settle()
  assert.deepEqual(await ran(page), ['analytics-1'])
  await page.settled(() => page.run(() => window.portcullis.withdraw()))
  await append(page, '#main', 'analytics-2', 'remarketing-2')
  await page.settle()
  assert.deepEqual(await ran(page), ['analytics-1'])
})

test('nodes deep in what is appended are found, also as markup and out of a template', async (page) => {
  await page.visit()
  await page.choose('accept-all')
  await page.run(() => {
    const deep = document.createElement('div')
    deep.innerHTML = '<ul><li><script type="text/plain" data-consent="analytics">ran.push("markup")</script></li></ul>'
    document.getElementById('main')!.append(deep)
    const template = document.getElementById('plain') as HTMLTemplateElement
    document.getElementById('main')!.append(document.importNode(template.content, true))
  })
  await waitFor('both', async () => (await ran(page)).length >= 2)
  assert.deepEqual(await ran(page), ['markup', 'from a template'])
})

test('gated content within gated content goes by both', async (page) => {
  await page.visit()
  const there = () => page.run(() => ['outer', 'inner'].filter((id) => document.getElementById(id)))
  await page.settled(() => page.run(() => window.portcullis.save({ analytics: true })))
  await waitFor('the outer content', async () => (await there()).length > 0)
  await page.settle()
  assert.deepEqual(await there(), ['outer'])
  await page.settled(() => page.run(() => window.portcullis.save({ remarketing: true })))
  await waitFor('the inner content', async () => (await there()).length === 2)
  await page.settled(() => page.run(() => window.portcullis.save({ analytics: false })))
  await waitFor('both to go', async () => (await there()).length === 0)
})

test('a node that moves does not run again, before or after it ran', async (page) => {
  await page.visit()
  await append(page, '#main', 'analytics-1')
  const move = (place: string) =>
    page.run((at) => document.querySelector(at)!.append(document.getElementById('analytics-1')!), place)
  await move('#aside')
  await page.settle()
  await move('#main')
  await page.choose('accept-all')
  await waitFor('it to run', () => page.collected().length > 0)
  await move('#aside')
  await page.settle()
  await move('#main')
  await page.settle()
  assert.deepEqual(await ran(page), ['analytics-1'])
})

test('a node that was taken away before the grant does not run, unless it comes back', async (page) => {
  await page.visit()
  await append(page, '#main', 'analytics-1', 'analytics-2')
  await page.run(() => {
    const away = document.getElementById('analytics-1')!
    away.remove()
    Object.assign(window, { away })
  })
  await page.choose('accept-all')
  await waitFor('the other', () => page.collected().length > 0)
  await page.settle()
  assert.deepEqual(await ran(page), ['analytics-2'])
  await page.run(() => document.body.append((window as never as { away: Element }).away))
  await waitFor('it to run', async () => (await ran(page)).length === 2)
})

test('a page that swaps its whole body is asked again and stays gated', async (page) => {
  await page.visit()
  await page.untilAsked()
  await page.run(() => {
    const body = document.createElement('body')
    body.innerHTML = '<main id="main"><h1>Buckets</h1></main>'
    body.querySelector('main')!.append((window as never as LatePage).script('analytics', 'analytics-1'))
    document.documentElement.replaceChild(body, document.body)
  })
  await page.untilAsked()
  await page.settle()
  assert.deepEqual(await ran(page), [])
  await page.choose('accept-all')
  await waitFor('it to run', () => page.collected().length > 0)
  assert.equal(await page.run(() => document.querySelectorAll('portcullis-banner').length), 1)
})

test('a banner that the page throws out comes back', async (page) => {
  await page.visit()
  await page.untilAsked()
  await page.run(() => (document.body.innerHTML = '<h1>Rendered anew</h1>'))
  await page.untilAsked()
  await page.choose('reject-all')
  await page.untilNotAsked()
})

test('attributes of content that comes late are set and taken back', async (page) => {
  await page.visit()
  await page.choose('accept-all')
  await page.run(() => {
    const image = Object.assign(new Image(), { id: 'late' })
    image.dataset.consent = 'remarketing'
    image.setAttribute('data-consent-src', '/collect/late-image')
    document.body.append(image)
  })
  await waitFor('the picture', () => page.collected().includes('late-image'))
  await page.settled(() => page.run(() => window.portcullis.rejectAll()))
  const src = () => page.run(() => document.getElementById('late')!.getAttribute('src'))
  assert.equal(await src(), null)
  await page.settled(() => page.run(() => window.portcullis.acceptAll()))
  assert.equal(await src(), '/collect/late-image')
})

test('a body that comes with a view transition is gated', async (page) => {
  await page.visit()
  await page.choose('accept-all')
  await page.settled(() => page.run(() => window.portcullis.save({ remarketing: false })))
  await page.run(async () => {
    const body = document.createElement('body')
    body.append((window as never as LatePage).script('remarketing', 'remarketing-1'), (window as never as LatePage).script('analytics', 'analytics-1'))
    const swap = () => void document.documentElement.replaceChild(body, document.body)
    const { startViewTransition } = document as { startViewTransition?: (swap: () => void) => { updateCallbackDone: Promise<void> } }
    if (startViewTransition) await startViewTransition.call(document, swap).updateCallbackDone
    else swap()
  })
  await waitFor('the one that is granted', () => page.collected().length > 0)
  await page.settle()
  assert.deepEqual(page.collected(), ['analytics-1'])
})

test('a page that exchanges head and body, as routers do, is gated throughout', async (page) => {
  await page.visit()
  for (const turn of [1, 2]) {
    await page.run((at) => {
      const next = new DOMParser().parseFromString(
        `<head><title>Page ${at}</title><script type="text/plain" data-consent="analytics">fetch('/collect/head-${at}')</script></head>
        <body><main id="main"></main><img alt="" data-consent="remarketing" data-consent-src="/collect/image-${at}"></body>`,
        'text/html',
      )
      document.head.replaceWith(document.adoptNode(next.head))
      document.body.replaceWith(document.adoptNode(next.body))
    }, turn)
    await page.untilAsked()
  }
  await page.settle()
  assert.deepEqual(page.collected(), [])
  await page.choose('accept-all')
  await waitFor('what is in the page now', () => page.collected().length === 2)
  await page.settle()
  assert.deepEqual([...page.collected()].sort(), ['head-2', 'image-2'])
})

test('what left the page while it worked, and comes back after a withdrawal, is held', async (page) => {
  await page.visit()
  await page.choose('accept-all')
  await page.run(() => {
    const image = Object.assign(new Image(), { id: 'away' })
    image.dataset.consent = 'remarketing'
    image.setAttribute('data-consent-src', '/collect/away')
    document.body.append(image)
  })
  await waitFor('the picture', () => page.collected().includes('away'))
  await page.run(() => {
    const away = document.getElementById('away')!
    away.remove()
    Object.assign(window, { away })
  })
  await page.settled(() => page.run(() => window.portcullis.withdraw()))
  assert.equal(await page.run(() => {
    const { away } = window as never as { away: Element }
    document.body.append(away)
    return away.getAttribute('src')
  }), null, 'at once: a frame would load in that moment')
})

test('the work is that of what was added, in a page of 5,000 gated elements', async (page) => {
  await page.visit()
  await page.run(() => {
    const kinds = [
      (at: number) => `<link rel="author" data-consent="analytics" data-consent-href="/${at}">`,
      (at: number) => `<p data-consent-if="analytics">${at}</p>`,
      () => `<script type="text/plain" data-consent="analytics">ran.push(1)</script>`,
      (at: number) => `<template data-consent="remarketing"><i>${at}</i></template>`,
      () => `<link rel="help" data-consent="remarketing" data-consent-href="/help">`,
    ]
    document.getElementById('main')!.innerHTML = Array.from({ length: 5000 }, (_, at) => kinds[at % 5]!(at)).join('')
  })
  await page.settle()
  // Elements that are looked at, by the two ways there are to look.
  const looked = await page.run(async () => {
    let count = 0
    for (const owner of [Element.prototype, Document.prototype] as unknown as { querySelectorAll(which: string): NodeListOf<Element> }[]) {
      const own = owner.querySelectorAll
      owner.querySelectorAll = function (this: Element, which: string) {
        count += this.getElementsByTagName('*').length
        return own.call(this, which)
      } as unknown as (which: string) => NodeListOf<Element>
    }
    const counts: number[] = []
    for (const size of [1, 10, 100]) {
      count = 0
      const box = document.createElement('div')
      box.innerHTML = '<b><link rel="author" data-consent="remarketing" data-consent-href="/a"></b>'.repeat(size)
      document.getElementById('main')!.append(box)
      await new Promise((done) => setTimeout(done))
      counts.push(count)
    }
    return counts
  })
  assert.deepEqual(looked, [2, 20, 200])
  await page.settled(() => page.run(() => window.portcullis.acceptAll()))
  assert.deepEqual(await page.run(() => [
    (window as never as LatePage).ran.length, document.querySelectorAll('#main i').length, document.querySelectorAll('#main link[rel=author][href]').length, document.querySelectorAll('#main link[rel=help][href]').length,
  ]), [1000, 1000, 1111, 1000])
})

test('elements that came and went in one turn are kept by nobody', async (page) => {
  await page.visit()
  await page.run(async () => {
    const place = document.body.appendChild(document.createElement('div'))
    const kept = (window as never as { kept: WeakRef<Node>[] }).kept = []
    for (const html of ['<iframe data-consent="analytics" data-consent-src="/nowhere"></iframe>', '<template data-consent="analytics"><p>Late</p></template>', '<p data-consent-if="analytics">Late</p>']) {
      for (let at = 0; at < 20; at += 1) {
        place.innerHTML = html
        kept.push(new WeakRef(place.firstChild!) as never)
      }
    }
    place.remove()
  })
  await waitFor('all to be gone', async () => {
    await (page.driver as never as { sendDevToolsCommand(name: string, about: object): Promise<void> }).sendDevToolsCommand('HeapProfiler.collectGarbage', {})
    return page.run(() => (window as never as { kept: WeakRef<Node>[] }).kept.every((ref) => !ref.deref()))
  })
}, 'tools')
