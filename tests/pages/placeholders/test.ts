/** In the place of what is held stands what it needs, from whom, and two ways to allow it. */
import assert from 'node:assert/strict'
import { pageOf } from '../harness/document'
import { Key, focused, press, tabTo } from '../harness/keys'
import { engine } from '../harness/engines'
import type { Page } from '../harness/page'
import { openShop } from '../harness/shop'
import { waitFor } from '../harness/wait'

const shop = openShop(import.meta.url)
const { test } = shop

const FRAME = '<iframe id="film" title="A film" data-consent="film" data-consent-src="/collect/film" data-consent-placeholder></iframe>'
const write = (body: string, head = '') => shop.write('/index.html', pageOf({ head, body }))

const shown = (page: Page) => page.run(() => [...document.querySelectorAll('portcullis-placeholder')].map(({ nextElementSibling }) => nextElementSibling!.id))
const untilShown = (page: Page, ...ids: string[]) => waitFor(`placeholders for ${ids.join() || 'nothing'}`, async () => (await shown(page)).join() === ids.join())
const text = (page: Page) =>
  page.run(() => [...document.querySelector('portcullis-placeholder')!.shadowRoot!.querySelectorAll('p, button')].map(({ textContent }) => textContent))
const use = (page: Page, action: string, id = 'film') =>
  page.run(
    (name, at) => {
      const hosts = [...document.querySelectorAll('portcullis-placeholder')]
      hosts.find(({ nextElementSibling }) => nextElementSibling!.id === at)!.shadowRoot!.querySelector<HTMLElement>(`[data-action=${name}]`)!.click()
    },
    action,
    id,
  )

test('amid words that are read from the right a name keeps its own order', async (page) => {
  shop.write('/index.html', pageOf({ tag: 'data-policy="/policy.json" data-lang="he"', body: FRAME }))
  await page.visit()
  await untilShown(page, 'film')
  const said = await text(page)
  assert.ok(said[0]!.includes('\u2068Film House') && said[0]!.includes('\u2068Films\u2069'), JSON.stringify(said))
})

test('"this once" shows this element on this page, and records nothing', async (page) => {
  write(FRAME + FRAME.replaceAll('film"', 'second"').replace('data-consent="second"', 'data-consent="film"'))
  await page.visit()
  await untilShown(page, 'film', 'second')
  assert.deepEqual(await text(page), ['This comes from Film House and Map Maker and needs “Films”.', 'Show this once', 'Always allow “Films”'])
  await page.settle()
  assert.deepEqual(page.collected(), [])
  await use(page, 'once')
  await untilShown(page, 'second')
  await waitFor('the film', () => page.collected().includes('film'))
  assert.deepEqual(await page.kept(), [], 'nothing is recorded')
  assert.equal(await page.asks(), true, 'nothing is decided')
  assert.equal(await page.allows('film'), false)
  await page.reload()
  await untilShown(page, 'film', 'second')
  await page.settle()
  assert.deepEqual(page.collected(), ['film'])
})

test('what the policy does not declare cannot be shown once either', async (page) => {
  write(FRAME.replace('data-consent="film"', 'data-consent="nobody"') + FRAME.replaceAll('film"', 'second"').replace('data-consent="second"', 'data-consent="film"'))
  await page.visit()
  await untilShown(page, 'film', 'second')
  const actions = await page.run(() => [...document.querySelectorAll('portcullis-placeholder')].map((host) => host.shadowRoot!.querySelectorAll('[data-action]').length))
  assert.deepEqual(actions, [0, 2])
})

test('the next choice ends "this once", whatever it says', async (page) => {
  write(FRAME)
  await page.visit()
  await untilShown(page, 'film')
  await use(page, 'once')
  await untilShown(page)
  await page.settled(() => page.run(() => window.portcullis.rejectAll()))
  await untilShown(page, 'film')
  assert.equal(await page.run(() => document.getElementById('film')!.getAttribute('src')), null)
})

