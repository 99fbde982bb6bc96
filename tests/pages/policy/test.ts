/** A policy that cannot be used, and markup that does not fit it: nothing optional runs, and what to do is said once. */
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { pageOf, reporter } from '../harness/document'
import type { Page } from '../harness/page'
import { openShop } from '../harness/shop'
import { waitFor } from '../harness/wait'

const shop = openShop(import.meta.url)
const { test } = shop

const good = await readFile(new URL('policy.json', import.meta.url), 'utf8')
const changed = (change: (policy: any) => void): string => {
  const policy = JSON.parse(good)
  change(policy)
  return JSON.stringify(policy)
}

/** Serves this text as the policy. */
function serve(body: string): void {
  shop.server.rule('/policy.json', { body, headers: { 'Content-Type': 'application/json' } })
}

/** What the controls of the banner do; nothing where there is none. */
const controls = (page: Page) =>
  page.run(() => {
    const root = document.querySelector('portcullis-banner')?.shadowRoot
    return [...(root?.querySelectorAll<HTMLElement>('[data-action]') ?? [])].map(({ dataset }) => dataset.action)
  })

async function denies(page: Page, ...said: RegExp[]): Promise<void> {
  await page.visit()
  await nothingRuns(page, ...said)
  assert.deepEqual(await controls(page), [])
}

/** Nothing runs, and what the banner offers is refusal. */
async function offersRefusal(page: Page, ...said: RegExp[]): Promise<void> {
  await page.visit()
  await waitFor('the banner to offer refusal alone', async () => (await controls(page)).join() === 'reject-all')
  await nothingRuns(page, ...said)
  assert.deepEqual(await controls(page), ['reject-all'])
  await (await page.bannerButton('reject-all')).click()
  await waitFor('the banner to go', async () => (await controls(page)).length === 0)
  // It holds for this page, and whatever the page does it is not asked for again.
  await page.run(() => {
    window.portcullis.setLanguage('de')
    window.portcullis.ask()
    document.body.replaceWith(document.createElement('body'))
  })
  await page.settle()
  assert.deepEqual(await controls(page), [])
  assert.deepEqual([page.collected(), await page.kept(), await page.told('choice')], [[], [], []])
  assert.equal((await page.said()).length, 1)
}

async function nothingRuns(page: Page, ...said: RegExp[]): Promise<void> {
  await page.run(() => window.portcullis.acceptAll().catch(() => {}))
  await page.settle()
  assert.deepEqual(page.collected(), [])
  assert.deepEqual(await page.kept(), [])
  assert.deepEqual(await page.granted('necessary', 'analytics', '!analytics'), [])
  assert.equal(await page.asks(), false)
  await waitFor('the line', async () => (await page.said()).length > 0)
  const lines = await page.said()
  assert.equal(lines.length, 1, lines.join('\n'))
  for (const part of said) assert.match(lines[0]!, part)
  const errors = await page.told('error')
  assert.deepEqual(errors.map(({ detail }) => detail.code), ['policy'])
  assert.deepEqual((await page.heard()).uncaught, [])
}

const TAGS = reporter('analytics') + reporter('!remarketing', 'not')

for (const [what, body, ...said] of [
  ['broken JSON', '{ "purposes": [', /data-policy/],
  ['a page in its place', '<!doctype html><h1>Hello</h1>', /data-policy/],
  ['a list in its place', '[]', /policy/i, /list/, /object/],
  ['nothing in its place', 'null', /policy/i],
  ['no purposes', '{}', /purposes/],
  ['purposes of another form', changed((p) => (p.purposes = { 0: p.purposes[1] })), /purposes/, /list/],
] as const) {
  test(`a policy with ${what} is not used, and one line says where and why`, async (page) => {
    shop.write('/index.html', pageOf({ head: TAGS }))
    serve(body)
    await denies(page, ...said)
  })
}

for (const [what, body, ...said] of [
  ['a wrong type', changed((p) => (p.purposes[1].required = 'yes')), /purposes\[1\]\.required/, /text/, /true or false/],
  ['a number for a list', changed((p) => (p.purposes[2].services = 7)), /purposes\[2\]\.services/, /number/, /list/],
  ['an unknown key', changed((p) => (p.purposes[1].requierd = true)), /purposes\[1\]\.requierd/, /unknown key/],
  ['a rule that there is not', changed((p) => (p.regimes = [{ regions: ['US'], rule: 'opt-on' }])), /regimes\[0\]\.rule/, /"opt-on"/, /"opt-in"/],
  ['a service that is not declared', changed((p) => p.purposes[1].services.push('nobody')), /purposes\[1\]\.services\[\d\]/, /"nobody"/],
  ['two purposes of one name', changed((p) => (p.purposes[2].id = 'analytics')), /purposes\[2\]\.id/, /"analytics"/, /no other/],
] as const) {
  test(`a policy with ${what} is not used, one line says where and why, and the banner offers refusal`, async (page) => {
    shop.write('/index.html', pageOf({ head: TAGS }))
    serve(body)
    await offersRefusal(page, ...said)
  })
}

