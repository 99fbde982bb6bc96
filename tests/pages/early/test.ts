/**
 * Choices made before the gate can take them, because it is late, missing, or waits for a frame: they are seen in the click,
 * kept in the click, and made by this page or by the next one.
 */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import type { Receipt } from '../../../www/types/portcullis'
import { pageOf, reporter } from '../harness/document'
import type { Page } from '../harness/page'
import { openShop } from '../harness/shop'
import { waitFor } from '../harness/wait'

const shop = openShop(import.meta.url)
const { test } = shop

const POLICY = readFileSync(new URL('policy.json', import.meta.url), 'utf8')
const TAGS = reporter('analytics') + reporter('remarketing')
/** Counts the frames with a banner. */
const WATCH = `<script>
  window.frames_ = 0
  const look = () => {
    const banner = document.querySelector('portcullis-banner')?.shadowRoot?.querySelector('.banner')
    if (banner?.checkVisibility({ opacityProperty: true })) window.frames_ += 1
    requestAnimationFrame(look)
  }
  look()
</script>`
/** Buttons of the page itself. */
const BUTTONS = ['reject-all', 'accept-all', 'us-opt-out', 'withdraw'].map((action) => `<button id="${action}" data-portcullis="${action}">${action}</button>`).join('')

const LATE = [
  ['gate.wasm is late', /\/gate\.wasm$/, { hold: true }],
  ['the runtime is late', /\/portcullis\.runtime\.js$/, { hold: true }],
  ['gate and twin are missing', /\/gate\.(wasm|twin\.js)$/, { status: 404 }],
  ['the runtime is missing', /\/portcullis\.runtime\.js$/, { status: 404 }],
] as const

function write(parts: { head?: string; body?: string; before?: string } = {}): void {
  for (const at of ['/index.html', '/next.html']) {
    const mine = at === '/index.html' ? parts : {}
    shop.write(at, pageOf({ before: mine.before ?? '', head: WATCH + (mine.head ?? '') + TAGS, body: BUTTONS + (mine.body ?? '') }))
  }
}

const shown = (page: Page) => page.run(() => (window as never as { frames_: number }).frames_)
/** Texts that are kept for the next page. */
const early = (page: Page) => page.run(() => localStorage.getItem('portcullis.early') ?? /portcullis\.early=([^;]*)/.exec(document.cookie)?.[1] ?? null)
const receipts = (page: Page) =>
  waitFor('a receipt', async () => {
    const kept = await page.run(() => (localStorage.getItem('portcullis:history') ?? '').split('\n').filter(Boolean).map((line) => JSON.parse(line) as Receipt))
    return kept.length > 0 ? kept : null
  })

/** The next page, with everything there: nobody is asked, not for a frame. */
async function goOn(page: Page, late?: { remove(): void }): Promise<void> {
  await page.go('/next.html')
  // Not before the page is left: it would make the choice itself.
  late?.remove()
  await page.ready()
  await page.settle()
}

async function notAsked(page: Page): Promise<void> {
  assert.equal(await shown(page), 0, 'no frame had a banner')
  assert.deepEqual(await page.told('ask'), [])
}

for (const [what, files, rule] of LATE) {
  for (const action of ['reject-all', 'accept-all'] as const) {
    test(`${what}: ${action} is seen in the click, and who goes on at once has chosen`, async (page) => {
      // Before the tag, for afterwards the page hears nothing of it; in the task after the click, before any frame.
      const look = `<script>{
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => (window.left = [!!document.querySelector('portcullis-banner').shadowRoot.querySelector('.banner')?.checkVisibility({ opacityProperty: true }), localStorage['portcullis.early'] > ''])
        addEventListener('click', () => port2.postMessage(0), true)
      }</script>`
      write({ before: look })
      const late = shop.server.rule(files, rule)
      await page.go()
      const button = await page.bannerButton(action)
      const before = Date.now()
      await button.click()
      assert.deepEqual(await waitFor('the task after the click', () => page.run(() => (window as never as { left?: boolean[] }).left ?? null)), [false, true])
      const after = Date.now()
      await page.settle()
      assert.equal(await page.asks(), false, 'nor does it come back')
      assert.deepEqual(page.collected(), [], 'nothing runs on this page')
      if ('status' in rule) {
        await page.ready()
        late.remove()
      }
      await goOn(page, late)
      await notAsked(page)
      const record = (await page.run(() => window.portcullis.record()))!
      assert.deepEqual([record.method, record.gesture, record.sequence], [action, true, 1])
      assert.ok(record.time >= before - 1000 && record.time <= after, 'the time is that of the click')
      if (action === 'accept-all') await waitFor('the tags', () => page.collected().length === 2)
      else assert.deepEqual(page.collected(), [])
      const [receipt, ...more] = await receipts(page)
      assert.deepEqual([receipt!.method, receipt!.layer, receipt!.record.id, more.length], [action, 'banner', record.id, 0])
      assert.equal(await early(page), null, 'what was kept is gone')
      await page.reload()
      await notAsked(page)
      assert.equal((await page.run(() => window.portcullis.record()))?.id, record.id)
    })
  }
}