test('"always" is a choice for the purpose, and nothing else', async (page) => {
  write(FRAME)
  await page.visit()
  await untilShown(page, 'film')
  const button = await page.driver.executeScript('return document.querySelector("portcullis-placeholder").shadowRoot.querySelector("[data-action=always]")')
  const { detail } = await page.settled(() => (button as { click(): Promise<void> }).click())
  assert.equal(detail.method, 'save')
  const record = await page.run(() => window.portcullis.record())
  assert.deepEqual([record?.choices, record?.gesture], [{ necessary: true, film: true, remarketing: false }, true])
  await untilShown(page)
  await waitFor('the film', () => page.collected().includes('film'))
  await page.settled(() => page.run(() => window.portcullis.withdraw()))
  await untilShown(page, 'film')
})

test('a vendor is named by the service, by the address, or by the purpose', async (page) => {
  const frame = (consent: string, src = '/collect/film') => `<iframe id="film" title="A film" data-consent="${consent}" data-consent-src="${src}" data-consent-placeholder></iframe>`
  for (const [body, said] of [
    [frame('service:maps'), 'This comes from Map Maker and needs “Films”.'],
    [frame('film', 'http://cdn.films.localhost/film'), 'This comes from Film House and needs “Films”.'],
    [frame('remarketing'), 'This comes from Mop & Bucket and needs “Remarketing”.'],
    [frame('film remarketing'), 'This comes from Film House and Map Maker and needs “Films and Remarketing”.'],
  ] as const) {
    write(body)
    await page.visit()
    await untilShown(page, 'film')
    assert.equal((await text(page))[0], said)
  }
})

test('it speaks the language of the page, and another one when that is set', async (page) => {
  shop.write('/index.html', pageOf({ tag: 'data-policy="/policy.json" data-lang="de"', body: FRAME }))
  await page.visit()
  await untilShown(page, 'film')
  assert.ok((await text(page))[2]!.includes('Filme'))
  assert.equal(await page.run(() => document.querySelector('portcullis-placeholder')!.getAttribute('lang')), 'de')
  await page.run(() => window.portcullis.setLanguage('en'))
  await waitFor('English', async () => (await text(page))[1] === 'Show this once')
})

test('it is used with the keyboard, and the focus goes on to what it allowed', async (page) => {
  write('<button id="before">Before</button>' + FRAME)
  await page.visit()
  await untilShown(page, 'film')
  await page.run(() => document.getElementById('before')!.focus())
  // Firefox stops at what scrolls, too.
  await tabTo(page, 'once', engine === 'firefox' ? 2 : 1)
  assert.deepEqual(await tabTo(page, 'always', 1), [])
  const group = await page.run(() => {
    const group = document.querySelector('portcullis-placeholder')!.shadowRoot!.querySelector('[role=group]')!
    return [group.getAttribute('aria-label'), [...group.querySelectorAll('button')].every(({ type }) => type === 'button')]
  })
  assert.deepEqual(group, ['This comes from Film House and Map Maker and needs “Films”.', true])
  await page.run(() => document.querySelector('portcullis-placeholder')!.shadowRoot!.querySelector<HTMLElement>('[data-action=once]')!.focus())
  await press(page, Key.ENTER)
  await untilShown(page)
  assert.equal(await focused(page), 'film')
})

test('a template has one, too, and what is held within it comes with it', async (page) => {
  write(`<template id="tour" data-consent="film" data-consent-placeholder="400x300">
    <p id="title">The tour</p><img alt="" data-consent="film" data-consent-src="/collect/inner"><img alt="" data-consent="remarketing" data-consent-src="/collect/other"></template>`)
  await page.visit()
  await untilShown(page, 'tour')
  assert.deepEqual(await page.run(() => {
    const { width, height } = document.querySelector('portcullis-placeholder')!.getBoundingClientRect()
    return [width, height]
  }), [400, 300])
  await use(page, 'once', 'tour')
  await waitFor('what is within', () => page.collected().includes('inner'))
  await page.settle()
  assert.deepEqual(page.collected(), ['inner'])
  assert.deepEqual(await shown(page), [])
})

