/** The fairness linter: it finds nothing in what ships, and each unfair trick in what a store may make of it. */
import assert from 'node:assert/strict'
import type { LintReport } from '../../../www/types/portcullis'
import { LAYOUTS, type Scene, THEMES, dress, visitIn } from '../harness/looks'
import type { Page } from '../harness/page'
import { openShop } from '../harness/shop'

const shop = openShop(import.meta.url)
const { test } = shop

const lint = (page: Page): Promise<LintReport> => page.run(() => window.portcullis.lint())

/** What it found, a line each. */
const findings = ({ rules }: LintReport) => rules.flatMap(({ rule, found }) => found.map((one) => `${rule}: ${one}`))

async function fair(page: Page, scene: Scene): Promise<void> {
  shop.server.clearRules()
  dress(shop, scene)
  await page.visit()
  await page.untilAsked()
  const report = await lint(page)
  assert.deepEqual(findings(report), [])
  assert.equal(report.fair, true)
}

for (const theme of THEMES) {
  test(`the theme ${theme} is fair, light and dark`, async (page) => {
    for (const scheme of ['light', 'dark']) await fair(page, { style: { theme }, head: `<style>:root { color-scheme: ${scheme} }</style>` })
  })
}

for (const [layout, width, height] of LAYOUTS.flatMap((one) => [[one, 360, 740], [one, 768, 1024], [one, 1280, 800]] as const)) {
  test(`the layout ${layout} is fair at ${width} px`, async (page) => {
    dress(shop, { style: { layout } })
    await visitIn(shop, page, width, height)
    assert.deepEqual(findings(await lint(page)), [])
  })
}

test('a modal that the policy asks for is fair, and so is a brand of any colour', async (page) => {
  await fair(page, { style: { modal: true } })
  for (const brand of ['#ffffff', '#000000', '#ffe600', '#0000ff', '#7f7f7f']) await fair(page, { style: { brand } })
})

test('another banner\'s settings button reopens the choices, where its markup is taken over', async (page) => {
  await fair(page, { style: { reopen: 'none' }, policy: { markup: { C0002: 'analytics' } }, body: '<button class="ot-sdk-show-settings">Cookie settings</button>' })
})

test('it names a source for each rule, leaves the page as it found it, and loads only when it is asked', async (page) => {
  dress(shop, {})
  await page.visit()
  await page.choose('reject-all')
  await page.bannerButton('manage')
  assert.deepEqual(page.requests(/lint/), [])
  const report = await lint(page)
  assert.deepEqual(findings(report), [])
  assert.ok(report.rules.length >= 20 && report.rules.every(({ rule, source }) => rule && /[A-Z]/.test(source)), JSON.stringify(report.rules))
  await page.untilNotAsked()
  await page.untilPanelGone()
  await page.bannerButton('manage')
  assert.equal((await page.run(() => window.portcullis.record()))?.method, 'reject-all')
})

const part = (name: string, css: string): Scene => ({ head: `<style>portcullis-banner::part(${name}) { ${css} }</style>` })
const say = (ui: Record<string, string>): Scene => ({ policy: { words: { en: { ui, purposes: { analytics: { name: 'Visit statistics' } } } } } })

/** What a store could do, and the rule that finds it. */
const UNFAIR: Record<string, [rule: string, scene: Scene, act?: () => unknown]> = {
  'a larger accept': ['equal-size', part('accept-all', 'transform: scale(1.1)')],
  'accept in larger type': ['equal-type', part('accept-all', 'font-size: 1.3em')],
  'reject in thin type': ['equal-type', part('reject-all', 'font-weight: 300')],
  'reject without a ground': ['equal-color', part('reject-all', 'background: none; color: #1b1e22')],
  'reject as a mere link': ['equal-type', part('reject-all', 'background: none; border-color: transparent; text-decoration: underline; color: #333')],
  'reject in grey on grey': ['readable', part('reject-all', 'background: #999; color: #aaa')],
  'reject that stands out less': ['equal-prominence', part('reject-all', 'background: #eee; color: #444')],
  'a faint reject': ['equal-color', part('reject-all', 'opacity: .6')],
  'no reject': ['reject-beside-accept', part('reject-all', 'display: none')],
  'an invisible reject': ['reject-beside-accept', part('reject-all', 'visibility: hidden')],
  'reject outside the window': ['reject-beside-accept', part('reject-all', 'transform: translateX(-3000px)')],
  'reject that takes no click': ['clicks', part('reject-all', 'pointer-events: none')],
  'reject far from accept': ['equal-place', part('reject-all', 'position: relative; top: 9px; left: 9px; grid-row: 2')],
  'accept that pulses': ['no-motion', { head: '<style>@keyframes pulse { to { scale: 1.01 } } portcullis-banner::part(accept-all) { animation: pulse 1s infinite alternate }</style>' }],
  'a tiny reject': ['target-size', part('reject-all', 'min-height: 0; height: 14px; padding: 0')],
  'small print': ['text-size', part('banner', 'font-size: 8px')],
  'a label of guilt': ['honest-labels', say({ 'reject-all': 'No, I don’t care about savings' })],
  'an offer beside the question': ['honest-labels', say({ 'banner-text': '{purposes}. Accept and get 10% off.' })],
  'purposes that are not named': ['purposes-named', say({ 'banner-text': 'We use cookies.' })],
  'a purpose that names none': ['purposes-named', { policy: { words: { en: { purposes: { analytics: { name: 'Enhance your experience' } } } } } }],
  'nothing that reopens the choices': ['reopen', { style: { reopen: 'none' } }],
  'a page that cannot be scrolled': ['no-wall', { head: '<style>html, body { overflow: hidden; height: 100% }</style>', body: '<p style="height: 3000px"></p>' }],
  'another language than the page': ['language', { lang: 'de' }, () => void (document.documentElement.lang = 'fr')],
  'a policy that cannot be read first': ['policy-link', {}, () => document.querySelector('portcullis-banner')!.shadowRoot!.querySelector('a')!.remove()],
  'a switch that is on in advance': ['nothing-ticked', {}, () => {
    window.portcullis.open()
    return new Promise<void>((done) => {
      const turn = () => {
        const input = document.querySelector('portcullis-panel')?.shadowRoot?.querySelector<HTMLInputElement>('input[name=analytics]')
        if (!input) return setTimeout(turn)
        input.checked = true
        return done()
      }
      turn()
    })
  }],
  'other words in the panel': ['same-labels', {}, () => {
    document.querySelector('portcullis-banner')!.shadowRoot!.querySelector('[data-action=accept-all]')!.textContent = 'Fine!'
  }],
  'switches that can hardly be seen': ['visible-controls', { head: '<style>:root { --portcullis-control: #eee }</style>' }],
}