for (const action of ['reject-all', 'accept-all'] as const) {
  test(`${action}: the same page makes the choice once the gate is there, with the time of the click and the words that were read`, async (page) => {
    write({ head: '<script>const now = Date.now; window.late = 0; Date.now = () => now() + window.late</script>' })
    const late = shop.server.rule(/\/gate\.wasm$/, { hold: true })
    await page.go()
    await page.untilAsked()
    const words = await page.label(action)
    await page.run((name) => {
      const root = document.querySelector('portcullis-banner')!.shadowRoot!
      ;(window as never as { other: HTMLElement }).other = root.querySelector<HTMLElement>(`.banner [data-action=${name}]`)!
    }, action === 'accept-all' ? 'reject-all' : 'accept-all')
    await (await page.bannerButton(action)).click()
    const clicked = Date.now()
    await page.run(() => {
      ;(window as never as { other: HTMLElement }).other.click()
      ;(window as never as { late: number }).late = 60_000
    })
    late.release()
    const choice = await waitFor('the choice', async () => (await page.told('choice'))[0])
    assert.equal((choice.detail as { method: string }).method, action)
    await page.ready()
    await page.settle()
    assert.equal((await page.told('choice')).length, 1, 'a second answer is not taken')
    const record = (await page.run(() => window.portcullis.record()))!
    assert.ok(Math.abs(record.time - clicked) < 5000, `${record.time} ${clicked}`)
    const [receipt, ...more] = await receipts(page)
    assert.deepEqual([receipt!.layer, more.length], ['banner', 0])
    const texts = await page.run(() => JSON.parse(localStorage.getItem('portcullis:texts')!) as Record<string, string>)
    assert.ok(texts[receipt!.wordsHash!]!.includes(words))
    assert.deepEqual(page.collected().length, action === 'accept-all' ? 2 : 0)
    assert.equal(await early(page), null)
    assert.equal((await page.told('ask')).length, 1)
  })
}

for (const [action, runs] of [['reject-all', 0], ['accept-all', 2], ['us-opt-out', 0], ['withdraw', 0]] as const) {
  test(`a button of the page, ${action}: the choice is kept as well, though the gate never comes`, async (page) => {
    write()
    const never = shop.server.rule(/\/gate\.(wasm|twin\.js)$/, { status: 404 })
    await page.go()
    await page.untilAsked()
    // One that opts out is shown where that is the law; it refuses, so that a click by script counts as well.
    if (action === 'us-opt-out') await page.run((id) => document.getElementById(id)!.click(), action)
    else await page.driver.findElement({ id: action }).click()
    await page.untilNotAsked()
    await page.ready()
    never.remove()
    await goOn(page)
    await notAsked(page)
    const record = (await page.run(() => window.portcullis.record()))!
    assert.deepEqual([record.method, record.gesture, (await receipts(page))[0]!.layer], [action, action !== 'us-opt-out', 'page'])
    await waitFor('the tags', () => page.collected().length === runs)
  })
}

test('the page refuses for a visitor who had accepted, before anything of ours is there: nothing is released on that page', async (page) => {
  write()
  await page.visit()
  await page.choose('accept-all')
  await waitFor('the tags', () => page.collected().length === 2)
  shop.server.clearRequests()
  shop.write('/next.html', pageOf({ head: `<script>portcullis.rejectAll().then(({ record }) => (window.outcome = record.method))</script>${TAGS}` }))
  await page.visit('/next.html')
  await waitFor('the outcome', () => page.run(() => (window as never as { outcome?: string }).outcome ?? null))
  await page.settle()
  assert.deepEqual(page.collected(), [])
  assert.deepEqual(await page.run(() => window.portcullis.history().map(({ method }) => method)), ['api', 'accept-all'])
})

