/** What docs/contract.md and docs/policy.md list, beside what is there. */
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { pageOf, reporter } from '../harness/document'
import type { Page } from '../harness/page'
import { openShop } from '../harness/shop'
import { waitFor } from '../harness/wait'

const shop = openShop(import.meta.url)
const { test } = shop
const read = (name: string) => readFile(new URL(`../../../docs/${name}`, import.meta.url), 'utf8')
const [contract, policyPage] = [await read('contract.md'), await read('policy.md')]

/** The examples of the policy page, as one policy. */
function examples(): Record<string, unknown> {
  const parts = [...policyPage.matchAll(/```json\n([^]*?)```/g)].map(([, text]) => text!.trim())
  const whole = Object.assign({}, ...parts.map((text) => JSON.parse(text.startsWith('{') ? text : `{${text}}`)))
  const shown = parts.flatMap((text) => JSON.parse(text.startsWith('{') ? text : `{${text}}`).services ?? []).filter((one: unknown) => typeof one === 'object') as { id: string }[]
  whole.services = [...new Map(shown.map((one) => [one.id, one])).values()]
  const used = new Set<string>(whole.purposes.flatMap((p: { services?: string[] }) => p.services ?? []))
  for (const { id } of whole.services) used.delete(id)
  // Services that an example names and does not show.
  whole.services.push(...[...used].map((id) => ({ id, vendor: 'V' })))
  return whole
}

function serve(policy: unknown, parts: Parameters<typeof pageOf>[0] = {}): void {
  shop.write('/index.html', pageOf(parts))
  shop.server.rule('/policy.json', { body: JSON.stringify(policy), headers: { 'Content-Type': 'application/json' } })
}

const listed = (text: string) => [...text.matchAll(/`([^`]+)`/g)].map(([, name]) => name!)
const present = (page: Page, surface: string, attribute: string) =>
  page.run((name, key) => {
    const all = [...document.querySelector(name)!.shadowRoot!.querySelectorAll(`[${key}]`)].map((e) => e.getAttribute(key)!)
    return [...new Set(all)].sort()
  }, surface, attribute)

test('the examples of the policy page make a policy that is used', async (page) => {
  serve({ ...examples(), cookie: { days: 90 } })
  await page.visit()
  await page.untilAsked()
  assert.deepEqual(await page.said(), [])
  const title = await page.run(() => document.querySelector('portcullis-banner')!.shadowRoot!.querySelector('h2')!.textContent)
  assert.equal(title, 'Cookies, please?')
})

test('parts and actions are those that the contract lists', async (page) => {
  const given = examples()
  // As many as make a search worth its place.
  const disclosures = [...((given.disclosures as object[] | undefined) ?? []), ...Array.from({ length: 12 }, (_, at) => ({ id: `more-${at}` }))]
  const policy = { ...given, disclosures, cookie: {}, store: { name: 'S', policyUrl: '/p', termsUrl: '/t', contact: 'a@b.example' } }
  serve(policy, { head: reporter('analytics'), body: '<portcullis-policy></portcullis-policy>' })
  await page.visit()
  await page.choose('accept-all')
  await page.run(() => window.portcullis.ask())
  await page.untilAsked()
  await page.openPanel()
  const banner = listed(/^- banner: (.*)$/m.exec(contract)![1]!)
  const panel = listed(/^- panel and policy: ([^]*?)\n\n/m.exec(contract)![1]!).filter((name) => name !== 'data-action')
  const row = (host: string) => listed(new RegExp(`^\\| \`<${host}>\`.*\\|(.*)\\|$`, 'm').exec(contract)![1]!)
  assert.deepEqual(await present(page, 'portcullis-banner', 'part'), banner.sort())
  assert.deepEqual(await present(page, 'portcullis-banner', 'data-action'), row('portcullis-banner').sort())
  const parts = await present(page, 'portcullis-panel', 'part')
  const actions = await present(page, 'portcullis-panel', 'data-action')
  assert.deepEqual(actions, row('portcullis-panel').sort())
  assert.deepEqual(parts, [...new Set([...panel.filter((name) => name !== 'inline'), ...actions.filter((name) => name !== 'download')])].sort())
  const inline = await waitFor('the policy', async () => {
    const found = await present(page, 'portcullis-policy', 'part')
    return found.length > 5 ? found : null
  })
  assert.ok(inline.includes('inline') && !inline.includes('close'))
})

