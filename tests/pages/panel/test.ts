/** The panel: all of the store's policy to read, every toggle to turn, and what is saved is what was shown. */
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { Key } from 'selenium-webdriver'
import { pageOf } from '../harness/document'
import type { Page } from '../harness/page'
import { openShop } from '../harness/shop'
import { waitFor } from '../harness/wait'

const shop = openShop(import.meta.url)
const { test } = shop

const policy = JSON.parse(await readFile(new URL('../../../www/policies/bettymills.json', import.meta.url), 'utf8'))
const words = policy.words.en
const OPTIONAL: string[] = policy.purposes.filter((p: { required?: boolean }) => !p.required).map((p: { id: string }) => p.id)

/** All that the panel says, what is folded up included. */
const text = (page: Page) => page.run(() => document.querySelector('portcullis-panel')!.shadowRoot!.textContent!)

/** Every toggle and whether it shows on. */
const shown = (page: Page): Promise<Record<string, boolean>> =>
  page.run(() => {
    const inputs = document.querySelector('portcullis-panel')!.shadowRoot!.querySelectorAll<HTMLInputElement>('input[role=switch]')
    return Object.fromEntries([...inputs].map(({ name, checked }) => [name, checked]))
  })

/** Unfolds everything. */
const unfold = (page: Page) =>
  page.run(() => document.querySelector('portcullis-panel')!.shadowRoot!.querySelectorAll('details').forEach((d) => (d.open = true)))

async function click(page: Page, toggle: string): Promise<void> {
  await unfold(page)
  const input = await page.toggle(toggle)
  await page.driver.executeScript('arguments[0].scrollIntoView({ block: "center" })', input)
  await input.click()
}

const save = (page: Page) => page.settled(async () => (await page.panelButton('save')).click())

