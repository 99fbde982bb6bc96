/**
 * Modals and focus traps that are no `<dialog>`: they take clicks, keys and the focus from whatever is not theirs, but not
 * from banner, panel and placeholder. The libraries are as they come from npm.
 */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { pageOf } from '../harness/document'
import { Key, focused, press } from '../harness/keys'
import type { Page } from '../harness/page'
import { openShop } from '../harness/shop'
import { waitFor } from '../harness/wait'

const shop = openShop(import.meta.url)
const { test } = shop

const MODAL = '<button id="x">Close</button><input id="field" aria-label="Name">'

/** How each is opened, with its own mark-up. */
const LIBRARIES: Record<string, { files: string[]; body: string; open: string }> = {
  'focus-trap': {
    files: ['tabbable/dist/index.umd.js', 'focus-trap/dist/focus-trap.umd.js'],
    body: `<div id="modal" role="dialog" aria-label="News" tabindex="-1">${MODAL}</div>`,
    open: `focusTrap.createFocusTrap('#modal').activate()`,
  },
  bootstrap: {
    files: ['bootstrap/dist/js/bootstrap.bundle.js'],
    body: `<div class="modal" id="modal" tabindex="-1" aria-label="News"><div class="modal-dialog"><div class="modal-content">${MODAL}</div></div></div>`,
    open: `new bootstrap.Modal('#modal', { backdrop: 'static' }).show()`,
  },
  micromodal: {
    files: ['micromodal/dist/micromodal.js'],
    body: `<div id="modal" aria-hidden="true"><div tabindex="-1" data-micromodal-close><div role="dialog" aria-modal="true" aria-label="News">${MODAL}</div></div></div>`,
    open: `(MicroModal.default || MicroModal).show('modal')`,
  },
  'a11y-dialog': {
    files: ['a11y-dialog/dist/a11y-dialog.js'],
    body: `<div id="modal" aria-hidden="true" aria-label="News"><div data-a11y-dialog-hide></div><div role="document">${MODAL}</div></div>`,
    open: `new A11yDialog(document.getElementById('modal')).show()`,
  },
}

const WATCHED = ['pointerdown', 'pointerup', 'mousedown', 'mouseup', 'click', 'dblclick', 'keydown', 'keypress', 'keyup', 'focus', 'blur', 'focusin', 'focusout']

/** Notes every event that a listener of the page hears from one of our hosts, wherever it listens. */
const NOTE = `<script>
  window.overheard = []
  for (const type of ${JSON.stringify(WATCHED)}) for (const at of [window, document, document.documentElement]) for (const capture of [true, false])
    at.addEventListener(type, (event) => event.composedPath().some((node) => /^portcullis-/.test(node.localName)) && overheard.push(type), capture)
</script>`

/** Writes a page in which that library has a modal open when the banner is there. */
function write({ files, body, open }: (typeof LIBRARIES)[string]): void {
  const scripts = files.map((file) => readFileSync(new URL(`../../../node_modules/${file}`, import.meta.url), 'utf8'))
  shop.server.rule('/library.js', { body: scripts.join('\n;\n'), headers: { 'Content-Type': 'text/javascript' } })
  const film = '<template data-consent="remarketing" data-consent-placeholder="300x200"><img alt="" data-consent="remarketing" data-consent-src="/collect/film"></template>'
  shop.write('/index.html', pageOf({ head: `${NOTE}<script src="/library.js"></script>`, body: `${body}${film}<script>addEventListener('load', () => portcullis.ready.then(() => { ${open} }))</script>` }))
}

/** The page with the modal in it, which has the focus. */
async function opened(page: Page): Promise<void> {
  await page.visit()
  await page.untilAsked()
  await waitFor('the modal to have the focus', async () => ['x', 'field', 'modal', 'div'].includes(await focused(page)))
}

const overheard = (page: Page) => page.run(() => (window as never as { overheard: string[] }).overheard)

for (const [name, library] of Object.entries(LIBRARIES)) {
  test(`${name}: a click in the banner is a choice by hand, and the page hears nothing of it`, async (page) => {
    write(library)
    await opened(page)
    await page.choose('reject-all')
    assert.deepEqual(await page.run(() => [window.portcullis.record()?.method, window.portcullis.record()?.gesture]), ['reject-all', true])
    assert.deepEqual(await overheard(page), [])
  })

  test(`${name}: the banner keeps the focus that it is given, and its keys`, async (page) => {
    write(library)
    await opened(page)
    await page.run(() => document.querySelector('portcullis-banner')!.shadowRoot!.querySelector<HTMLElement>('[data-action=accept-all]')!.focus())
    await page.settle()
    assert.equal(await focused(page), 'accept-all')
    await press(page, Key.TAB)
    assert.equal(await focused(page), 'reject-all')
    await page.settled(() => press(page, Key.ENTER))
    assert.equal(await page.run(() => window.portcullis.record()?.method), 'reject-all')
    assert.deepEqual(await overheard(page), [])
  })

  test(`${name}: in the panel switches turn by click and by key, and what is saved is what they show`, async (page) => {
    write(library)
    await opened(page)
    await page.openPanel()
    await (await page.toggle('analytics')).click()
    assert.equal(await (await page.toggle('analytics')).isSelected(), true)
    assert.equal(await focused(page), 'analytics')
    await press(page, Key.SPACE)
    assert.equal(await (await page.toggle('analytics')).isSelected(), false)
    await press(page, Key.SPACE)
    await page.settled(async () => (await page.panelButton('save')).click())
    assert.deepEqual(await page.granted('analytics', 'remarketing'), ['analytics'])
    assert.equal(await page.run(() => window.portcullis.record()?.gesture), true)
    assert.deepEqual(await overheard(page), [])
  })
}

for (const action of ['once', 'always'])
  test(`focus-trap: a placeholder's button works: ${action}`, async (page) => {
    write(LIBRARIES['focus-trap']!)
    await opened(page)
    const button = await waitFor('the placeholder', () => page.driver.executeScript<never>(`return document.querySelector('portcullis-placeholder')?.shadowRoot.querySelector('[data-action=${action}]') ?? null`))
    await (button as { click(): Promise<void> }).click()
    await waitFor('the film', () => page.collected().includes('film'))
    if (action === 'always') assert.equal(await page.run(() => window.portcullis.record()?.gesture), true)
  })

test('what keeps people from the rest of a page does not stay on our hosts', async (page) => {
  shop.write('/index.html', pageOf({}))
  await page.visit()
  await page.openPanel()
  await page.run(() => {
    for (const host of document.querySelectorAll('portcullis-banner, portcullis-panel')) {
      host.setAttribute('inert', '')
      host.setAttribute('aria-hidden', 'true')
    }
  })
  await page.settled(async () => (await page.panelButton('reject-all')).click())
  assert.equal(await page.run(() => document.querySelector('portcullis-banner')!.getAttributeNames().filter((name) => /inert|hidden/.test(name)).length), 0)
})

test('a field in a modal of the page keeps its own events when the focus goes elsewhere in the page', async (page) => {
  shop.write('/index.html', pageOf({ body: '<div role="dialog" aria-label="News"><input id="one" aria-label="One"></div><input id="two" aria-label="Two"><script>window.left = 0; one.addEventListener("blur", () => (left += 1))</script>' }))
  await page.visit()
  await page.run(() => {
    document.getElementById('one')!.focus()
    document.getElementById('two')!.focus()
  })
  assert.equal(await page.run(() => (window as never as { left: number }).left), 1)
})
