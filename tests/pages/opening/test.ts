/** The panel on its way: it is a modal that nobody sees until all of it is laid out. */
import assert from 'node:assert/strict'
import { pageOf } from '../harness/document'
import type { Page } from '../harness/page'
import { openShop } from '../harness/shop'
import { waitFor } from '../harness/wait'

const shop = openShop(import.meta.url)
const { test } = shop

const TAG = 'data-policy="/policies/bettymills.json"'

/** While the panel is laid out unseen, and when it is seen, `act` runs; what it gives is kept. */
const watching = (act: string) => `<script>
  window.seen = []
  new MutationObserver((changes) => {
    for (const { target } of changes) if (target.localName === 'portcullis-panel') { const is = target.dataset.ahead ? 'laid out' : 'seen'; seen.push(${act}) }
  }).observe(document, { subtree: true, attributeFilter: ['data-ahead'] })
</script>`
const told = (page: Page) => page.run(() => [...new Set((window as never as { seen: string[] }).seen)])

test('until it can be seen nothing in it can be clicked, and nothing beneath it', async (page) => {
  const act = `is + ' ' + [0.3, 0.5, 0.7].some((x) => { for (let y = 5; y < innerHeight; y += 20) if (/^portcullis|^button/.test(document.elementFromPoint(innerWidth * x, y)?.localName)) return true })`
  shop.write('/watched.html', pageOf({ before: watching(act), tag: TAG, body: '<button style="position:fixed;inset:0;width:100vw;height:100vh">Buy</button>' }))
  await page.visit('/watched.html')
  await page.openPanel()
  assert.deepEqual(await told(page), ['laid out false', 'seen true'])
})

test('it comes in within 200 ms, and at once for those who want no motion', async (page) => {
  const moves = `is + target.shadowRoot.querySelector('dialog').getAnimations().map(({ transitionProperty, effect }) => ' ' + transitionProperty + ' ' + effect.getTiming().duration).sort().join('')`
  for (const [value, expected] of [['no-preference', 'seen opacity 160 translate 160'], ['reduce', 'seen']] as const) {
    shop.write('/watched.html', pageOf({ before: watching(moves), tag: TAG }))
    await page.media({ features: [{ name: 'prefers-reduced-motion', value }] })
    await page.visit('/watched.html')
    await page.openPanel()
    assert.deepEqual(await told(page), ['laid out', expected])
  }
  await page.media()
}, 'tools')

test('a choice that the page makes before it can be seen takes it away, and the page can be used', async (page) => {
  shop.write('/watched.html', pageOf({ before: watching(`(is === 'laid out' && portcullis.rejectAll(), is)`), tag: TAG, body: '<button id="own">Buy</button>' }))
  await page.visit('/watched.html')
  await page.untilAsked()
  await page.run(() => {
    document.getElementById('own')!.focus()
    window.portcullis.open()
  })
  await waitFor('the choice', async () => (await page.told('choice')).length > 0)
  await page.settle()
  assert.ok(!(await page.find('portcullis-panel', 'dialog')))
  assert.equal(await page.run(() => document.activeElement?.id), 'own')
  await page.driver.findElement({ id: 'own' }).click()
  assert.deepEqual(await told(page), ['laid out'])
})

test('a part of it that is asked for before it can be seen is what is seen', async (page) => {
  shop.write('/watched.html', pageOf({ before: watching(`(is === 'laid out' && portcullis.open('receipts'), is)`), tag: TAG }))
  await page.visit('/watched.html')
  await page.untilAsked()
  await page.run(() => window.portcullis.open())
  await waitFor('it to be seen', async () => (await told(page)).includes('seen'))
  await page.settle()
  assert.equal(await page.run(() => document.querySelector('portcullis-panel')!.shadowRoot!.activeElement!.closest('section')?.className), 'receipts')
})

test('where it cannot be laid out, nor closed, the page can be used, and says why', async (page) => {
  const before = `<script>
    const { get } = Object.getOwnPropertyDescriptor(HTMLElement.prototype, 'offsetHeight')
    Object.defineProperty(HTMLElement.prototype, 'offsetHeight', { get() {
      if (this.matches(':modal')) throw new Error('no height')
      return get.call(this)
    } })
    HTMLDialogElement.prototype.close = () => { throw new Error('no end') }
  </script>`
  shop.write('/broken.html', pageOf({ before, tag: TAG, body: '<button id="own">Buy</button>' }))
  await page.visit('/broken.html')
  await page.untilAsked()
  await page.run(() => window.portcullis.open())
  await waitFor('what went wrong', async () => (await page.said()).some((line) => line.includes('no height')))
  await page.settle()
  await page.driver.findElement({ id: 'own' }).click()
})