test('it goes where its element goes, and away with it', async (page) => {
  write(FRAME + '<div id="aside"></div>')
  await page.visit()
  await untilShown(page, 'film')
  await page.run(() => document.getElementById('aside')!.append(document.getElementById('film')!))
  await waitFor('it to follow', () => page.run(() => !!document.querySelector('#aside > portcullis-placeholder + #film')))
  await page.run(() => document.getElementById('film')!.remove())
  await waitFor('it to go', async () => (await page.run(() => document.querySelectorAll('portcullis-placeholder').length)) === 0)
})

/** Frames as pages size them. */
const SIZED = `
  <p>Text <iframe id="a" width="560" height="315"></iframe> text</p>
  <iframe id="b" style="width: 60%; aspect-ratio: 16 / 9; border: 0"></iframe>
  <div style="position: relative; padding-top: 30%"><iframe id="c" style="position: absolute; inset: 0; width: 100%; height: 100%; border: 0"></iframe></div>
  <div style="display: flex; gap: 9px; height: 120px"><b>One</b><iframe id="d" style="flex: 2 1 0; margin-left: auto; min-width: 0; height: auto; align-self: stretch"></iframe><b>Two</b></div>
  <div style="display: grid; grid-template-columns: 1fr 2fr"><i>One</i><iframe id="e" style="width: 100%; padding: 7px"></iframe></div>
  <iframe id="f" style="display: block; margin: 10px auto; max-width: 50%; width: 900px; height: 90px; box-sizing: border-box"></iframe>
  <iframe id="g" style="float: right"></iframe>
  <p id="end">End</p>`.replace(/<iframe id/g, '<iframe title="A film" data-consent="film" data-consent-src="/frame.html" data-consent-placeholder id')

test('it has the box of its element, and nothing moves', async (page) => {
  shop.write('/frame.html', '<p>A film</p>')
  write(SIZED)
  const gate = shop.server.rule(/gate\.more\.(wasm|twin)|more\.js$/, { hold: true })
  await page.go()
  const boxes = (selector: string) =>
    page.run(
      (which) =>
        [...document.querySelectorAll(which)].map((element) => {
          const { x, y, width, height } = element.getBoundingClientRect()
          return [x, y, width, height]
        }),
      selector,
    )
  // WebKit rounds a frame's place otherwise than a block's.
  const alike = (now: number[][], then: number[][]) =>
    assert.ok(now.length === then.length && now.every((box, at) => box.every((n, side) => Math.abs(n - then[at]![side]!) < 0.3)), `${JSON.stringify(now)}, before ${JSON.stringify(then)}`)
  const before = await boxes('iframe, #end')
  gate.release()
  await page.ready()
  await untilShown(page, 'a', 'b', 'c', 'd', 'e', 'f', 'g')
  alike(await boxes('portcullis-placeholder, #end'), before)
  await page.driver.manage().window().setRect({ width: 800, height: 900 })
  await waitFor('the new width', () => page.run(() => innerWidth < 900))
  await page.settle()
  const narrow = await boxes('portcullis-placeholder, #end')
  await page.settled(() => page.run(() => window.portcullis.acceptAll()))
  alike(await boxes('iframe, #end'), narrow)
  await page.driver.manage().window().setRect({ width: 1280, height: 900 })
})

test('the browser notes no layout shift', async (page) => {
  // What is wider than the window would bring a scroll bar while the page is parsed, which moves all that stands at its end.
  write(SIZED, '<style>html { overflow-x: clip }</style>')
  await page.visit()
  await untilShown(page, 'a', 'b', 'c', 'd', 'e', 'f', 'g')
  await page.settle()
  assert.equal(await page.shifts(), 0)
}, 'layout-shift')

test('where a script pressed "always" the record says that no hand did', async (page) => {
  write(FRAME)
  await page.visit()
  await untilShown(page, 'film')
  await page.settled(() => use(page, 'always'))
  assert.equal(await page.run(() => window.portcullis.record()!.gesture), false)
})
