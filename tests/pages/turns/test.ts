/** Scripts that are released take turns with the page, so that no task of ours grows with their number. */
import assert from 'node:assert/strict'
import { TAG, pageOf } from '../harness/document'
import type { Page } from '../harness/page'
import { recordOf } from '../harness/record'
import { openShop } from '../harness/shop'
import { waitFor } from '../harness/wait'

const shop = openShop(import.meta.url)
const { test } = shop

const SCRIPTS = 12
/** Milliseconds that each works. */
const WORK = 5

/** The page's own messages, one after another, count its turns; each script notes its number and the turn it ran in. */
const HEAD = `<script>
  window.ran = []
  window.turn = 0
  const own = new MessageChannel()
  window.begin = () => own.port2.postMessage(0)
  own.port1.onmessage = () => {
    turn += 1
    if (window.refuse && ran.length > 2) refuse = void portcullis.rejectAll()
    if (ran.length < ${SCRIPTS}) begin()
  }
  window.work = (number) => {
    for (const until = performance.now() + ${WORK}; performance.now() < until; );
    ran.push([number, turn])
  }
</script>`

const write = () =>
  shop.write('/index.html', pageOf({
    tag: TAG,
    head: HEAD,
    body: Array.from({ length: SCRIPTS }, (_, number) => `<script type="text/plain" data-consent="analytics">work(${number})</script>`).join('\n'),
  }))

interface Own {
  ran: [number: number, turn: number][]
  refuse?: boolean
  begin(): void
}

const accept = (page: Page, refuse: boolean) =>
  page.run(async (refuse) => {
    const own = window as never as Own
    own.refuse = refuse
    own.begin()
    await window.portcullis.acceptAll()
    return own.ran
  }, refuse)

test('the page has its turns between scripts, which keep their order, and a choice is settled when all ran', async (page) => {
  write()
  await page.visit()
  await page.untilAsked()
  const ran = await accept(page, false)
  assert.deepEqual(ran.map(([number]) => number), Array.from({ length: SCRIPTS }, (_, number) => number))
  assert.ok(new Set(ran.map(([, turn]) => turn)).size > 3, JSON.stringify(ran))
})

test('a refusal between two turns stops the scripts whose turn has not come', async (page) => {
  write()
  await page.visit()
  await page.untilAsked()
  const ran = await accept(page, true)
  assert.ok(ran.length > 2 && ran.length < SCRIPTS, JSON.stringify(ran))
  await page.settle()
  await waitFor('the refusal', async () => (await recordOf(page)).choices.analytics === false)
  assert.equal((await page.run(() => (window as never as Own).ran)).length, ran.length)
})

for (const hidden of [false, true]) test(`what a choice leaves to be done ${hidden ? 'is done at once in a page in the background, which may have no turn more' : 'has a turn each'}`, async (page) => {
  write()
  await page.visit()
  await page.untilAsked()
  const turns = await page.run(async (hidden) => {
    if (hidden) Object.defineProperty(Document.prototype, 'hidden', { value: true })
    const noted = new Map<string, number>()
    let turn = 0
    const { setTimeout: wait } = window
    window.setTimeout = ((task: () => void, ...how: []) => wait(() => {
      turn += 1
      task()
    }, ...how)) as never
    const { getItem, setItem } = Storage.prototype
    // Whether an earlier choice has ended is looked for last.
    Storage.prototype.getItem = function (name) {
      noted.set('ended', turn)
      return getItem.call(this, name)
    }
    Storage.prototype.setItem = function (name, text) {
      noted.set(name, turn)
      setItem.call(this, name, text)
    }
    let told: (number | undefined)[] = []
    document.addEventListener('portcullis:choice', () => (told = [...['portcullis:history', 'portcullis:seen', 'ended'].map((name) => noted.get(name)), turn]))
    await window.portcullis.rejectAll()
    return told
  }, hidden)
  if (hidden) return assert.deepEqual(turns.slice(0, 3), [0, 0, 0], String(turns))
  assert.ok(turns.every((turn) => turn! > 0), String(turns))
  assert.equal(new Set(turns).size, 4, String(turns))
})