test('a page that has been left already when the gate comes: record and receipt are written, though it has no turn more', async (page) => {
  write({ head: `<script>window.leave = () => { Object.defineProperty(Document.prototype, "hidden", { get: () => true })
    for (const name of ["requestAnimationFrame", "setTimeout"]) { const own = window[name]; window[name] = (...given) => (localStorage.portcullis ? 0 : own(...given)) } }</script>` })
  const late = shop.server.rule(/\/portcullis\.runtime\.js$/, { hold: true })
  await page.go()
  await (await page.bannerButton('reject-all')).click()
  await page.run(() => (window as never as { leave(): void }).leave())
  late.release()
  await waitFor('the record', async () => (await page.stored()).local)
  assert.equal((await receipts(page))[0]!.layer, 'banner')
  assert.deepEqual(await page.cookies(), ['portcullis'])
})

test('who withdrew while the gate was missing has withdrawn on the next page, and nothing of it runs', async (page) => {
  write()
  await page.visit()
  await page.choose('accept-all')
  await waitFor('the tags', () => page.collected().length === 2)
  shop.server.clearRequests()
  const never = shop.server.rule(/\/gate\.(wasm|twin\.js)$/, { status: 404 })
  await page.visit('/next.html')
  const said = await page.run(() => window.portcullis.withdraw().then(() => '', (error: Error) => error.message))
  assert.match(said, /could not start/)
  await page.ready()
  never.remove()
  await goOn(page)
  assert.deepEqual(page.collected(), [])
  assert.equal((await page.run(() => window.portcullis.record()))?.method, 'withdraw')
})

test('what the page chooses by code is kept in order, and the next page makes each', async (page) => {
  write()
  const late = shop.server.rule(/\/gate\.wasm$/, { hold: true })
  await page.go()
  await page.untilAsked()
  await page.run(() => {
    void window.portcullis.acceptAll()
    void window.portcullis.save({ remarketing: false, 'service:counter': true })
  })
  await page.untilNotAsked()
  await goOn(page, late)
  await notAsked(page)
  assert.deepEqual(await page.run(() => window.portcullis.choices()), { necessary: true, analytics: true, remarketing: false })
  const made = await waitFor('both receipts', async () => {
    const history = await page.run(() => window.portcullis.history().map(({ method, sequence }) => [method, sequence]))
    return history.length > 1 ? history : null
  })
  assert.deepEqual(made, [['api', 2], ['api', 1]])
  await waitFor('the tag', () => page.collected().length > 0)
  assert.deepEqual(page.collected(), ['analytics'])
})

test('a name that the policy does not declare saves nothing, however early it comes', async (page) => {
  write({ head: `<script>portcullis.save({ analytics: true, advertising: false }).catch(({ message }) => (window.reason = message))</script>` })
  await page.visit()
  assert.match(await waitFor('the reason', () => page.run(() => (window as never as { reason?: string }).reason ?? null)), /advertising/)
  await page.untilAsked()
  assert.deepEqual(await page.kept(), [])
  assert.deepEqual(page.collected(), [])
})

for (const [what, before] of [
  ['localStorage throws', `for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(window, name, { get() { throw new DOMException('refused', 'SecurityError') } })`],
  ['localStorage is full', `Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }`],
] as const) {
  test(`${what}: a cookie keeps the choice for the next page`, async (page) => {
    write({ before: `<script>${before}</script>` })
    const late = shop.server.rule(/\/gate\.wasm$/, { hold: true })
    await page.go()
    await (await page.bannerButton('reject-all')).click()
    assert.deepEqual(await page.cookies(), ['portcullis.early'])
    await goOn(page, late)
    await notAsked(page)
    assert.equal((await page.run(() => window.portcullis.record()))?.method, 'reject-all')
    assert.deepEqual(await page.cookies(), ['portcullis'])
  })
}

