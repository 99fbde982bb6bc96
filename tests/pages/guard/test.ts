/** `data-guard`: known trackers without any attribute are held, and run when their service may. */
import assert from 'node:assert/strict'
import { pageOf } from '../harness/document'
import type { Page } from '../harness/page'
import { openShop } from '../harness/shop'
import { waitFor } from '../harness/wait'

const shop = openShop(import.meta.url)
const { test } = shop

const CORS = { 'Access-Control-Allow-Origin': '*' }
/** What reached a tracker's host by now. */
const seen = (host = 'counter.localhost') => shop.server.requests(/./).filter(({ headers }) => String(headers.host).startsWith(host)).map(({ path }) => path)

function write(body: string, guard = 'data-guard="known"', head = ''): void {
  shop.server.rule('/tracker.js', { body: "ran.push('tracker'); fetch('/collect/ran')", headers: { ...CORS, 'Content-Type': 'text/javascript' } })
  shop.server.rule(/^\/hit-/, { body: 'ok', headers: CORS })
  const set = `<script>window.ran = []; window.at = ${JSON.stringify(shop.server.originOf('counter.localhost'))}</script>`
  shop.write('/index.html', pageOf({ tag: `data-policy="/policy.json" ${guard}`, head: set + head, body }))
}

const ran = (page: Page) => page.run(() => (window as never as { ran: string[] }).ran)
const tag = () => `<script src="${shop.server.originOf('counter.localhost')}/tracker.js"></script>`
const accept = (page: Page) => page.settled(() => page.run(() => window.portcullis.save({ analytics: true })))
const OWN = 'data-guard="counter.localhost"'

test("a tracker in the page's HTML does not run, and runs when its service may", async (page) => {
  write(`<b id="before"></b>${tag()}<script>ran.push('own')</script>`, OWN)
  await page.visit()
  await page.settle()
  assert.deepEqual([await ran(page), page.collected()], [['own'], []])
  await accept(page)
  await waitFor('the tracker', async () => (await ran(page)).length === 2)
})

test('a tracker that a loader makes does not run and is not asked for, whatever the loader sets when', async (page) => {
  write(`<script>
    const made = (act) => { const script = document.createElement('script'); act(script); document.head.append(script) }
    made((script) => (script.src = at + '/tracker.js'))
    made((script) => { script.src = at + '/tracker.js'; script.type = 'text/javascript'; script.async = true })
    made((script) => script.setAttribute('src', at + '/tracker.js'))
  </script>`, OWN)
  await page.visit()
  await page.settle()
  assert.deepEqual([await ran(page), seen()], [[], []])
  await accept(page)
  await waitFor('all three', async () => (await ran(page)).length === 3)
})

test('requests through the usual doors are not sent before, and are after', async (page) => {
  const SEND = `
    const quiet = () => {}
    window.send = () => Promise.all([
      fetch(at + '/hit-fetch').then((r) => r.status), fetch(new Request(at + '/hit-request')).then((r) => r.status),
      navigator.sendBeacon(at + '/hit-beacon', 'x'),
      new Promise((done) => { const x = new XMLHttpRequest(); x.open('GET', at + '/hit-xhr'); x.onloadend = () => done(x.status); x.send() }),
      Object.assign(new Image(), { src: at + '/hit-image' }) && new Image().setAttribute('src', at + '/hit-attribute'),
    ]).then((all) => all.slice(0, 4))`
  write(`<script>${SEND}; window.early = send()</script>`, OWN)
  await page.visit()
  assert.deepEqual(await page.run(() => (window as never as { early: Promise<unknown> }).early), [204, 204, true, 0])
  await page.settle()
  assert.deepEqual(seen(), [])
  await accept(page)
  assert.deepEqual(await page.run(() => (window as never as { send(): Promise<unknown> }).send()), [200, 200, true, 200])
  await waitFor('all of them', () => new Set(seen()).size === 6)
  await page.settled(() => page.run(() => window.portcullis.withdraw()))
  shop.server.clearRequests()
  await page.run(() => (window as never as { send(): Promise<unknown> }).send())
  await page.settle()
  assert.deepEqual(seen(), [])
})

test('hosts of the list and of the policy are guarded, and those alone', async (page) => {
  write(`<script id="ga" src="https://www.google-analytics.com/analytics.js"></script><script id="near" src="/tracker.js?google-analytics.com"></script>`)
  await page.visit()
  const types = await page.run(() => ['ga', 'near'].map((id) => (document.getElementById(id) as HTMLScriptElement).type))
  assert.deepEqual(types, ['text/plain', ''])
  assert.deepEqual(await ran(page), ['tracker'], "the page's own host is none")
  await page.run(() => fetch(`${(window as never as { at: string }).at}/hit-late`))
  await page.settle()
  assert.deepEqual(seen(), [], 'a host that only the policy names')
})

