/** Buttons that a page puts where it likes: data-portcullis. */
import assert from 'node:assert/strict'
import { By } from 'selenium-webdriver'
import { pageOf, reporter } from '../harness/document'
import type { Page } from '../harness/page'
import { openShop } from '../harness/shop'
import { waitFor } from '../harness/wait'

const shop = openShop(import.meta.url)
const { test } = shop

const button = (action: string) => `<button type="button" id="${action}" data-portcullis="${action}"><b>${action}</b></button>`
const BODY = ['open', 'accept-all', 'reject-all', 'withdraw', 'ask', 'acept'].map(button).join('')

function write(): void {
  shop.write('/index.html', pageOf({ head: reporter('analytics'), body: BODY }))
}

/** Clicks the bold text in the button, as fingers do. */
async function press(page: Page, id: string): Promise<void> {
  await page.front()
  await page.driver.findElement(By.css(`#${id} b`)).click()
}

test('accept-all, reject-all and withdraw choose by gesture, and the record names them', async (page) => {
  write()
  await page.visit()
  for (const [action, granted] of [['accept-all', true], ['reject-all', false], ['accept-all', true], ['withdraw', false]] as const) {
    const { detail } = await page.settled(() => press(page, action))
    assert.equal(detail.method, action)
    const record = await page.run(() => window.portcullis.record())
    assert.equal(record?.method, action)
    assert.equal(record?.gesture, true)
    assert.equal(await page.allows('analytics'), granted)
  }
})

test('a click by script chooses too, and the record says that no hand made it', async (page) => {
  write()
  await page.visit()
  await page.settled(() => page.run(() => document.getElementById('accept-all')!.click()))
  assert.equal((await page.run(() => window.portcullis.record()))?.gesture, false)
})

test('a click by script on our own buttons chooses as well, and the record says the same', async (page) => {
  write()
  await page.visit()
  await page.untilAsked()
  const pressed = (surface: string, action: string) =>
    page.settled(() =>
      page.run(
        (name, wanted) => document.querySelector(name)!.shadowRoot!.querySelector<HTMLElement>(`[data-action=${wanted}]`)!.click(),
        surface,
        action,
      ))
  await pressed('portcullis-banner', 'accept-all')
  assert.equal((await page.run(() => window.portcullis.record()))?.gesture, false)
  await page.run(() => window.portcullis.open())
  await page.panelButton('reject-all')
  await pressed('portcullis-panel', 'reject-all')
  assert.equal((await page.run(() => window.portcullis.record()))?.gesture, false)
})

test('open shows the panel, ask shows the banner, and neither decides', async (page) => {
  write()
  await page.visit()
  await page.choose('reject-all')
  await page.untilNotAsked()
  await press(page, 'ask')
  await page.untilAsked()
  await page.run(() => window.portcullis.hide())
  await press(page, 'open')
  await page.panelButton('save')
  assert.equal((await page.told('choice')).length, 1)
})

test('a button pressed before the gate is there is answered when it is', async (page) => {
  write()
  const held = shop.server.rule(/gate\.(wasm|twin\.js)$/, { hold: true })
  await page.go()
  await press(page, 'accept-all')
  assert.deepEqual(page.collected(), [])
  held.release()
  await page.ready()
  await waitFor('the tag', () => page.collected().length === 1)
  assert.equal((await page.run(() => window.portcullis.record()))?.method, 'accept-all')
})

test('a button that the page adds later works', async (page) => {
  write()
  await page.visit()
  await page.run((html) => (document.querySelector('h1')!.innerHTML = html), '<button data-portcullis="reject-all" id="late"><b>No</b></button>')
  await page.settled(() => press(page, 'late'))
  assert.equal((await page.run(() => window.portcullis.record()))?.method, 'reject-all')
})

test('an action that there is not does nothing and is said once, with those that there are', async (page) => {
  write()
  await page.visit()
  await press(page, 'acept')
  await press(page, 'acept')
  const said = await page.said()
  assert.equal(said.length, 1, said.join('\n'))
  assert.match(said[0]!, /"acept".*accept-all/)
  assert.deepEqual(await page.kept(), [])
})

/** What is not a button of the page, although it carries the attribute. */
const NO_BUTTONS: Record<string, string> = {
  'a paragraph': '<p id="no" data-portcullis="accept-all"><b>Text</b></p>',
  'a field': '<input id="no" value="Text" data-portcullis="accept-all">',
  'what lies around a paragraph': '<section data-portcullis="accept-all"><p id="no">Text</p></section>',
}

