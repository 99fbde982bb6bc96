/** The audit view: what a store's developer is shown, only where it is asked for. */
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { axe } from '../harness/axe'
import { TAG, pageOf, reporter } from '../harness/document'
import type { Page } from '../harness/page'
import { openShop } from '../harness/shop'
import { waitFor } from '../harness/wait'

const shop = openShop(import.meta.url)
const { test } = shop

const ON = `${TAG} data-audit="on"`
const BODY = `${reporter('analytics')}<iframe id="film" title="A film" data-consent="video" data-consent-src="/film.html"></iframe>
<p data-consent-if="analytics">Thanks</p><script type="text/plain" data-consent="analitics">fetch('/collect/never')</script>
<script type="text/plain" data-consent="video" src="/%3Cimg%20src=x%3E<b>.js"></script>`

function write(tag = ON, head = ''): void {
  shop.write('/index.html', pageOf({ tag, body: BODY, head }))
}

/** What a section of the view says; empty while it is not there. */
const said = (page: Page, section: string) =>
  page.run((name) => document.querySelector('portcullis-audit')?.shadowRoot?.querySelector(`[data-section=${name}] > div`)?.textContent ?? '', section)

const says = (page: Page, section: string, pattern: RegExp) => waitFor(`${section} to say ${pattern}`, async () => pattern.test(await said(page, section)))

const press = (page: Page, action: string) =>
  page.run((name) => document.querySelector('portcullis-audit')!.shadowRoot!.querySelector<HTMLElement>(`[data-action=${name}]`)!.click(), action)

test('nobody who does not ask for it loads anything of it', async (page) => {
  write(TAG)
  await page.visit()
  await page.choose('accept-all')
  await page.settle()
  assert.equal(await page.run(() => !!document.querySelector('portcullis-audit')), false)
  assert.deepEqual(page.requests().map(({ path }) => path).filter((path) => /audit|check|lint/.test(path)), [])
})

test('#portcullis-audit shows it, in the page as it stands, and closing it is the end of it', async (page) => {
  write(TAG)
  await page.visit()
  await page.run(() => void (location.hash = 'portcullis-audit'))
  await says(page, 'standing', /opt-in/)
  await press(page, 'close')
  assert.equal(await page.run(() => !!document.querySelector('portcullis-audit')), false)
})

test('it says of the policy what the command line says, with the place of each', async (page) => {
  write()
  await page.visit()
  await says(page, 'policy', /errors: 0, warnings: [1-9]/)
  const text = await said(page, 'policy')
  assert.match(text, /store\.contakt: found an unknown key/)
  assert.match(text, /did you mean "contact"\?/)
})

test('of a policy with mistakes it says the mistakes, and nothing runs', async (page) => {
  write()
  const policy = JSON.parse(await readFile(new URL('policy.json', import.meta.url), 'utf8'))
  policy.purposes[1].services = ['countr']
  shop.server.rule('/policy.json', { body: JSON.stringify(policy), headers: { 'Content-Type': 'application/json' } })
  await page.visit()
  await says(page, 'policy', /not used/)
  assert.match(await said(page, 'policy'), /purposes\[1\]\.services\[0\]: found "countr".*did you mean "counter"\?/)
  assert.equal(await said(page, 'elements'), '')
  await page.settle()
  assert.deepEqual(page.collected(), [])
})

test('what is held, released and taken back is told by expression, as it changes', async (page) => {
  write()
  await page.visit()
  await says(page, 'elements', /video does not hold held 2/)
  const first = await said(page, 'elements')
  assert.match(first, /analytics does not hold held 2/)
  assert.match(first, /analitics unknown name held 1/)
  assert.match(first, /iframe#film \/film\.html/)
  await page.choose('accept-all')
  await says(page, 'elements', /video holds released 2/)
  await says(page, 'elements', /analytics holds released 2/)
  await page.settled(() => page.run(() => window.portcullis.withdraw()))
  await says(page, 'elements', /video does not hold .*taken back 1/)
})

test('the standing and what vendors were told follow the choice', async (page) => {
  write()
  await page.visit()
  await says(page, 'standing', /Choicenone.*analytics denied/)
  await page.choose('accept-all')
  await says(page, 'standing', /accept-all.*analytics granted.*service:counter granted/)
  await says(page, 'vendors', /gtag\("consent", "update", \{.*"analytics_storage":"granted"/)
})

test('what lies in the browser and is not declared is named, and what is declared is not', async (page) => {
  write(ON, `<script>document.cookie = 'visits=1'; document.cookie = '_c_9=1'; document.cookie = 'stray=1'
    localStorage.setItem('basket:1', ''); localStorage.setItem('found', ''); sessionStorage.setItem('tab', '')</script>`)
  await page.visit()
  await says(page, 'traces', /stray/)
  assert.equal(await said(page, 'traces'), 'cookie straylocalStorage foundsessionStorage tab')
})

test('the fairness linter is measured when it is asked for, and its findings are shown', async (page) => {
  write(ON, '<style>portcullis-banner::part(reject-all) { font-size: 8px }</style>')
  await page.visit()
  await says(page, 'fairness', /Measure/)
  assert.deepEqual(page.requests('/portcullis/portcullis.lint.js'), [])
  await press(page, 'measure')
  await says(page, 'fairness', /not fair rules: \d+, with findings: [1-9]/)
  assert.equal(await page.run(() => document.querySelector('portcullis-audit')!.matches(':popover-open')), true)
})

test('what the page or the policy says is text, whatever it says', async (page) => {
  write()
  await page.visit()
  await says(page, 'elements', /<b>\.js/)
  const foreign = await page.run(() => document.querySelector('portcullis-audit')!.shadowRoot!.querySelectorAll('img, script, b, iframe, style, [style]').length)
  assert.equal(foreign, 0)
  await page.settle()
  assert.deepEqual(page.collected(), [])
})

test('it decides and stores nothing, and works where neither styles nor Wasm are allowed', async (page) => {
  write()
  shop.server.rule('/', { headers: { 'Content-Security-Policy': "default-src 'self'; style-src 'none'; script-src 'self' 'unsafe-inline'; require-trusted-types-for 'script'; trusted-types portcullis" } })
  await page.visit()
  await says(page, 'policy', /warnings: [1-9]/)
  assert.deepEqual(await page.kept(), [])
  assert.deepEqual(page.collected(), [])
  assert.deepEqual((await page.heard()).violations.filter((line) => /style/.test(line)), [])
})

for (const scheme of ['light', 'dark']) {
  test(`axe finds nothing in it, ${scheme}`, async (page) => {
    write(ON, `<style>:root { color-scheme: ${scheme} }</style>`)
    await page.visit()
    await says(page, 'policy', /warnings: [1-9]/)
    await says(page, 'elements', /video/)
    await page.run(() => document.querySelector('portcullis-audit')!.shadowRoot!.querySelectorAll('details').forEach((one) => (one.open = true)))
    const { wrong, passed } = await axe(page, 'portcullis-audit')
    assert.deepEqual(wrong, [])
    assert.ok(passed > 5)
  })
}
