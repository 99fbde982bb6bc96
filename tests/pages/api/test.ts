/** The global: its calls, before and after the gate is there, and what they promise. */
import assert from 'node:assert/strict'
import { pageOf, reporter } from '../harness/document'
import type { Page } from '../harness/page'
import { openShop } from '../harness/shop'
import { waitFor } from '../harness/wait'

const shop = openShop(import.meta.url)
const { test } = shop

const TAGS = reporter('analytics') + reporter('remarketing')

/** A page whose own script stands right after the tag. */
function write(script = '', tag?: string): void {
  shop.write('/index.html', pageOf({ ...(tag ? { tag } : {}), head: `<script>${script}</script>${TAGS}` }))
}

const left = <T>(page: Page, name: string) => page.run((key) => (window as never as Record<string, T>)[key] ?? null, name)

test('before the gate is there nothing is allowed and nothing is known', async (page) => {
  write()
  const held = shop.server.rule(/gate\.(wasm|twin\.js)$/, { hold: true })
  await page.go()
  const early = await page.run(() => {
    const { allows, choices, record, history, version } = window.portcullis
    return [allows('necessary'), allows('!analytics'), choices(), record(), history(), /^\d+\.\d+\.\d+/.test(version)]
  })
  assert.deepEqual(early, [false, false, null, null, [], true])
  held.release()
  await page.ready()
  assert.deepEqual(await page.granted('necessary', 'analytics', '!analytics'), ['necessary', '!analytics'])
})

test('a choice made right after the tag is answered, and the record says how it was made', async (page) => {
  write('portcullis.acceptAll().then((outcome) => (window.outcome = outcome))')
  await page.visit()
  const { saved, reloadNeeded, ...outcome } = await waitFor('the outcome', () => left<Record<string, unknown>>(page, 'outcome'))
  const record = await page.run(() => window.portcullis.record())
  assert.deepEqual([saved, reloadNeeded, outcome.record], ['cookie+local', false, record])
  assert.equal(record?.method, 'api')
  assert.equal(record?.gesture, false)
  assert.equal(record?.sequence, 1)
  await page.untilNotAsked()
  await waitFor('the tags', () => page.collected().length === 2)
})

test('calls that were queued are answered in the order in which they were made', async (page) => {
  write(`window.answers = []
    portcullis.acceptAll().then(() => answers.push('accepted'))
    portcullis.save({ remarketing: false }).then(() => answers.push('saved'))
    portcullis.ready.then(() => answers.push('ready'))`)
  await page.visit()
  await waitFor('the answers', async () => (await left<string[]>(page, 'answers'))?.length === 3)
  await page.settle()
  assert.deepEqual(await page.run(() => window.portcullis.choices()), { necessary: true, analytics: true, remarketing: false })
  assert.deepEqual(page.collected(), ['analytics'], 'the earlier choice was overtaken before it came to the gate')
})

test('saving some purposes leaves the others as they stand', async (page) => {
  write()
  await page.visit()
  await page.run(() => window.portcullis.save({ analytics: true }))
  assert.deepEqual(await page.run(() => window.portcullis.choices()), { necessary: true, analytics: true, remarketing: false })
  await page.run(() => window.portcullis.save({ remarketing: true }))
  assert.deepEqual(await page.run(() => window.portcullis.choices()), { necessary: true, analytics: true, remarketing: true })
  await page.run(() => window.portcullis.save({ 'service:counter': false }))
  assert.deepEqual(await page.granted('analytics', 'service:counter'), ['analytics'])
  assert.equal((await page.run(() => window.portcullis.choices()))?.['service:counter'], false)
})

test('a required purpose cannot be refused', async (page) => {
  write()
  await page.visit()
  await page.run(() => window.portcullis.save({ necessary: false }))
  assert.equal(await page.allows('necessary'), true)
})

for (const [what, choices] of [
  ['a name that the policy does not declare', { analytics: true, advertising: true }],
  ['an answer that is neither yes nor no', { analytics: 'yes' }],
] as const) {
  test(`saving ${what} is refused with a reason, and stores nothing`, async (page) => {
    write()
    await page.visit()
    const reason = await page.run(
      (wrong) => window.portcullis.save(wrong as never).then(() => 'saved', (error: Error) => error.message),
      choices,
    )
    assert.match(reason, what.startsWith('a name') ? /advertising/ : /analytics must be true or false/)
    await page.settle()
    assert.deepEqual(await page.kept(), [])
    assert.deepEqual(page.collected(), [])
    assert.deepEqual(await page.granted('analytics', 'remarketing'), [])
    assert.equal(await page.asks(), true)
  })
}