for (const lang of ['en', 'ar']) test(`the panel shows every purpose, disclosure, service and cookie of the policy, in ${lang}`, async (page) => {
  await page.visit()
  await page.run((tag) => window.portcullis.setLanguage(tag), lang)
  // Not by the banner's button: the banner is being dressed anew.
  await page.run(() => window.portcullis.open())
  await page.seen('portcullis-panel', 'input[type=search]')
  assert.equal(await page.run(() => document.querySelector('portcullis-panel')!.shadowRoot!.querySelector('dialog')!.lang), lang)
  await unfold(page)
  const said = await text(page)
  const expected = [
    ...policy.purposes.flatMap(({ id }: { id: string }) => [words.purposes[id].name, words.purposes[id].description]),
    ...policy.disclosures.flatMap(({ id }: { id: string }) => [words.disclosures[id].title, ...words.disclosures[id].paragraphs]),
    ...policy.disclosures.flatMap(({ links = [] }: { links?: { id: string }[] }) => links.map(({ id }) => words.links[id])),
    ...policy.services.flatMap(({ id, vendor }: { id: string; vendor: string }) => [words.services[id].name, vendor]),
    ...policy.services.flatMap(({ cookies = [] }: { cookies?: { name?: string; pattern?: string }[] }) => cookies.map((c) => c.name ?? c.pattern)),
  ]
  assert.ok(expected.length > 100, 'the seed policy is a large one')
  assert.deepEqual(expected.filter((one) => typeof one !== 'string' || !said.includes(one)), [])
  assert.doesNotMatch(said, /\bundefined\b|\[object|\bnull\b/)
})

for (const [lang, day] of [['en', 'In effect from March 15, 2015'], ['de', 'Gültig ab 15. März 2015']] as const) test(`the day of the policy is said as it is in ${lang}`, async (page) => {
  shop.write('/dated.html', pageOf({ tag: `data-policy="/policies/bettymills.json" data-lang="${lang}"` }))
  await page.visit('/dated.html')
  await page.run(() => window.portcullis.open())
  await waitFor(day, async () => (await page.find('portcullis-panel', 'dialog')) && (await text(page)).includes(day))
})

const TAG = 'data-policy="/policies/bettymills.json"'

const PARTS = [/\/panel\.wasm$/, /\/panel\.js$/, /\/words\/en\.panel\.json$/, /\/portcullis\.search\.js$/, /\/portcullis\.numbers\.js$/]
const here = (page: Page) => PARTS.every((part) => page.requests(part).length === 1)
const all = (page: Page) => page.requests().filter(({ path }) => !path.startsWith('/collect/mark-')).length

test('whoever is asked has all of the panel fetched ahead: it opens without a request', async (page) => {
  await page.visit()
  await waitFor('the parts to be asked for', () => here(page))
  const before = all(page)
  await page.openPanel()
  await page.settle()
  assert.equal(all(page), before)
})

test('what was fetched of it is made into a module when it is opened, and takes no memory before', async (page) => {
  const note = `<script>
    window.made = 0
    const make = WebAssembly.instantiate
    WebAssembly.instantiate = (...how) => { made += 1; return make.apply(WebAssembly, how) }
  </script>`
  const made = () => page.run(() => (window as never as { made: number }).made)
  shop.write('/made.html', pageOf({ before: note, tag: TAG }))
  await page.visit('/made.html')
  await waitFor('the parts to be asked for', () => here(page))
  await page.settle()
  const before = await made()
  await page.openPanel()
  assert.equal(await made(), before + 1)
})

for (const [whose, body] of [['our control', ''], ["the store's own button", '<button id="own" data-portcullis="open">Privacy</button>']] as const) test(`whoever has chosen has it fetched when they point at ${whose}, or come to it by keyboard`, async (page) => {
  shop.write('/reach.html', pageOf({ tag: TAG, body }))
  await page.visit('/reach.html')
  await page.choose('reject-all')
  for (const reach of ['pointer', 'keyboard']) {
    await page.visit('/reach.html')
    const control = body ? await page.driver.findElement({ id: 'own' }) : await page.bannerButton('manage')
    await page.settle()
    const before = page.requests(PARTS[0]).length
    if (reach === 'pointer') await page.driver.actions().move({ origin: control }).perform()
    else await page.driver.actions().sendKeys(Key.TAB).perform()
    await waitFor('the parts to be asked for', () => PARTS.every((part) => page.requests(part).length === before + 1))
    assert.equal(await page.find('portcullis-panel', 'dialog'), null)
  }
})

test('a choice in the banner gives the control the focus', async (page) => {
  await page.visit()
  await page.choose('accept-all')
  const focused = () => page.run(() => (document.querySelector('portcullis-banner')!.shadowRoot!.activeElement as HTMLElement | null)?.dataset.action)
  assert.equal(await focused(), 'manage')
})

/** Notes what in the page says numbers and days, from its first line on: the time of each, and when a worker has answered. */
const NOTE = `<script>
  window.noted = []
  for (const { prototype } of [Number, Date]) {
    const say = prototype.toLocaleString
    prototype.toLocaleString = function (...how) { noted.push('said'); return say.apply(this, how) }
  }
  const Own = Worker
  window.Worker = class extends Own {
    constructor(...how) { super(...how); this.addEventListener('message', () => noted.push('looked up')) }
  }
</script>`
const noted = (page: Page) => page.run(() => (window as never as { noted: string[] }).noted)

test('how numbers are said is looked up beside the page, before the panel says any', async (page) => {
  shop.write('/noted.html', pageOf({ before: NOTE, tag: TAG }))
  await page.visit('/noted.html')
  await page.openPanel()
  const [first, ...others] = await noted(page)
  assert.equal(first, 'looked up')
  assert.ok(others.length > 0 && others.every((one) => one === 'said'), others.join())
})

for (const [what, rule] of [
  ['does not come', { hold: true }],
  ['is missing', { status: 404 }],
  ['is a page', { body: '<!doctype html>', headers: { 'Content-Type': 'text/html' } }],
] as const) {
  test(`where the script that looks it up ${what} the panel opens all the same`, async (page) => {
    const held = shop.server.rule(/\/portcullis\.numbers\.js$/, rule)
    await page.visit()
    await page.openPanel()
    assert.match(await text(page), /3 services/)
    held.release()
    const { uncaught, console } = await page.heard()
    assert.deepEqual([...uncaught, ...console], [])
  })
}

test('nothing moves while the panel opens', async (page) => {
  shop.write('/still.html', pageOf({ tag: TAG }))
  await page.visit('/still.html')
  await page.openPanel()
  assert.equal(await page.shifts(), 0)
}, 'layout-shift')

test('a section that is asked for while the panel is on its way is the one that it opens at', async (page) => {
  shop.write('/anew.html', pageOf({ tag: TAG }))
  await page.visit('/anew.html')
  await page.run(() => {
    // As its first piece is built.
    const make = Document.prototype.createElement
    Document.prototype.createElement = function (this: Document, ...how: [string]) {
      if (how[0] === 'portcullis-panel') {
        Document.prototype.createElement = make
        setTimeout(() => window.portcullis.open('receipts'))
      }
      return make.apply(this, how)
    } as never
    window.portcullis.open()
  })
  const focused = () => page.run(() => document.querySelector('portcullis-panel')?.shadowRoot?.activeElement?.textContent)
  await waitFor('the past choices', async () => (await focused()) === 'Your past choices')
})

for (const slow of [true, false]) test(`the panel is built in small pieces, ${slow ? 'each in a task of its own where a device is slow' : 'as many a task as a fast device has time for'}`, async (page) => {
  shop.write('/pieces.html', pageOf({ tag: TAG }))
  await page.visit('/pieces.html')
  await page.run((slow) => {
    const most = ((window as never as { most: { built: number } }).most = { built: 0 })
    const make = Document.prototype.createElement
    let [now, all] = [0, 0]
    // Each element takes a millisecond of this clock, or no time.
    Performance.prototype.now = () => (slow ? all : 0)
    Document.prototype.createElement = function (this: Document, ...how: [string]) {
      // A task of the next frame, or what is nearest to it, ends the count.
      if (!now++) setTimeout(() => (now = 0))
      all += 1
      most.built = Math.max(most.built, now)
      return make.apply(this, how)
    } as never
  }, slow)
  await page.openPanel()
  const { built } = await page.run(() => (window as never as { most: { built: number } }).most)
  const all = await page.run(() => document.querySelector('portcullis-panel')!.shadowRoot!.querySelectorAll('*').length)
  assert.ok(slow ? built > 0 && built < all / 3 : built > all / 3, `${built} of ${all} in a task`)
  await waitFor('all sections', () => page.run(() => !document.querySelector('portcullis-panel')!.shadowRoot!.querySelector('[data-later]')))
})

test('at first nothing optional is ticked, and what is required cannot be unticked', async (page) => {
  await page.visit()
  await page.openPanel()
  await unfold(page)
  const on = Object.entries(await shown(page)).filter(([, checked]) => checked)
  assert.deepEqual(on.map(([name]) => name), ['necessary', 'service:store'])
  assert.equal(await (await page.toggle('necessary')).isEnabled(), false)
  for (const purpose of OPTIONAL) assert.equal(await (await page.toggle(purpose)).isEnabled(), true, purpose)
})

test('save stores exactly what is shown, and the panel shows it again', async (page) => {
  await page.visit()
  await page.openPanel()
  await click(page, 'analytics')
  await click(page, 'service:posthog')
  await click(page, 'ad-reporting')
  const before = await shown(page)
  assert.equal(before['service:mixpanel'], true, 'a purpose takes its services along')
  assert.equal(before['service:posthog'], false)
  const { detail } = await save(page)
  assert.equal(detail.method, 'save')

  const choices = (await page.run(() => window.portcullis.choices()))!
  const granted = OPTIONAL.filter((id) => choices[id])
  assert.deepEqual(granted, ['analytics', 'ad-reporting'])
  for (const [name, on] of Object.entries(before)) assert.equal(await page.allows(name), on, name)
  await waitFor('the tag', () => page.collected().includes('mixpanel'))
  await page.settle()
  assert.deepEqual(page.collected(), ['mixpanel'])

  await page.reload()
  await page.openPanel()
  assert.deepEqual(await shown(page), before)
})

test('a service turned on takes its purpose along, and the last one turned off takes it down', async (page) => {
  await page.visit()
  await page.openPanel()
  await click(page, 'service:snowplow')
  assert.deepEqual(pick(await shown(page), 'ad-reporting', 'service:snowplow', 'service:doubleclick'), [true, true, false])
  await click(page, 'service:snowplow')
  assert.deepEqual(pick(await shown(page), 'ad-reporting', 'service:snowplow'), [false, false])
})

const pick = (all: Record<string, boolean>, ...names: string[]) => names.map((name) => all[name])

test('closing the panel saves nothing of what was turned', async (page) => {
  await page.visit()
  await page.openPanel()
  await click(page, 'analytics')
  await (await page.panelButton('close')).click()
  await page.untilPanelGone()
  await page.settle()
  assert.equal(await page.run(() => window.portcullis.record()), null)
  assert.deepEqual(await page.kept(), [])
  assert.deepEqual(page.collected(), [])
  await page.openPanel()
  assert.equal((await shown(page)).analytics, false)
})

test('accept all, reject all and withdraw work in the panel too, and withdraw is there when there is something to', async (page) => {
  await page.visit()
  await page.openPanel()
  assert.equal(await page.find('portcullis-panel', '[data-action=withdraw]'), null)
  await page.settled(async () => (await page.panelButton('accept-all')).click())
  assert.deepEqual(await page.granted(...OPTIONAL), OPTIONAL)
  await page.openPanel()
  await page.settled(async () => (await page.panelButton('withdraw')).click())
  assert.deepEqual(await page.granted(...OPTIONAL), [])
  assert.equal((await page.run(() => window.portcullis.record()))?.method, 'withdraw')
  await page.openPanel()
  const { detail } = await page.settled(async () => (await page.panelButton('reject-all')).click())
  assert.equal(detail.method, 'reject-all')
})

test('the list of past choices grows with each one, newest first', async (page) => {
  await page.visit()
  await page.choose('accept-all')
  await page.settled(() => page.run(() => window.portcullis.rejectAll()))
  await page.openPanel()
  await save(page)
  await page.openPanel()
  const methods = await page.run(() => {
    const items = document.querySelector('portcullis-panel')!.shadowRoot!.querySelectorAll('[part=receipt] strong')
    return [...items].map((item) => item.textContent)
  })
  assert.deepEqual(methods, ['Saved choices', 'Set by this site', 'Accepted all'])
})

test('a choice made in another tab moves the toggles that nobody touched here', async (page) => {
  await page.visit()
  const other = await page.openTab()
  await page.openPanel()
  await click(page, 'remarketing')
  await other.run(() => window.portcullis.save({ analytics: true, 'ad-reporting': true }))
  await waitFor('the toggles to follow', async () => (await shown(page)).analytics)
  assert.deepEqual(pick(await shown(page), 'analytics', 'remarketing', 'ad-reporting', 'audience-data'), [true, true, true, false])
  await save(page)
  assert.deepEqual(await other.run(() => window.portcullis.choices()?.remarketing), true)
})

test('a policy in the page itself shows the same and saves as well', async (page) => {
  await page.visit()
  await page.run(() => document.body.append(document.createElement('portcullis-policy')))
  const inline = <T>(body: string) => page.driver.executeScript<T>(`const root = document.querySelector('portcullis-policy').shadowRoot; ${body}`)
  await waitFor('the policy', () => inline<boolean>('return root && root.querySelectorAll("input").length > 10'))
  const said = await inline<string>('return root.textContent')
  for (const { id } of policy.disclosures) assert.ok(said.includes(words.disclosures[id].title), id)
  await page.settled(async () => {
    await inline(`root.querySelector('input[name=analytics]').click(); root.querySelector('[data-action=save]').click()`)
  })
  assert.deepEqual(await page.granted(...OPTIONAL), ['analytics'])
  await page.untilNotAsked()
})

/** What a router does when somebody goes Back to get rid of the panel. */
const swapBody = (page: Page) =>
  page.run(() => {
    const body = document.createElement('body')
    body.innerHTML = '<main><h1>Another page</h1></main>'
    document.body.replaceWith(body)
  })

test('a panel that leaves with the body is closed, and opens again', async (page) => {
  await page.visit()
  await page.openPanel()
  await swapBody(page)
  await page.untilAsked()
  await page.openPanel()
  await page.settled(async () => (await page.panelButton('reject-all')).click())
  await page.untilPanelGone()
  await page.openPanel()
  await swapBody(page)
  await page.openPanel()
  await click(page, 'analytics')
  await save(page)
  assert.deepEqual(await page.granted(...OPTIONAL), ['analytics'])
})

test('a panel that is closed before it has come stays closed', async (page) => {
  const held = shop.server.rule('/portcullis/panel.js', { hold: true })
  await page.visit()
  await page.run(() => {
    window.portcullis.open()
    window.portcullis.close()
  })
  await waitFor('the panel to be asked for', () => page.requests('/portcullis/panel.js').length > 0)
  held.release()
  await page.settle()
  await page.settle()
  assert.equal(await page.run(() => document.querySelector('portcullis-panel')?.shadowRoot?.querySelector('dialog')?.open ?? false), false)
  await page.openPanel()
})

test('a policy in the page lists each choice, those that change nothing and those of other tabs, too', async (page) => {
  shop.write('/index.html', pageOf({ tag: 'data-policy="/policies/bettymills.json"', body: '<portcullis-policy></portcullis-policy>' }))
  const listed = () => page.run(() => document.querySelector('portcullis-policy')!.shadowRoot?.querySelectorAll('.receipt').length)
  await page.visit()
  await waitFor('the policy', async () => (await listed()) === 0)
  await page.choose('reject-all')
  await waitFor('the refusal in the list', async () => (await listed()) === 1)
  const tab = await page.openTab()
  await tab.settled(() => tab.run(() => window.portcullis.rejectAll()))
  await tab.close()
  await waitFor("the other tab's in the list", async () => (await listed()) === 2)
})

test('where nothing is optional the panel can be read, and asks nothing', async (page) => {
  shop.server.rule('/small.json', { body: JSON.stringify({ ...policy, purposes: policy.purposes.filter(({ required }: { required?: boolean }) => required) }), headers: { 'Content-Type': 'application/json' } })
  shop.write('/index.html', pageOf({ tag: 'data-policy="/small.json"' }))
  await page.visit()
  await page.run(() => window.portcullis.open())
  await page.panelButton('close')
  await page.untilLaidOut()
  assert.deepEqual(await page.run(() => [...document.querySelector('portcullis-panel')!.shadowRoot!.querySelectorAll<HTMLElement>('button[data-action]')].filter((one) => one.checkVisibility()).map((one) => one.dataset.action)), ['close'])
  await (await page.panelButton('close')).click()
  await page.untilPanelGone()
})

for (const [what, width, height] of [['A4', 794, 1123], ['a small sheet', 560, 794]] as const)
  test(`printed on ${what}, the panel begins with its title, and all of it is there`, async (page) => {
    await page.visit()
    await page.openPanel()
    try {
      await page.phone({ width, height })
      await page.media({ media: 'print' })
      const { above, cut, place } = await page.run(async () => {
        const dialog = document.querySelector('portcullis-panel')!.shadowRoot!.querySelector<HTMLElement>('dialog')!
        // It may be on its way still.
        await Promise.all(dialog.getAnimations().map((one) => one.finished.catch(() => {})))
        const box = dialog.getBoundingClientRect()
        const above = [...dialog.querySelectorAll('.title, .purpose')].filter((one) => one.getBoundingClientRect().top < 0).length
        return { above, cut: dialog.querySelector('.body')!.getBoundingClientRect().bottom - box.bottom, place: [box.top, box.left] }
      })
      assert.equal(above, 0)
      assert.ok(cut < 1, `${cut} px are cut off`)
      assert.deepEqual(place, [0, 0])
    } finally {
      await page.media()
      await page.phone()
    }
  }, 'tools')