test('the events are those that the contract lists, and on() knows them by both names', async (page) => {
  serve({ purposes: [{ id: 'analytics' }] }, { head: `<script>window.both = []; for (const n of ['ready', 'portcullis:ready']) portcullis.on(n, () => both.push(n))</script>` })
  await page.visit()
  assert.deepEqual(await page.run(() => (window as never as { both: string[] }).both), ['ready', 'portcullis:ready'])
})

test('the history holds twenty', async (page) => {
  serve({ purposes: [{ id: 'analytics' }] })
  await page.visit()
  const [count, newest] = await page.run(async () => {
    for (let i = 0; i < 22; i++) await window.portcullis.save({ analytics: i % 2 === 0 })
    const all = window.portcullis.history()
    return [all.length, all[0]!.sequence]
  })
  assert.deepEqual([count, newest], [20, 22])
})

test('looks that the policy page names are there, theme in the panel too', async (page) => {
  serve({ purposes: [{ id: 'analytics' }], style: { theme: 'dark', layout: 'corner', position: 'top', brand: '#ff0000' } })
  await page.visit()
  await page.untilAsked()
  const surface = (name: string, selector: string) =>
    page.run((host, inner) => getComputedStyle(document.querySelector(host)!.shadowRoot!.querySelector(inner)!).backgroundColor, name, selector)
  assert.equal(await surface('portcullis-banner', '.banner'), 'rgb(26, 28, 31)')
  const place = await page.run(() => {
    const box = document.querySelector('portcullis-banner')!.shadowRoot!.querySelector('.banner')!.getBoundingClientRect()
    return [box.top < 100, box.width < 500, getComputedStyle(document.documentElement).scrollPaddingTop !== 'auto']
  })
  assert.deepEqual(place, [true, true, true])
  await page.openPanel()
  assert.equal(await surface('portcullis-panel', 'dialog'), 'rgb(26, 28, 31)')
})

test('light and dark follow the color-scheme of the page', async (page) => {
  serve({ purposes: [{ id: 'analytics' }] }, { head: '<style>:root { color-scheme: dark; --portcullis-accent: rgb(1, 2, 3) }</style>' })
  await page.visit()
  await page.untilAsked()
  const colours = await page.run(() => {
    const root = document.querySelector('portcullis-banner')!.shadowRoot!
    return [getComputedStyle(root.querySelector('.banner')!).backgroundColor, getComputedStyle(root.querySelector('[data-action=accept-all]')!).backgroundColor]
  })
  assert.deepEqual(colours, ['rgb(26, 28, 31)', 'rgb(1, 2, 3)'])
})

test('the mistake that the policy page shows is told in those words', async (page) => {
  serve({ purposes: [{ id: 'a' }, { id: 'b', requierd: true }] })
  await page.visit()
  const said = await waitFor('the line', async () => (await page.said())[0])
  assert.ok(said.includes(/^ {4}(purposes\[1\].*)$/m.exec(policyPage)![1]!), said)
})

test('what the gate does not check is left to the schema', async (page) => {
  serve({ purposes: [{ id: 'a' }], store: 7, style: [], effective: 3, disclosures: {}, words: 'x', language: 'en' })
  await page.visit()
  await page.untilAsked()
  assert.deepEqual(await page.said(), [])
})

test('an iframe in a shadow root is not found', async (page) => {
  serve({ purposes: [{ id: 'a' }] })
  await page.visit()
  await page.run(() => {
    const root = document.body.appendChild(document.createElement('div')).attachShadow({ mode: 'open' })
    root.innerHTML = '<img data-consent="a" data-consent-src="/collect/x">'
  })
  await page.choose('accept-all')
  await page.settle()
  assert.deepEqual(page.collected(), [])
})

test('if without unknown, unless with unknown', async (page) => {
  serve({ purposes: [{ id: 'a' }] }, { body: '<p id="i" data-consent-if="nobody">x</p><p id="u" data-consent-unless="nobody">x</p>' })
  await page.visit()
  await page.choose('accept-all')
  assert.deepEqual(await page.run(() => ['i', 'u'].map((id) => document.getElementById(id)!.offsetHeight > 0)), [false, true])
})