test('where both stores are refused the choice is of this page: it is made when the gate comes, and the next page asks', async (page) => {
  const refused = `<script>
    Object.defineProperty(Document.prototype, 'cookie', { get: () => '', set() {} })
    for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(window, name, { get() { throw new DOMException('refused', 'SecurityError') } })
  </script>`
  write({ before: refused })
  const late = shop.server.rule(/\/gate\.wasm$/, { hold: true })
  await page.go()
  await (await page.bannerButton('accept-all')).click()
  late.release()
  await waitFor('the tags', () => page.collected().length === 2)
  const choice = await waitFor('the choice to settle', async () => (await page.told('choice'))[0])
  assert.equal(choice.detail.saved, 'memory')
  await page.visit('/next.html')
  await page.untilAsked()
})

for (const [what, change] of [
  ['the policy', () => shop.server.rule(/\/policy\.json$/, { body: POLICY.replace('Counting.', 'Counting, and selling what was counted.') })],
  ['the region', () => shop.write('/next.html', pageOf({ tag: 'data-policy="/policy.json" data-region="DE"', head: WATCH + TAGS }))],
] as const) {
  for (const action of ['reject-all', 'accept-all'] as const) {
    test(`${action}, and ${what} is another one on the next page: ${action === 'reject-all' ? 'the refusal holds' : 'an acceptance is of what was read, so it is asked for anew'}`, async (page) => {
      write()
      const late = shop.server.rule(/\/gate\.wasm$/, { hold: true })
      await page.go()
      await (await page.bannerButton(action)).click()
      change()
      await goOn(page, late)
      if (action === 'accept-all') await page.untilAsked()
      await page.settle()
      assert.deepEqual(page.collected(), [])
      assert.equal(await early(page), null)
      assert.equal((await page.run(() => window.portcullis.record()))?.method, action === 'reject-all' ? action : undefined)
      if (action === 'reject-all') await notAsked(page)
    })
  }
}

for (const [action, holds] of [['reject-all', true], ['accept-all', false]] as const) {
  test(`${action} of two days ago ${holds ? 'holds, as old as it is' : 'is asked for anew'}`, async (page) => {
    write({ head: '<script>const now = Date.now; Date.now = () => now() - 2 * 86_400_000</script>' })
    const late = shop.server.rule(/\/gate\.wasm$/, { hold: true })
    await page.go()
    await (await page.bannerButton(action)).click()
    await goOn(page, late)
    if (!holds) await page.untilAsked()
    await page.settle()
    assert.equal(await page.asks(), !holds)
    const record = await page.run(() => window.portcullis.record())
    assert.equal(record?.method, holds ? action : undefined)
    if (record) assert.ok(Date.now() - record.time > 86_400_000)
    assert.deepEqual(page.collected(), [])
  })
}

for (const [first, second] of [['accept-all', 'reject-all'], ['reject-all', 'accept-all']] as const) {
  test(`${first} is kept, then another tab chooses ${second}: the later word counts`, async (page) => {
    write()
    const never = shop.server.rule(/\/gate\.(wasm|twin\.js)$/, { status: 404 })
    await page.go()
    await (await page.bannerButton(first)).click()
    await page.ready()
    never.remove()
    const kept = (await early(page))!
    // A tab that knows nothing of it, a moment later by the clock.
    const before = `<script>localStorage.removeItem('portcullis.early'); const now = Date.now; Date.now = () => now() + 5000</script>`
    shop.write('/other.html', pageOf({ before }))
    const tab = await page.openTab('/other.html')
    await tab.choose(second)
    await tab.run((text) => localStorage.setItem('portcullis.early', text), kept)
    await tab.close()
    await goOn(page)
    await page.settle()
    assert.equal((await page.run(() => window.portcullis.record()))?.method, second)
    assert.equal(await page.asks(), false)
    assert.equal(await page.run(() => window.portcullis.history().length), 1)
    if (second === 'accept-all') await waitFor('the tags', () => page.collected().length === 2)
    else assert.deepEqual(page.collected(), [])
  })
}

test('a page with a banner whose gate is late follows another tab that chose meanwhile', async (page) => {
  write()
  // The other tab would wait for the same file, so here it is the twin that is late.
  const missing = shop.server.rule(/\/gate\.wasm$/, { status: 404 })
  const late = shop.server.rule(/\/gate\.twin\.js$/, { hold: true })
  await page.go()
  await page.untilAsked()
  await waitFor('its gate', () => page.requests('/portcullis/gate.twin.js').length === 1)
  missing.remove()
  const tab = await page.openTab('/next.html')
  await tab.choose('reject-all')
  await page.front()
  late.release()
  await page.ready()
  await page.untilNotAsked()
  assert.equal((await page.run(() => window.portcullis.record()))?.method, 'reject-all')
})