const MISTAKEN = changed((p) => (p.purposes[1].requierd = true))
const REST = /\/(portcullis\.runtime\.js|gate\.wasm)$/

/** Goes to a page, in German, under a policy with a mistake; the files that `pattern` names come when they are released. */
async function goWithout(page: Page, pattern: RegExp) {
  shop.write('/index.html', pageOf({ tag: 'data-policy="/policy.json" data-lang="de"', head: TAGS }))
  serve(MISTAKEN)
  const held = shop.server.rule(pattern, { hold: true })
  await page.go()
  return held
}

test('who refuses before the mistake is found is not asked any more', async (page) => {
  const held = await goWithout(page, REST)
  await (await page.bannerButton('reject-all')).click()
  held.release()
  await waitFor('the line', async () => (await page.said()).length === 1)
  await page.settle()
  assert.deepEqual([await controls(page), page.collected(), await page.kept()], [[], [], []])
})

test('who accepts before the mistake is found has agreed to nothing, and can still refuse', async (page) => {
  const held = await goWithout(page, REST)
  await (await page.bannerButton('accept-all')).click()
  held.release()
  await waitFor('the banner to offer refusal alone', async () => (await controls(page)).join() === 'reject-all')
  await page.settle()
  assert.deepEqual([page.collected(), await page.kept(), await page.told('choice')], [[], [], []])
})

test('whose focus is on what goes when the mistake is found has it on refusal', async (page) => {
  const held = await goWithout(page, REST)
  await page.bannerButton('accept-all')
  const focused = () => page.run(() => (document.querySelector('portcullis-banner')!.shadowRoot!.activeElement as HTMLElement | null)?.dataset.action ?? null)
  await page.run(() => document.querySelector('portcullis-banner')!.shadowRoot!.querySelector<HTMLElement>('[data-action=accept-all]')!.focus())
  assert.equal(await focused(), 'accept-all')
  held.release()
  await waitFor('the banner to offer refusal alone', async () => (await controls(page)).join() === 'reject-all')
  assert.equal(await focused(), 'reject-all', 'the focus is not lost with the button')
})

test('where the words come after the mistake is found the banner offers refusal alone, too', async (page) => {
  const held = await goWithout(page, /\/words\/de\.json$/)
  await waitFor('the line', async () => (await page.said()).length === 1)
  assert.deepEqual(await controls(page), [])
  held.release()
  await waitFor('the banner', async () => (await controls(page)).join() === 'reject-all')
})

test('a visitor who had accepted is not treated as if they still had, nor asked under a policy with mistakes', async (page) => {
  shop.write('/index.html', pageOf({ head: reporter('analytics') }))
  serve(good)
  await page.visit()
  await page.choose('accept-all')
  await waitFor('the tag', () => page.collected().length === 1)
  const before = await page.kept()
  serve(MISTAKEN)
  await page.reload()
  await waitFor('the line', async () => (await page.said()).length === 1)
  await page.settle()
  assert.equal(page.collected().length, 1)
  assert.deepEqual(await controls(page), [])
  assert.deepEqual(await page.granted('necessary', 'analytics'), [])
  assert.deepEqual(await page.kept(), before)
})

test('every mistake of a policy is named at once', async (page) => {
  shop.write('/index.html', pageOf({ head: TAGS }))
  serve(changed((p) => Object.assign(p.purposes[1], { default: 1, signal: [] })))
  await offersRefusal(page, /purposes\[1\]\.default/, /purposes\[1\]\.signal\b/)
})

for (const [what, tag, ...said] of [
  ['is not there', 'data-policy="/nowhere.json"', /404/, /nowhere\.json/],
  ['is not named', '', /data-policy/],
  ['is named by an id that is not there', 'data-policy="#nowhere"', /data-policy/],
] as const) {
  test(`a policy that ${what} means that nothing optional runs`, async (page) => {
    shop.write('/index.html', pageOf({ tag, head: TAGS }))
    await denies(page, ...said)
  })
}

test('a policy that is named by an id that is not there is said where the tag comes when the page is parsed, too', async (page) => {
  shop.write('/late.html', `<!doctype html><html lang="en"><body><script>addEventListener('load', () => {
    const tag = document.createElement('script')
    tag.src = '/portcullis/portcullis.js'
    tag.dataset.policy = '#polcy'
    document.body.append(tag)
  })</script></body></html>`)
  await page.go('/late.html')
  await waitFor('the line', async () => (await page.said()).some((line) => line.includes('data-policy="#polcy"')))
})

