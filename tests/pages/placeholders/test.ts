/** In the place of what is held stands what it needs, from whom, and two ways to allow it. */
import assert from 'node:assert/strict'
import { pageOf } from '../harness/document'
import { Key, focused, press } from '../harness/keys'
import type { Page } from '../harness/page'
import { openShop } from '../harness/shop'
import { waitFor } from '../harness/wait'

const shop = openShop(import.meta.url)
const { test } = shop

const FRAME = '<iframe id="film" title="A film" data-consent="film" data-consent-src="/collect/film" data-consent-placeholder></iframe>'
const write = (body: string, head = '') => shop.write('/index.html', pageOf({ head, body }))

/** The placeholders of the page, each with the id of what it stands in: a frame's own page, or a template. */
const FIND = `[...document.querySelectorAll('[data-consent-placeholder]')].flatMap((element) => {
  const host = (element.contentDocument?.body || element).querySelector(':scope > portcullis-placeholder')
  return host ? [{ id: element.id, host, root: host.shadowRoot }] : []
})`
/** Runs \`body\` in the page with its placeholders. */
const ask = <T>(page: Page, body: string) => page.run(`() => { const found = ${FIND}; return ${body} }` as never) as Promise<T>

const shown = (page: Page) => ask<string[]>(page, 'found.map(({ id }) => id)')
const untilShown = (page: Page, ...ids: string[]) => waitFor(`placeholders for ${ids.join() || 'nothing'}`, async () => (await shown(page)).join() === ids.join())
const text = (page: Page) => ask<string[]>(page, "[...found[0].root.querySelectorAll('p, button')].map(({ textContent }) => textContent)")
const use = (page: Page, action: string, id = 'film') => ask<void>(page, `void found.find((one) => one.id === '${id}').root.querySelector('[data-action=${action}]').click()`)

test('amid words that are read from the right a name keeps its own order', async (page) => {
  shop.write('/index.html', pageOf({ tag: 'data-policy="/policy.json" data-lang="he"', body: FRAME }))
  await page.visit()
  await untilShown(page, 'film')
  const said = await text(page)
  assert.ok(said[0]!.includes('\u2068Film House') && said[0]!.includes('\u2068Films\u2069'), JSON.stringify(said))
})

test('in a frame as large as a film on a phone all of it is seen without scrolling', async (page) => {
  write(FRAME.replace('<iframe', '<iframe width="320" height="180" style="border: 0"'))
  await page.visit()
  await untilShown(page, 'film')
  const [height, needs] = await ask<number[]>(page, "['clientHeight', 'scrollHeight'].map((name) => found[0].root.querySelector('.placeholder')[name])")
  assert.ok(height! > 0 && needs! <= height!, `${needs} of ${height}`)
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
  const actions = await ask(page, "found.map(({ root }) => root.querySelectorAll('[data-action]').length)")
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
  const { detail } = await page.settled(async () => {
    const [x, y] = await ask<[number, number]>(
      page,
      `(({ left, top, width, height }) => [left + width / 2 - found[0].host.offsetWidth / 2, top + height / 2 - found[0].host.offsetHeight / 2].map(Math.round))
        (found[0].root.querySelector('[data-action=always]').getBoundingClientRect())`,
    )
    const film = await page.driver.findElement({ css: '#film' })
    await page.driver.actions().move({ origin: film, x, y }).click().perform()
  })
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
  assert.equal(await ask(page, 'found[0].host.lang'), 'de')
  await page.run(() => window.portcullis.setLanguage('en'))
  await waitFor('English', async () => (await text(page))[1] === 'Show this once')
})

test('it is used with the keyboard, and the focus goes on to what it allowed', async (page) => {
  write('<button id="before">Before</button>' + FRAME)
  await page.visit()
  await untilShown(page, 'film')
  await page.run(() => document.getElementById('before')!.focus())
  // The frame's own page has the focus while one of its buttons has.
  const at = () => ask<string | null>(page, "found[0].root.activeElement?.getAttribute('data-action') || null")
  for (let presses = 0; presses < 3 && (await at()) !== 'once'; presses += 1) await press(page, Key.TAB)
  assert.equal(await at(), 'once')
  await press(page, Key.TAB)
  assert.equal(await at(), 'always')
  const group = await ask(page, "[...found[0].root.querySelectorAll('[role=group]')].flatMap((group) => [group.getAttribute('aria-label'), [...group.querySelectorAll('button')].every(({ type }) => type === 'button')])")
  assert.deepEqual(group, ['This comes from Film House and Map Maker and needs “Films”.', true])
  await ask(page, "void found[0].root.querySelector('[data-action=once]').focus()")
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
    const { width, height } = document.querySelector('template > portcullis-placeholder')!.getBoundingClientRect()
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
  await untilShown(page, 'film')
  await page.run(() => document.getElementById('film')!.remove())
  await untilShown(page)
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

test('a frame keeps its box, whatever it shows, and nothing of the page moves', async (page) => {
  shop.write('/frame.html', '<p>A film</p>')
  write(SIZED)
  const gate = shop.server.rule(/gate\.(wasm|twin)|more\.js$/, { hold: true })
  await page.go()
  const boxes = () =>
    page.run(() =>
      [...document.querySelectorAll('iframe, #end')].map((element) => {
        const { x, y, width, height } = element.getBoundingClientRect()
        return [x, y, width, height]
      }),
    )
  const before = await boxes()
  gate.release()
  await page.ready()
  await untilShown(page, 'a', 'b', 'c', 'd', 'e', 'f', 'g')
  assert.deepEqual(await boxes(), before)
  assert.deepEqual(await ask(page, "found.filter(({ host }) => host.getBoundingClientRect().width !== host.ownerDocument.defaultView.innerWidth).map(({ id }) => id)"), [])
  await page.settled(() => page.run(() => window.portcullis.acceptAll()))
  assert.deepEqual(await boxes(), before)
})

test('it wears what the page gives our surfaces', async (page) => {
  write(FRAME, '<style>:root { --portcullis-raised: #abcdef; color-scheme: light }</style>')
  await page.visit()
  await untilShown(page, 'film')
  assert.equal(await ask(page, "getComputedStyle(found[0].root.querySelector('.placeholder')).backgroundColor"), 'rgb(171, 205, 239)')
})

test('a frame whose sandbox lets nobody in is named, with what to do, and works with consent', async (page) => {
  write(FRAME.replace('<iframe', '<iframe sandbox="allow-scripts"'))
  await page.visit()
  await waitFor('the message', async () => (await page.told('error')).length > 0)
  assert.deepEqual((await page.told('error')).map(({ detail }) => detail.code), ['placeholder'])
  await page.settled(() => page.run(() => window.portcullis.acceptAll()))
  await waitFor('the film', () => page.collected().includes('film'))
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