for (const text of ['x', '|', '|0.5/1/accept-all/accept-all/1/0/', '0.5/9999999999999/accept-all/accept-all/1/0/7/', 'a\0b\nc', '|////////', '{"method":"accept-all"}', '1.'.padEnd(80, 'A'), '0'.repeat(5000)]) {
  test(`a text that is no choice means nothing: ${JSON.stringify(text.slice(0, 50))}`, async (page) => {
    write({ before: `<script>localStorage.setItem('portcullis.early', ${JSON.stringify(text)})</script>` })
    await page.visit()
    await page.untilAsked()
    await page.settle()
    assert.deepEqual(page.collected(), [])
    assert.equal(await page.run(() => window.portcullis.record()), null)
    assert.deepEqual(await page.kept(), [])
    assert.deepEqual((await page.heard()).uncaught, [])
    assert.deepEqual(await page.said(), [])
  })
}

test('nothing is stored before a choice, however late the gate is', async (page) => {
  write()
  const late = shop.server.rule(/\/gate\.wasm$/, { hold: true })
  await page.go()
  await page.untilAsked()
  await page.run(() => (window.portcullis.ask(), window.portcullis.hide(), window.portcullis.open(), undefined))
  await page.settle()
  assert.deepEqual(await page.kept(), [])
  late.release()
  await page.ready()
})

for (const action of ['reject-all', 'accept-all'] as const) {
  test(`under a policy that turns out to have mistakes ${action} is kept nowhere, and refusal alone is offered`, async (page) => {
    write()
    shop.server.rule(/\/policy\.json$/, { body: POLICY.replace('"vendor"', '"vendro"') })
    const late = shop.server.rule(/\/gate\.wasm$/, { hold: true })
    await page.go()
    await (await page.bannerButton(action)).click()
    await page.untilNotAsked()
    late.release()
    await page.ready()
    await page.settle()
    assert.deepEqual(await page.kept(), [])
    assert.deepEqual(page.collected(), [])
    const offered = await page.run(() => [...(document.querySelector('portcullis-banner')?.shadowRoot?.querySelectorAll('.banner button') ?? [])].map((button) => (button as HTMLElement).dataset.action))
    assert.deepEqual(offered, action === 'accept-all' ? ['reject-all'] : [])
  })
}

for (const [layer, action] of [['banner', 'accept-all'], ['banner', 'reject-all'], ['panel', 'save']] as const) {
  test(`${layer}, ${action}: everything is there, and the page is gone before its frame, unheard: the next page has the choice`, async (page) => {
    // No frame comes, nor a timer in its place, and our own listeners hear nothing of the end.
    const gone = `requestAnimationFrame = () => 0; const wait = setTimeout; setTimeout = (task, length, ...rest) => (length === 200 ? 0 : wait(task, length, ...rest))
      for (const name of ['pagehide', 'visibilitychange']) addEventListener(name, (event) => event.stopImmediatePropagation(), true)`
    write({ head: `<script>window.cut = () => { ${gone} }</script>`, before: `<script>for (const name of ['pagehide', 'visibilitychange']) addEventListener(name, (event) => window.deaf && event.stopImmediatePropagation(), true)</script>` })
    await page.visit()
    if (layer === 'panel') {
      await page.openPanel()
      await (await page.toggle('analytics')).click()
    } else await page.untilAsked()
    const button = layer === 'panel' ? await page.panelButton('save') : await page.bannerButton(action as 'accept-all')
    await page.run(() => {
      ;(window as never as { deaf: boolean }).deaf = true
      ;(window as never as { cut(): void }).cut()
    })
    await button.click()
    assert.ok(await early(page))
    assert.equal((await page.stored()).local, null)
    await goOn(page)
    await notAsked(page)
    const record = (await page.run(() => window.portcullis.record()))!
    assert.deepEqual([record.method, record.gesture, record.sequence], [action, true, 1])
    assert.equal((await receipts(page))[0]!.layer, layer)
    if (action !== 'reject-all') await waitFor('what was granted', () => page.collected().length > 0)
    assert.deepEqual(page.collected().sort(), { 'accept-all': ['analytics', 'remarketing'], 'reject-all': [], save: ['analytics'] }[action])
  })
}
