/** The IAB's `__gpp` and `__uspapi`, as an advertising script meets them. */
import assert from 'node:assert/strict'
import { TAG, pageOf } from '../harness/document'
import type { Page } from '../harness/page'
import { openShop } from '../harness/shop'
import { waitFor } from '../harness/wait'

const shop = openShop(import.meta.url)
const { test } = shop

/** The stub of docs/platforms/gpp.md, and a script that listens from the first moment. */
const EARLY = `<script>
  window.__gpp = function () { (__gpp.queue = __gpp.queue || []).push(arguments) }
  window.events = []
  __gpp('addEventListener', ({ eventName, data, listenerId, pingData }) => events.push([eventName, data, pingData.signalStatus, listenerId]))
</script>`

const write = (region: string, before = '') => shop.write('/index.html', pageOf({ tag: `${TAG} data-region="${region}"`, before: before + EARLY }))

type Gpp = (command: string, callback: (data: any, success: boolean) => void, parameter?: unknown) => void

const ask = (page: Page, command: string, parameter?: unknown): Promise<[any, boolean]> =>
  page.run((command, parameter) => new Promise((done) => (window as never as { __gpp: Gpp }).__gpp(command, (data, success) => done([data, success] as never), parameter)), command, parameter) as never
const events = (page: Page) => page.run(() => (window as never as { events: [string, unknown, string, number][] }).events)
const usp = (page: Page) => page.run(() => new Promise((done) => (window as never as { __uspapi: any }).__uspapi('getUSPData', 1, (data: { uspString: string }) => done(data.uspString))))
const loaded = (page: Page) => waitFor('__gpp', async () => (await events(page)).some(([, data]) => data === 'ready' || data === 'visible'))

const IN = 'DBABrw~CVQqAAAAAACA.QA~BUoAAACA.QA'
const OUT = 'DBABrw~CVQVAAAAAACA.QA~BUUAAACA.QA'

test('calls made before are answered, and the page that starts is told in order', async (page) => {
  write('US-CA')
  await page.visit()
  await loaded(page)
  assert.deepEqual(await events(page), [
    ['listenerRegistered', true, 'not ready', 1],
    ['cmpStatus', 'loaded', 'not ready', 1],
    ['signalStatus', 'ready', 'ready', 1],
  ])
  const [ping] = await ask(page, 'ping')
  const { parsedSections, ...rest } = ping
  assert.deepEqual(rest, {
    gppVersion: '1.1',
    cmpStatus: 'loaded',
    cmpDisplayStatus: 'hidden',
    signalStatus: 'ready',
    supportedAPIs: ['7:usnat', '8:usca'],
    cmpId: 1,
    sectionList: [7, 8],
    applicableSections: [7, 8],
    gppString: IN,
  })
  assert.equal(parsedSections.usnat[0].SaleOptOut, 2)
  assert.deepEqual(await ask(page, 'hasSection', 'usnat'), [true, true])
  assert.deepEqual(await ask(page, 'hasSection', 'usva'), [false, true])
  assert.deepEqual((await ask(page, 'getSection', 'usca'))[0][1], { SubsectionType: 1, Gpc: false })
  assert.deepEqual(await ask(page, 'getField', 'usnat.SaleOptOut'), [2, true])
  assert.deepEqual(await ask(page, 'getField', 'usnat.Nothing'), [null, false])
  assert.deepEqual(await ask(page, 'getSection', 'usva'), [null, false])
  assert.deepEqual(await ask(page, 'nonsense'), [null, false])
  assert.equal(await usp(page), '1YNN')
})

test('an opt-out changes the sections, and is told once', async (page) => {
  write('US')
  await page.visit()
  await loaded(page)
  const before = (await events(page)).length
  await page.settled(() => page.run(() => window.portcullis.rejectAll()))
  await page.settle()
  assert.deepEqual((await events(page)).slice(before).map(([name, data]) => [name, data]), [
    ['sectionChange', 'usnat'],
    ['sectionChange', 'usca'],
  ])
  assert.equal((await ask(page, 'ping'))[0].gppString, OUT)
  assert.equal(await usp(page), '1YYN')
  assert.deepEqual(await ask(page, 'removeEventListener', 1).then(([{ eventName, data }, success]) => [eventName, data, success]), ['listenerRemoved', true, true])
  await page.settled(() => page.run(() => window.portcullis.acceptAll()))
  await page.settle()
  assert.equal((await events(page)).length, before + 2)
})

test('while the visitor is asked, the signal is not ready', async (page) => {
  write('JP')
  await page.visit()
  await page.untilAsked()
  await loaded(page)
  const now = async () => (await ask(page, 'ping'))[0]
  assert.deepEqual([(await now()).signalStatus, (await now()).cmpDisplayStatus], ['not ready', 'visible'])
  await page.choose('accept-all')
  await page.settle()
  assert.deepEqual((await events(page)).slice(-2).map(([name, data]) => [name, data]), [['cmpDisplayStatus', 'hidden'], ['signalStatus', 'ready']])
  assert.deepEqual([(await now()).gppString, (await now()).applicableSections, await usp(page)], ['DBAA', [-1], '1---'], 'no section is for Japan')
})

/** What the reference library tells its listeners of the same: each event with the ping as it is then. */
async function oracle(act: (cmp: any, choose: (out: boolean) => void) => void): Promise<unknown[]> {
  // It answers through the window, and takes what a stub had kept from there.
  const { window: before } = globalThis as { window?: unknown }
  const page: { __gpp?: any } = {}
  Object.assign(globalThis, { window: page })
  try {
    const { CmpApi } = await import('@iabgpp/cmpapi')
    page.__gpp = () => []
    const cmp = new CmpApi(1, 1)
    cmp.setSupportedAPIs(['7:usnat', '8:usca'])
    const choose = (out: boolean) => cmp.setGppString(out ? OUT : IN)
    const heard: unknown[] = []
    cmp.setApplicableSections([7, 8])
    choose(false)
    page.__gpp('addEventListener', (event: never) => heard.push(told(event)))
    act(cmp, choose)
    return heard
  } finally {
    Object.assign(globalThis, { window: before })
  }
}