test('a host that no service has is held for good, and named', async (page) => {
  write('<script src="https://connect.facebook.net/en_US/fbevents.js"></script>')
  await page.visit()
  await page.settled(() => page.run(() => window.portcullis.acceptAll()))
  const [error] = await page.told('error')
  assert.equal(error!.detail.code, 'guarded')
  assert.match(String(error!.detail.message), /connect\.facebook\.net/)
})

test('what carries our attribute is the gate\'s: consent is enough', async (page) => {
  shop.server.rule('/other.js', { body: "ran.push('other')", headers: { ...CORS, 'Content-Type': 'text/javascript' } })
  write(`<script type="text/plain" data-consent="remarketing" src="${shop.server.originOf('other.localhost')}/other.js"></script>`, 'data-guard="other.localhost"')
  await page.visit()
  await page.settled(() => page.run(() => window.portcullis.acceptAll()))
  await waitFor('the script', async () => (await ran(page)).includes('other'))
})

const file = (page: Page) => page.requests('/portcullis/portcullis.guard.js').length

test('its file may stand above the tag: then nothing is written, and it holds the same', async (page) => {
  shop.server.rule('/tracker.js', { body: "ran.push('tracker')", headers: { ...CORS, 'Content-Type': 'text/javascript' } })
  const COUNT = '<script>window.ran = []; window.writes = 0; const own = document.write; document.write = (...texts) => { writes += 1; own.apply(document, texts) }</script>'
  shop.write('/index.html', pageOf({ before: `${COUNT}<script src="/portcullis/portcullis.guard.js"></script>`, tag: `data-policy="/policy.json" ${OWN}`, body: tag() }))
  await page.visit()
  await page.settle()
  assert.deepEqual([await ran(page), await page.run(() => (window as never as { writes: number }).writes), file(page)], [[], 0, 1])
  await accept(page)
  await waitFor('the tracker', async () => (await ran(page)).length === 1)
})

test('where its file is written it may stand behind the tag once more: it begins once', async (page) => {
  write(`<script src="/portcullis/portcullis.guard.js"></script>${tag()}`, OWN)
  await page.visit()
  await page.settle()
  assert.deepEqual([await ran(page), await page.said()], [[], []])
  await accept(page)
  await waitFor('the tracker', async () => (await ran(page)).length === 1)
})

test('a file that is missing is said, with what to do; all else works', async (page) => {
  shop.server.rule('/portcullis/portcullis.guard.js', { status: 404 })
  write('', OWN)
  await page.visit()
  await page.untilAsked()
  await waitFor('the message', async () => (await page.said()).length > 0)
  assert.match((await page.said()).join(), /came too late or not at all.*<script src="[^"]+portcullis\.guard\.js"><\/script> above the tag/)
  await page.choose('reject-all')
})

test('behind a tag that the parser did not wait for it comes late, holds what comes after, and says so', async (page) => {
  shop.server.rule(/^\/hit-/, { body: 'ok', headers: CORS })
  const start = `<script>
    window.at = ${JSON.stringify(shop.server.originOf('counter.localhost'))}
    addEventListener('load', () => {
      const script = document.createElement('script')
      for (const [name, value] of [['src', '/portcullis/portcullis.js'], ['data-policy', '/policy.json'], ['data-guard', 'counter.localhost']]) script.setAttribute(name, value)
      document.head.append(script)
    })
  </script>`
  shop.write('/index.html', `<!doctype html><html lang="en"><head><title>A page</title>${start}</head><body><h1>Mops</h1></body></html>`)
  await page.go()
  await waitFor('the guard', () => page.run(() => 'portcullis' in window && fetch((window as never as { at: string }).at + '/hit-late').then(({ status }) => status === 204)))
  assert.match((await page.said()).join(), /came too late/)
})

test("without the attribute, or with off, nothing of the page's is touched", async (page) => {
  for (const guard of ['', 'data-guard="off"']) {
    write(tag(), guard, '<script>window.natives = [fetch, XMLHttpRequest.prototype.send, navigator.sendBeacon].every((f) => /native code/.test(f))</script>')
    await page.visit()
    assert.equal(await page.run(() => (window as never as { natives: boolean }).natives), true)
    await waitFor('the tracker', async () => (await ran(page)).length === 1)
    assert.equal(file(page), 0)
  }
})