test('expressions hold as documented, and none that names something unknown', async (page) => {
  write()
  await page.visit()
  await page.run(() => window.portcullis.save({ analytics: true }))
  const asked = [
    'analytics', 'remarketing', 'analytics remarketing', 'analytics|remarketing', '!remarketing', '!analytics',
    'service:counter', 'unknown', '!unknown', 'analytics|unknown', '', '!', '|',
  ]
  assert.deepEqual(await page.granted(...asked), ['analytics', 'analytics|remarketing', '!remarketing', 'service:counter'])
})

test('hide and ask show and hide the banner and decide nothing', async (page) => {
  write()
  await page.visit()
  await page.untilAsked()
  await page.run(() => window.portcullis.hide())
  await page.untilNotAsked()
  assert.equal(await page.run(() => window.portcullis.record()), null)
  assert.deepEqual(await page.kept(), [])
  await page.run(() => window.portcullis.ask())
  await page.untilAsked()
  await page.settle()
  assert.deepEqual(page.collected(), [])
})

test('open shows the panel at a section and close takes it away, deciding nothing', async (page) => {
  write()
  await page.visit()
  await page.run(() => window.portcullis.open('remarketing'))
  await page.panelButton('save')
  await waitFor('the section to be shown', () =>
    page.run(() => document.querySelector('portcullis-panel')?.shadowRoot?.activeElement?.textContent?.trim() === 'Remarketing'))
  await page.run(() => window.portcullis.close())
  await page.untilPanelGone()
  assert.equal(await page.run(() => window.portcullis.record()), null)
  assert.deepEqual(await page.kept(), [])
})

test('a receipt holds the record; a format that is not known is refused by name', async (page) => {
  write()
  await page.visit()
  await page.run(() => window.portcullis.acceptAll())
  const [receipt, record] = await page.run(async () => [await window.portcullis.receipt(), window.portcullis.record()])
  assert.deepEqual((receipt as { record: unknown }).record, record)
  const refused = await page.run(() => window.portcullis.receipt('papyrus' as never).then(() => '', (error: Error) => error.message))
  assert.match(refused, /papyrus/)
})

test('setLanguage changes what the banner says', async (page) => {
  write()
  await page.visit()
  await page.untilAsked()
  await page.run(() => window.portcullis.setLanguage('de'))
  await waitFor('German', async () => (await page.label('accept-all')) === 'Alle akzeptieren')
  assert.equal(await page.run(() => document.querySelector('portcullis-banner')!.getAttribute('lang')), 'de')
})

test('the tag twice is as the tag once', async (page) => {
  shop.write('/index.html', pageOf({ head: `<script src="/portcullis/portcullis.js" data-policy="/policy.json"></script>${TAGS}` }))
  await page.visit()
  await page.untilAsked()
  await page.run(() => {
    const again = document.createElement('script')
    again.src = '/portcullis/portcullis.js'
    again.dataset.policy = '/policy.json'
    document.head.append(again)
    return new Promise((done) => (again.onload = again.onerror = () => done(undefined)))
  })
  await page.choose('accept-all')
  await page.settle()
  assert.deepEqual([...page.collected()].sort(), ['analytics', 'remarketing'])
  assert.equal(await page.run(() => document.querySelectorAll('portcullis-banner').length), 1)
  assert.equal((await page.told('ready')).length, 1)
  assert.equal((await page.told('choice')).length, 1)
  assert.equal(await page.run(() => (window as never as { dataLayer: IArguments[] }).dataLayer.filter((c) => c[1] === 'default').length), 1)
  const { console, uncaught } = await page.heard()
  assert.deepEqual([...console, ...uncaught], [])
})

test('data-global gives the global another name', async (page) => {
  write('', 'data-policy="/policy.json" data-global="consent"')
  await page.go()
  await page.run(() => (window as never as { consent: typeof window.portcullis }).consent.acceptAll())
  assert.equal(await page.run(() => 'portcullis' in window), false)
  await waitFor('the tags', () => page.collected().length === 2)
})

test('a global of that name that is not ours stays, it is said once, and nothing optional runs', async (page) => {
  shop.write('/index.html', pageOf({ before: '<script>window.portcullis = { mine: true }</script>', head: TAGS }))
  await page.go()
  await waitFor('the page to load', () => page.run(() => document.readyState === 'complete'))
  await page.settle()
  assert.deepEqual(await left(page, 'portcullis'), { mine: true })
  const said = await page.said()
  assert.equal(said.length, 1, said.join('\n'))
  assert.match(said[0]!, /data-global/)
  assert.deepEqual(page.collected(), [])
})
