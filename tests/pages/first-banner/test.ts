/** What a first visit loads before its banner, and what becomes of it when the rest comes late or never. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { parse } from 'smol-toml'
import { pageOf, reporter } from '../harness/document'
import type { Page } from '../harness/page'
import { plant } from '../harness/record'
import { openShop } from '../harness/shop'
import { waitFor } from '../harness/wait'

const shop = openShop(import.meta.url)
const { test } = shop

const GONE = { status: 404 }
const REST = /\/(portcullis\.runtime\.js|gate\.wasm)$/

/** The files that wasm-pack.toml counts before the banner, and the language that it counts. */
const settings = parse(readFileSync(new URL('../../../wasm-pack.toml', import.meta.url), 'utf8'))
const { files } = (settings.budgets as { name: string; files: string[] }[]).find(({ name }) => name === 'before the banner')!
const lang = /^words\/(.*)\.json$/.exec(files[1]!)![1]!

const asked = (page: Page) => page.requests(/^\/portcullis\//).map(({ path }) => path.replace('/portcullis/', ''))

test('the banner is there with the files of the budget alone', async (page) => {
  shop.write('/index.html', pageOf({ tag: `data-policy="/policy.json" data-lang="${lang}"`, head: reporter('analytics') }))
  const held = shop.server.rule(REST, { hold: true })
  await page.go()
  await page.untilAsked()
  assert.deepEqual(asked(page).filter((name) => !/runtime|gate/.test(name)).sort(), [...files].sort())
  // The rest is asked for only when the banner has been shown.
  await waitFor('the rest to be asked for', () => asked(page).some((name) => /runtime|gate/.test(name)))
  const order = asked(page)
  assert.ok(Math.max(...files.map((name) => order.indexOf(name))) < order.findIndex((name) => /runtime|gate/.test(name)), order.join(', '))
  assert.deepEqual(await page.granted('necessary', 'analytics', '!analytics'), [])
  held.release()
  await page.ready()
  assert.deepEqual(await page.granted('necessary', 'analytics', '!analytics'), ['necessary', '!analytics'])
})

test('the banner in English waits for the script and the policy, and for nothing else where that stands in the page', async (page) => {
  const held = shop.server.rule(REST, { hold: true })
  const before = `<script type="application/json" id="policy">${readFileSync(new URL('policy.json', import.meta.url), 'utf8')}</script>`
  for (const [tag, wanted] of [['data-policy="/policy.json"', 1], ['data-policy="#policy"', 0]] as const) {
    shop.write('/index.html', pageOf({ tag, before }))
    shop.server.clearRequests()
    await page.go()
    await page.untilAsked()
    assert.deepEqual(asked(page).filter((name) => !/runtime|gate/.test(name)), ['portcullis.js'])
    assert.equal(page.requests('/policy.json').length, wanted)
  }
  held.release()
})

test('where the policy is there before the body is, the banner comes with its first line', async (page) => {
  const policy = readFileSync(new URL('policy.json', import.meta.url), 'utf8')
  // A style sheet that is on its way holds up this script, and with it the parser, in the head.
  const head = '<link rel="stylesheet" href="/slow.css"><script>window.stood = !document.body</script>'
  shop.write('/slow.css', '')
  shop.write('/index.html', pageOf({ tag: 'data-policy="#policy"', before: `<script type="application/json" id="policy">${policy}</script>`, head }))
  const rest = shop.server.rule(REST, { hold: true })
  const held = shop.server.rule('/slow.css', { hold: true })
  const going = page.go()
  // The stub has done all it can do before there is a body: it waits no longer for a banner to be painted.
  await waitFor('the rest to be asked for', () => asked(page).some((name) => /runtime|gate/.test(name)))
  held.release()
  await going
  await page.untilAsked()
  assert.equal(await page.run(() => document.body.lastElementChild!.localName), 'portcullis-banner')
  assert.equal(await page.run(() => (window as never as { stood: boolean }).stood), true)
  rest.release()
}, 'load-past-imports')

test('the banner comes with the first lines of a page that is being parsed, and does not move when its scroll bar comes', async (page) => {
  const policy = readFileSync(new URL('policy.json', import.meta.url), 'utf8')
  shop.write('/next.js', '')
  const held = shop.server.rule('/next.js', { hold: true })
  const body = '<h1>Mops</h1><script src="/next.js"></script><div style="height: 3000px">Buckets</div>'
  // Asks for a file when the banner is there: the driver waits for the page.
  const note = `<script>
    new MutationObserver((_, observer) => {
      if (!document.querySelector('portcullis-banner')) return
      observer.disconnect()
      requestAnimationFrame(() => fetch('/shown.js'))
    }).observe(document, { childList: true, subtree: true })
  </script>`
  shop.write('/shown.js', '')
  shop.write('/index.html', pageOf({ tag: 'data-policy="#policy"', before: `${note}<script type="application/json" id="policy">${policy}</script>`, body }))
  const going = page.go()
  await waitFor('the banner over a page that has begun', () => page.requests('/shown.js').length === 1)
  held.release()
  await going
  await page.untilAsked()
  assert.equal(await page.shifts(), 0)
}, 'layout-shift')

test('the start is a row of tasks: the module, the styles, the place of the banner, itself, its layout, the rest, the gate, what stays', async (page) => {
  const note = `<script>
    window.steps = []
    const step = (name) => steps.push(name)
    const before = (object, name, note) => {
      const own = object[name]
      object[name] = function (...given) {
        note.apply(this, given)
        return own.apply(this, given)
      }
    }
    // Their tasks are of the priority that ours have, or of the one that a browser without such has.
    const soon = (then) => (window.scheduler ? scheduler.postTask(then, { priority: 'user-blocking' }) : setTimeout(then))
    before(WebAssembly, 'instantiate', () => step(document.currentScript ? 'module, in the script' : 'module'))
    before(CSSStyleSheet.prototype, 'replaceSync', (css) => css.includes('.banner{') && step('styles'))
    before(Element.prototype, 'attachShadow', function () { if (this.localName === 'portcullis-banner') step('root') })
    before(HTMLElement.prototype, 'showPopover', function () {
      if (this.matches('.banner')) soon(() => step('a task')), step('banner')
      else step('what stays')
    })
    // The rest of the stub listens as its module is made; then the gate is given the policy.
    before(EventTarget.prototype, 'addEventListener', function (type) {
      if (this !== window || type !== 'pagehide' || steps.includes('the rest')) return
      setTimeout(() => step('a turn'))
      step('the rest')
    })
    before(TextEncoder.prototype, 'encode', () => steps.includes('the rest') && !steps.includes('the gate') && step('the gate'))
    before(CustomElementRegistry.prototype, 'define', (name) => name === 'portcullis-policy' && (setTimeout(() => step('a turn')), step('the page taken up')))
    // Then only who lays it out ahead asks how high it is.
    window.ResizeObserver = class { observe() {} disconnect() {} }
    const { get } = Object.getOwnPropertyDescriptor(HTMLElement.prototype, 'offsetHeight')
    Object.defineProperty(HTMLElement.prototype, 'offsetHeight', { get() {
      if (this.matches('.banner')) step('laid out')
      return get.call(this)
    } })
    // Hears of it at the end of the task.
    new MutationObserver((_, observer) => {
      const host = document.querySelector('portcullis-banner')
      if (!host) return
      observer.disconnect()
      step(host.shadowRoot.querySelector('.banner') ? 'a full place' : 'an empty place')
    }).observe(document, { childList: true, subtree: true })
  </script>`
  shop.write('/index.html', pageOf({ before: note }))
  await page.visit()
  const steps = () => page.run(() => (window as never as { steps: string[] }).steps)
  await waitFor('all of it', async () => (await steps()).includes('what stays'))
  assert.deepEqual(await steps(), ['module', 'styles', 'root', 'an empty place', 'banner', 'a task', 'laid out', 'the rest', 'a turn', 'the gate', 'the page taken up', 'a turn', 'what stays'])
})

test('a page that calls something of its own a scheduler gets the banner all the same', async (page) => {
  shop.write('/index.html', pageOf({ before: '<script>window.scheduler = {}</script>' }))
  await page.visit()
  await page.untilAsked()
})

test('the rest and the panel are asked for only when the banner is painted', async (page) => {
  const note = `<script>
    new MutationObserver((_, observer) => {
      if (!document.querySelector('portcullis-banner')) return
      observer.disconnect()
      // The task that the next frame leaves behind.
      requestAnimationFrame(() => setTimeout(() => performance.mark('painted')))
    }).observe(document, { childList: true, subtree: true })
  </script>`
  shop.write('/index.html', pageOf({ before: note, head: reporter('analytics') }))
  await page.visit()
  const early = () =>
    page.run(() => {
      const painted = performance.getEntriesByName('painted')[0]?.startTime
      if (!painted) return [0]
      const files = performance.getEntriesByType('resource').filter(({ name }) => /\.runtime\.js|\/(gate|panel|words\/\w+\.panel)\./.test(name))
      return [files.length, ...files.filter(({ startTime }) => startTime < painted).map(({ name }) => name)]
    })
  await waitFor('six files', async () => (await early())[0] === 6)
  assert.deepEqual(await early(), [6])
})

test('a page that asks very often what it may do before the rest is there is told no, and costs the module nothing', async (page) => {
  const held = shop.server.rule(REST, { hold: true })
  await page.go()
  await page.untilAsked()
  const allowed = await page.run(() => Array.from({ length: 70_000 }, (_, at) => window.portcullis.allows(`necessary|n${at}`)).some(Boolean))
  assert.equal(allowed, false)
  held.release()
  await page.ready()
  assert.deepEqual([await page.granted('necessary'), await page.said()], [['necessary'], []])
})

test('where nobody is asked, what stays says that a signal is followed, though its words were there before the gate', async (page) => {
  const signal = '<script>Object.defineProperty(navigator, "globalPrivacyControl", { value: true })</script>'
  shop.write('/index.html', pageOf({ tag: 'data-policy="/policy.json" data-region="US"', before: signal }))
  const policy = JSON.parse(readFileSync(new URL('policy.json', import.meta.url), 'utf8'))
  policy.purposes[2].signals = ['ad_storage']
  policy.regimes = [{ regions: ['US'], rule: 'opt-out' }]
  shop.server.rule('/policy.json', { body: JSON.stringify(policy), headers: { 'Content-Type': 'application/json' } })
  const held = shop.server.rule(/\/gate\.wasm$/, { hold: true })
  await page.go()
  await waitFor('the gate to be asked for', () => page.requests('/portcullis/gate.wasm').length === 1)
  await page.settle()
  held.release()
  await page.ready()
  const said = await page.run(() => document.querySelector('portcullis-banner')!.shadowRoot!.textContent)
  assert.match(said!, /Opt-out request honored/)
  assert.deepEqual(await page.told('ask'), [])
})

test('a choice made before the rest is there is kept, and nothing runs before it', async (page) => {
  const held = shop.server.rule(REST, { hold: true })
  await page.go()
  await (await page.bannerButton('accept-all')).click()
  await page.settle()
  assert.deepEqual(page.collected(), [])
  assert.deepEqual(await page.kept(), ['portcullis.early'])
  held.release()
  await waitFor('the tag', () => page.collected().length === 1)
  await page.untilNotAsked()
  await waitFor('the page to be told', async () => (await page.told('choice')).length === 1)
})

test('a choice that another tab stores meanwhile counts when the rest is there', async (page) => {
  await page.visit()
  await page.choose('accept-all')
  const { cookie, local } = await page.stored()
  await plant(page, { cookie: null, local: null })
  const held = shop.server.rule(REST, { hold: true })
  await page.go()
  await page.untilAsked()
  await page.run((record) => localStorage.setItem('portcullis', record), (local ?? cookie)!)
  held.release()
  await waitFor('the gate to follow', () => page.allows('analytics'))
  await page.untilNotAsked()
})

test('a choice that another tab stores before anybody is asked is a choice', async (page) => {
  await page.visit()
  await page.choose('accept-all')
  const { cookie, local } = await page.stored()
  await plant(page, { cookie: null, local: null })
  shop.server.clearRequests()
  const held = shop.server.rule('/policy.json', { hold: true })
  await page.go()
  await waitFor('the policy to be asked for', () => page.requests('/policy.json').length === 1)
  await page.run((record) => localStorage.setItem('portcullis', record), (local ?? cookie)!)
  held.release()
  await waitFor('the tag', () => page.collected().length === 1)
  assert.deepEqual(await page.told('ask'), [])
})

/** Where a browser takes one import map, before anything is imported, nothing of ours is until it has come. */
const MAP = '<script type="importmap">{ "imports": { "shelf": "/shelf.mjs" } }</script>'
const ONE_MAP = '<script>delete Atomics.pause</script>'

test("the page's own import map, below the tag, is there for its modules, for who is asked and for who has chosen", async (page) => {
  shop.server.rule('/shelf.mjs', { body: "window.shelf = 'here'", headers: { 'Content-Type': 'text/javascript' } })
  shop.write('/slow.js', '')
  shop.write('/index.html', pageOf({ head: reporter('analytics'), body: `<script src="/slow.js"></script>${MAP}<script type="module">import 'shelf'</script>` }))
  const there = () => waitFor('the module', () => page.run(() => (window as never as { shelf?: string }).shelf === 'here'))
  await page.visit()
  await there()
  await page.choose('accept-all')
  await waitFor('the tag', () => page.collected().length === 1)
  await page.reload()
  await there()
  await waitFor('the tag again', () => page.collected().length === 2)
})

for (const [what, before, early] of [['no import map yet', ONE_MAP, false], ['an import map', ONE_MAP + MAP, true]] as const)
  test(`where a page may have one import map, with ${what} the rest is asked for ${early ? 'at once' : 'when the page is parsed'}`, async (page) => {
    shop.write('/slow.js', '')
    shop.write('/index.html', pageOf({ before, head: reporter('analytics'), body: '<script>fetch("/collect/parsing")</script><script src="/slow.js"></script>' }))
    await page.visit()
    await page.choose('accept-all')
    await waitFor('the tag', () => page.collected().includes('analytics'))
    shop.server.clearRequests()
    const held = shop.server.rule('/slow.js', { hold: true })
    const going = page.go()
    await waitFor('the page to be half parsed', () => page.collected().includes('parsing'))
    if (early) await waitFor('the tag, before the page is whole', () => page.collected().includes('analytics'))
    else assert.deepEqual(asked(page).filter((name) => name.endsWith('.js') && REST.test('/' + name)), [])
    held.release()
    await going
    await waitFor('the tag, then', () => page.collected().includes('analytics'))
  })

test('scripts of who has chosen before run while the rest of the page is still on its way', async (page) => {
  const tail = '<script src="/slow.js"></script><p>The end</p>'
  shop.write('/slow.js', '')
  shop.write('/index.html', pageOf({ before: MAP, head: reporter('analytics'), body: tail }))
  await page.visit()
  await page.choose('accept-all')
  await waitFor('the tag', () => page.collected().length === 1)
  const held = shop.server.rule('/slow.js', { hold: true })
  const going = page.go()
  await waitFor('the tag, before the page is whole', () => page.collected().length === 2)
  assert.ok(page.requests('/slow.js').length >= 2)
  held.release()
  await going
  await page.ready()
})

test('who has chosen before gets every file at once', async (page) => {
  await page.visit()
  await page.choose('accept-all')
  shop.server.clearRequests()
  const held = shop.server.rule(/\/gate\.wasm$/, { hold: true })
  await page.go()
  await waitFor('the other files', () => asked(page).filter((name) => REST.test('/' + name)).length === 2)
  held.release()
  await waitFor('the tag', () => page.collected().length === 1)
})

for (const what of ['portcullis.runtime.js', 'gate.wasm and gate.twin.js'])
  test(`where ${what} cannot be had the banner goes, nothing runs, and one line says what to look for`, async (page) => {
    shop.server.rule(what.startsWith('p') ? /\/portcullis\.runtime\.js$/ : /\/gate\.(wasm|twin\.js)$/, GONE)
    await page.visit()
    const refused = await page.run(() => window.portcullis.acceptAll().then(() => 'accepted', (error: Error) => error.message))
    assert.match(refused, /could not start/)
    await page.untilNotAsked()
    await page.settle()
    assert.deepEqual(page.collected(), [])
    assert.deepEqual(await page.kept(), [])
    assert.deepEqual(await page.granted('necessary', 'analytics', '!analytics'), [])
    const said = await waitFor('the line', async () => ((await page.said()).length > 0 ? page.said() : null))
    assert.equal(said.length, 1, said.join('\n'))
    assert.match(said[0]!, /portcullis\.runtime\.js, gate\.js, gate\.wasm and gate\.twin\.js/)
    assert.deepEqual((await page.heard()).uncaught, [])
  })

test('where gate.wasm is missing the JavaScript twin goes on from where the first module was', async (page) => {
  shop.server.rule(/\/gate\.wasm$/, GONE)
  await page.visit()
  await page.choose('accept-all')
  await waitFor('the tag', () => page.collected().length === 1)
  assert.equal(page.requests('/portcullis/gate.twin.js').length, 1)
  await page.reload()
  await waitFor('the tag once more', () => page.collected().length === 2)
  assert.equal(await page.asks(), false)
  assert.deepEqual((await page.heard()).uncaught, [])
})

test('who has refused is not asked again while the rest is on its way', async (page) => {
  await page.visit()
  await page.choose('reject-all')
  const held = shop.server.rule(REST, { hold: true })
  await page.go()
  await page.settle()
  assert.equal(await page.asks(), false)
  assert.deepEqual(await page.granted('necessary', '!analytics'), [])
  held.release()
  await page.ready()
  assert.deepEqual(await page.granted('analytics', '!analytics'), ['!analytics'])
}, 'load-past-imports')