/** An event without what differs: the number of the listener, and sections taken apart. */
function told({ eventName, data, pingData }: { eventName: string; data: unknown; pingData: any }): unknown {
  const { parsedSections: _, ...ping } = { ...pingData }
  return [eventName, data, ping]
}

test('the panel makes the signal not ready while it is open, event by event as with the reference library', async (page) => {
  shop.write('/index.html', pageOf({ tag: `${TAG} data-region="US-CA"`, before: EARLY.replace('events.push([eventName, data, pingData.signalStatus, listenerId])', 'events.push({ eventName, data, pingData })').replace('listenerId, ', '') }))
  await page.visit()
  const heard = async () => ((await events(page)) as never as Parameters<typeof told>[0][]).map(told)
  const last = async (count: number) => waitFor(`${count} events`, async () => (await heard()).length === count)
  await last(3)
  await page.openPanel()
  await last(5)
  await page.run(() => window.portcullis.close())
  await last(7)
  await page.openPanel()
  await (await page.toggle('ads')).click()
  await page.settled(async () => (await page.panelButton('save')).click())
  await page.settle()
  const library = await oracle((cmp, choose) => {
    cmp.setCmpStatus('loaded')
    cmp.setSignalStatus('ready')
    for (const saves of [false, true]) {
      cmp.setSignalStatus('not ready')
      cmp.setCmpDisplayStatus('visible')
      // A refusal is in the string from the moment it is made.
      if (saves) choose(true)
      cmp.setCmpDisplayStatus('hidden')
      if (saves) for (const section of ['usnat', 'usca']) cmp.fireSectionChange(section)
      cmp.setSignalStatus('ready')
    }
  })
  // What a listener hears as it registers was answered before, by our queue and not by the library.
  assert.deepEqual((await heard()).slice(1), library.slice(1))
})

test('a panel that cannot be had leaves the signal as it was', async (page) => {
  write('US')
  shop.server.rule(/panel\.(js|wasm|twin\.js)$/, { status: 404 })
  await page.visit()
  await loaded(page)
  const before = (await events(page)).length
  await page.run(() => window.portcullis.open())
  await waitFor('the signal', async () => (await events(page)).length >= before + 4)
  assert.deepEqual((await events(page)).slice(before).map(([, data]) => data), ['not ready', 'visible', 'hidden', 'ready'])
})

test('an answer in another tab ends the asking here, whatever it was', async (page) => {
  write('JP')
  await page.visit()
  await page.untilAsked()
  await loaded(page)
  const other = await page.openTab()
  await other.untilAsked()
  await other.settled(() => other.run(() => window.portcullis.save({ analytics: true, ads: true })))
  await waitFor('the signal', async () => (await ask(page, 'ping'))[0].signalStatus === 'ready')
  assert.deepEqual((await events(page)).slice(-2).map(([name, data]) => [name, data]), [['cmpDisplayStatus', 'hidden'], ['signalStatus', 'ready']])
})

test('a privacy signal is in the strings', async (page) => {
  write('US', '<script>Object.defineProperty(navigator, "globalPrivacyControl", { value: true })</script>')
  await page.visit()
  await loaded(page)
  assert.equal((await ask(page, 'ping'))[0].gppString, 'DBABrw~CVQVAAAAAACA.YA~BUUAAACA.YA')
  assert.deepEqual(await ask(page, 'getField', 'usca.Gpc'), [true, true])
})

test('frames are answered by message', async (page) => {
  write('US')
  await page.visit()
  await loaded(page)
  const answers = await page.run(async () => {
    const frame = document.createElement('iframe')
    frame.srcdoc = `<script>
      const found = ['__gppLocator', '__uspapiLocator'].map((name) => !!parent.frames[name])
      addEventListener('message', ({ data }) => parent.postMessage({ seen: data, found }, '*'))
      parent.postMessage({ __gppCall: { command: 'hasSection', parameter: 'usnat', callId: 7 } }, '*')
      parent.postMessage(JSON.stringify({ __uspapiCall: { command: 'getUSPData', version: 1, callId: 'b' } }), '*')
    </scr` + 'ipt>'
    const answers: unknown[] = []
    const both = new Promise((done) => addEventListener('message', ({ data }) => data.seen && answers.push(data) === 2 && done(0)))
    document.body.append(frame)
    await both
    return answers
  })
  assert.deepEqual(answers, [
    { seen: { __gppReturn: { returnValue: true, success: true, callId: 7 } }, found: [true, true] },
    { seen: JSON.stringify({ __uspapiReturn: { returnValue: { version: 1, uspString: '1YNN' }, success: true, callId: 'b' } }), found: [true, true] },
  ])
})

test('without it in the policy there is no such interface', async (page) => {
  shop.server.rule('/policy.json', { body: '{"purposes":[{"id":"ads","signals":["ad_storage"]}]}', headers: { 'Content-Type': 'application/json' } })
  shop.write('/index.html', pageOf({ tag: `${TAG} data-region="US"` }))
  await page.visit()
  await page.settle()
  assert.deepEqual(await page.run(() => ['__gpp' in window, '__uspapi' in window]), [false, false])
  assert.deepEqual(page.requests('/portcullis/portcullis.gpp.js'), [])
})