const INLINE = `<script type="application/json" id="policy">${good}</script>`
for (const [where, parts] of [
  ['before the tag', { before: INLINE }],
  ['after the tag', { head: INLINE }],
  ['at the end of the page', { body: INLINE }],
] as const) {
  test(`an inline policy ${where} is found`, async (page) => {
    shop.write('/index.html', pageOf({ tag: 'data-policy="#policy"', ...parts, ...('body' in parts ? {} : { body: reporter('analytics') }) }))
    await page.visit()
    await page.choose('accept-all')
    assert.equal(await page.allows('analytics'), true)
    assert.deepEqual(await page.said(), [])
    assert.equal(page.requests('/policy.json').length, 0)
  })
}

for (const [what, markup, said] of [
  ['an unknown purpose', reporter('advertising', 'bad').repeat(2), /advertising/],
  ['the negation of an unknown purpose', reporter('!advertising', 'bad').repeat(2), /!advertising/],
  ['an unknown service', reporter('analytics|service:nobody', 'bad').repeat(2), /service:nobody/],
  ['an empty expression', reporter('', 'bad'), /never granted/],
  ['a slip in the attribute', `<script type="text/plain" data-consnt="analytics">fetch('/collect/bad')</script>`.repeat(2), /data-consnt.*data-consent|data-consent.*data-consnt/],
  ['nothing to gate', '<div data-consent="analytics">Hello</div>'.repeat(2), /data-consent-src/],
] as const) {
  test(`markup with ${what} never runs, is said once, and the rest works`, async (page) => {
    shop.write('/index.html', pageOf({ head: markup + reporter('analytics'), body: markup }))
    await page.visit()
    await page.choose('accept-all')
    await waitFor('the good tag', () => page.collected().includes('analytics'))
    await page.settle()
    assert.deepEqual(page.collected(), ['analytics'])
    const lines = await page.said()
    assert.equal(lines.length, 1, lines.join('\n'))
    assert.match(lines[0]!, said)
  })
}

test('a script with data-consent that is no text/plain runs at once: that cannot be prevented, but it is said', async (page) => {
  const live = `<script data-consent="analytics">fetch('/collect/live')</script>`
  shop.write('/index.html', pageOf({ head: live + reporter('analytics') }))
  await page.visit()
  await page.untilAsked()
  await page.settle()
  assert.deepEqual(page.collected(), ['live'])
  const lines = await page.said()
  assert.equal(lines.length, 1, lines.join('\n'))
  assert.match(lines[0]!, /type="text\/plain"/)
})

test('a picture in a gated template, which Firefox fetches before anybody can stop it, is said once', async (page) => {
  const template = '<template data-consent="analytics"><img src="data:," alt=""></template>'
  shop.write('/index.html', pageOf({ body: template.repeat(2) }))
  await page.visit()
  await page.untilAsked()
  const lines = await page.said()
  assert.equal(lines.length, 1, lines.join('\n'))
  assert.match(lines[0]!, /Firefox.*data-consent-src/)
})

test("somebody else's text/plain script is left alone", async (page) => {
  shop.write('/index.html', pageOf({ head: '<script type="text/plain" id="notes">Buy mops.</script>' }))
  await page.visit()
  await page.choose('accept-all')
  await page.settle()
  assert.deepEqual(await page.said(), [])
  assert.equal(await page.run(() => document.getElementById('notes')!.textContent), 'Buy mops.')
})

test('a misspelt key is answered with the one that was meant', async (page) => {
  shop.write('/index.html', pageOf({ head: TAGS }))
  serve(MISTAKEN)
  await offersRefusal(page, /did you mean "required"/)
  assert.equal(page.requests('/portcullis/panel.wasm').length, 0)
})

test('a service of the catalogue is named by its id', async (page) => {
  const gated = `<script type="text/plain" data-consent="service:matomo">fetch('/collect/matomo')</script>`
  shop.write('/index.html', pageOf({ head: gated }))
  serve(changed((p) => {
    p.services.push('matomo')
    p.purposes[1].services.push('matomo')
  }))
  await page.visit()
  await page.openPanel()
  const said = await page.run(() => document.querySelector('portcullis-panel')!.shadowRoot!.textContent!)
  assert.match(said, /_pk_id/)
  await page.settled(async () => (await page.panelButton('accept-all')).click())
  await waitFor('the tag', () => page.collected().length === 1)
  assert.equal(page.requests('/portcullis/catalogue.json').length, 1)
})

test('an id that the catalogue does not have is a mistake', async (page) => {
  shop.write('/index.html', pageOf({ head: TAGS }))
  serve(changed((p) => p.services.push('matomoo')))
  await offersRefusal(page, /services\[\d\]/)
})

test('where the catalogue cannot be had nothing optional runs', async (page) => {
  shop.write('/index.html', pageOf({ head: TAGS }))
  shop.server.rule(/catalogue\.json$/, { status: 404 })
  serve(changed((p) => p.services.push('matomo')))
  await denies(page, /catalogue\.json/)
})

test('a policy without ids of the catalogue does not fetch it', async (page) => {
  shop.write('/index.html', pageOf({ head: TAGS }))
  serve(good)
  await page.visit()
  assert.equal(page.requests(/catalogue/).length, 0)
})