test('a panel that a choice was just made in is none: another one is opened to be measured', async (page) => {
  dress(shop, {})
  await page.visit()
  await page.untilAsked()
  await page.run(() => window.portcullis.lint())
  await page.openPanel()
  const { fair, rules } = await page.run(() => {
    document.querySelector('portcullis-panel')!.shadowRoot!.querySelector<HTMLElement>('[data-action=save]')!.click()
    return window.portcullis.lint()
  })
  assert.ok(fair, JSON.stringify(rules.filter(({ found }) => found.length)))
})

test('a panel that is open stays open, and its switches as they were turned', async (page) => {
  dress(shop, {})
  await page.visit()
  await page.openPanel()
  await (await page.toggle('analytics')).click()
  await lint(page)
  assert.equal(await (await page.toggle('analytics')).isSelected(), true)
})

test('what moves for long does not keep the linter', async (page) => {
  dress(shop, {})
  await page.visit()
  await page.openPanel()
  await page.run(() => void document.querySelector('portcullis-panel')!.shadowRoot!.querySelector('h2')!.animate([{ top: 0 }, { top: 0 }], 1e6))
  await lint(page)
})

test('a panel that is just being opened is measured when it is shown, and all of it laid out', async (page) => {
  dress(shop, { head: '<style>portcullis-panel::part(accept-all) { transform: scale(1.1) } portcullis-panel::part(toggle) { height: 20px; min-height: 0 }</style>' })
  await page.visit()
  await page.untilAsked()
  const { rules } = await page.run(() => new Promise<LintReport>((done) => {
    new MutationObserver((_, observer) => {
      if (!document.querySelector('portcullis-panel')) return
      observer.disconnect()
      // It is in the page. It is shown when the linter has looked for it once, and laid out when it has looked again.
      const { setTimeout: wait, requestAnimationFrame: frame } = window
      const [showing, laying]: (() => void)[][] = [[], []]
      let looks = 0
      window.requestAnimationFrame = (task) => (looks < 3 ? laying!.push(() => task(performance.now())) : frame(task))
      window.setTimeout = ((task: () => void, after?: number) => {
        if (after === 50) looks += 1
        for (const one of [...(looks ? showing!.splice(0) : []), ...(looks > 2 ? laying!.splice(0) : [])]) wait(one)
        if (after === undefined && !looks) return showing!.push(task)
        return after === 200 && looks < 3 ? laying!.push(task) : wait(task, after)
      }) as never
      done(window.portcullis.lint())
    }).observe(document.body, { childList: true })
    window.portcullis.open()
  }))
  assert.deepEqual(rules.filter(({ found }) => found.length).map(({ rule }) => rule), ['equal-size', 'equal-place', 'target-size'])
})

for (const [trick, [rule, scene, act]] of Object.entries(UNFAIR)) {
  test(`it finds ${trick}`, async (page) => {
    dress(shop, scene)
    await page.visit()
    await page.seen('portcullis-banner', '[data-action=manage]')
    if (act) await page.run(act)
    const report = await lint(page)
    assert.equal(report.fair, false)
    assert.ok(findings(report).some((line) => line.startsWith(`${rule}: `)), findings(report).join('\n') || 'it found nothing')
  })
}