for (const [what, body] of Object.entries(NO_BUTTONS))
  test(`${what} with the attribute chooses nothing`, async (page) => {
    shop.write('/index.html', pageOf({ body }))
    await page.visit()
    await page.driver.findElement(By.id('no')).click()
    await page.settle()
    assert.equal(await page.run(() => window.portcullis.record()), null)
  })

for (const [what, body] of Object.entries({
  'an element with the role of a button': '<div role="button" id="yes" tabindex="0" data-portcullis="reject-all">No</div>',
  'an input': '<input type="button" id="yes" value="No" data-portcullis="reject-all">',
  'a link': '<a href="/gone.html" id="yes" data-portcullis="reject-all">No</a>',
}))
  test(`${what} with the attribute is a button`, async (page) => {
    shop.write('/index.html', pageOf({ body }))
    await page.visit()
    await page.settled(() => page.driver.findElement(By.id('yes')).click())
    assert.equal(await page.run(() => window.portcullis.record()?.method), 'reject-all')
  })

/** Where a page, or what somebody wrote into it, may put the attribute so that our own clicks pass by it. */
const AROUND: Record<string, () => void> = {
  'on the document': () => document.documentElement.setAttribute('data-portcullis', 'accept-all'),
  'on the body': () => document.body.setAttribute('data-portcullis', 'accept-all'),
  'on our hosts': () => document.querySelectorAll('portcullis-banner, portcullis-panel').forEach((host) => host.setAttribute('data-portcullis', 'accept-all')),
  'on a button around our hosts': () => {
    for (const host of document.querySelectorAll('portcullis-banner')) {
      const button = document.createElement('button')
      button.dataset.portcullis = 'accept-all'
      document.body.append(button)
      button.append(host)
      host.shadowRoot!.querySelectorAll<HTMLElement>('[popover]').forEach((one) => one.showPopover())
    }
  },
  'in our hosts, beside what is shown of them': () =>
    document.querySelectorAll('portcullis-banner, portcullis-panel').forEach((host) => (host.innerHTML = '<button data-portcullis="accept-all">Yes</button>')),
}

for (const [what, put] of Object.entries(AROUND))
  for (const layer of ['banner', 'panel'] as const)
    test(`the attribute ${what} makes no choice of a click in the ${layer}, and doubles none`, async (page) => {
      shop.write('/index.html', pageOf({ body: reporter('analytics') }))
      await page.visit()
      if (layer === 'panel') await page.openPanel()
      else await page.untilAsked()
      await page.run(put)
      if (layer === 'panel') await page.settled(async () => (await page.panelButton('reject-all')).click())
      else await page.choose('reject-all')
      await page.settle()
      assert.deepEqual(await page.run(() => window.portcullis.history().map(({ method, gesture }) => `${method} ${gesture}`)), ['reject-all true'])
      assert.deepEqual(page.collected(), [])
    })

test('the attribute on the document makes no choice of a click in the banner before the rest has loaded, either', async (page) => {
  const held = shop.server.rule(/portcullis\.runtime\.js$/, { hold: true })
  shop.write('/index.html', pageOf({ before: '<script>document.documentElement.dataset.portcullis = "accept-all"</script>' }))
  await page.go()
  await (await page.bannerButton('reject-all')).click()
  held.release()
  await page.ready()
  await waitFor('the choice', async () => (await page.told('choice')).length > 0)
  await page.settle()
  assert.deepEqual(await page.run(() => window.portcullis.history().map(({ method }) => method)), ['reject-all'])
})

test('what a page sends into our layers is no gesture, whatever it sends there, and when', async (page) => {
  shop.write('/index.html', pageOf({ body: '<button id="own">Buy</button>' }))
  await page.visit()
  await page.openPanel()
  await page.run(() => {
    const root = document.querySelector('portcullis-panel')!.shadowRoot!
    // In the middle of a click that a hand makes on something else.
    root.addEventListener('click', () => {}, true)
    for (const type of ['press', 'change'])
      root.addEventListener(type, ({ isTrusted }) => {
        if (root.querySelector('[data-sent]')) return
        root.querySelector('dialog')!.setAttribute('data-sent', '')
        root.querySelector('[data-action=accept-all]')!.dispatchEvent(new CustomEvent('press', { bubbles: true, detail: isTrusted ? 1 : 0 }))
      }, true)
  })
  await page.settled(async () => (await page.toggle('analytics')).click())
  assert.deepEqual(await page.run(() => [window.portcullis.record()?.method, window.portcullis.record()?.gesture]), ['accept-all', false])
})
