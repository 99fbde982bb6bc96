/** Each task of a visitor with a screen reader, from what the accessibility tree says alone: roles, names, states, announcements. */
import assert from 'node:assert/strict'
import { Key, press } from '../harness/keys'
import { dress } from '../harness/looks'
import type { Page } from '../harness/page'
import { Reader } from '../harness/reader'
import { openShop } from '../harness/shop'
import { waitFor } from '../harness/wait'

const shop = openShop(import.meta.url)

const ASKS = ['region Privacy choices', 'heading May we use optional cookies?', 'link Privacy policy', 'button Accept all', 'button Reject all', 'button Manage choices']
const OPTIONAL = ['Visit statistics', 'Ads based on your visits', 'Reports on our ads']

/** A test of somebody who has come to the question. */
const test = (task: string, body: (page: Page, reader: Reader) => Promise<void>) =>
  shop.test(
    task,
    async (page) => {
      dress(shop, {})
      await page.visit()
      const reader = new Reader(page)
      await reader.find('button', 'Manage choices')
      await body(page, reader)
    },
    'tools',
  )

const untilFocus = (reader: Reader, wanted: string) => waitFor(`the focus on ${wanted}`, async () => (await reader.focus()) === wanted)

const untilGone = (reader: Reader, role: string, name: string) => waitFor(`${role} "${name}" to go`, async () => !(await reader.has(role, name)))

/** Which switches are on, as they are read. */
const switched = async (page: Page, reader: Reader) => {
  await page.untilLaidOut()
  return (await reader.all()).filter(({ role, states, name }) => role === 'switch' && states.checked && OPTIONAL.includes(name)).map(({ name }) => name)
}

test('the question is announced, and stands after the page: region, heading, text, link, three answers', async (_, reader) => {
  await reader.told('May we use optional cookies?')
  const read = await reader.lines()
  const places = ['heading Mops', ...ASKS].map((line) => read.indexOf(line))
  assert.ok(!places.includes(-1), read.join('\n'))
  assert.deepEqual(places, [...places].sort((a, b) => a - b), read.join('\n'))
  const region = await reader.find('region', 'Privacy choices')
  for (const purpose of OPTIONAL) assert.ok(region.text.includes(purpose), region.text)
  assert.equal((await reader.find('heading', 'May we use optional cookies?')).states.level, 2)
  assert.notEqual((await reader.focus()).split(' ')[0], 'button', 'the focus is where the page has it')
})

test('somebody who goes from control to control meets the question first, and then the page', async (page, reader) => {
  for (const control of [...ASKS.slice(2), 'link A shelf']) {
    await press(page, Key.TAB)
    await untilFocus(reader, control)
  }
})

for (const [task, button, granted] of [['accept', 'Accept all', true], ['refuse', 'Reject all', false]] as const) {
  test(`${task}: the answer is announced, the question is gone, and the reader stands on what reopens it`, async (page, reader) => {
    await page.settled(() => reader.use('button', button))
    await reader.told('Your choice is saved.')
    await untilFocus(reader, 'button Privacy choices')
    const read = await reader.lines()
    assert.deepEqual(ASKS.filter((line) => read.includes(line)), [], 'nothing of the question is left')
    assert.ok(read.includes('heading Mops'))
    assert.equal(await page.allows('analytics'), granted)
  })
}

test('choose: a modal dialog with a name, read from its heading; switches say what they are for and whether they are on', async (page, reader) => {
  await reader.use('button', 'Manage choices', Key.ENTER)
  await untilFocus(reader, 'heading Your privacy choices')
  const dialog = await reader.find('dialog', 'Your privacy choices')
  assert.equal(dialog.states.modal, true)
  assert.equal(await reader.has('heading', 'Mops'), false, 'behind a modal nothing is read')
  assert.deepEqual(await switched(page, reader), [])
  const needed = (await reader.all()).filter(({ role, states }) => role === 'switch' && states.disabled)
  assert.ok(needed.length > 0 && needed.every(({ states }) => states.checked), 'what is needed is on, and cannot be switched')
  await reader.use('switch', 'Visit statistics')
  await waitFor('the switch to be on', async () => (await switched(page, reader)).includes('Visit statistics'))
  await page.settled(() => reader.use('button', 'Save choices'))
  await reader.told('Your choice is saved.')
  await untilGone(reader, 'dialog', 'Your privacy choices')
  assert.deepEqual(await page.granted('analytics', 'remarketing'), ['analytics'])
})

test('reopen: the panel says what was chosen; Escape changes nothing and leads back', async (page, reader) => {
  await page.settled(() => reader.use('button', 'Accept all'))
  await page.reload()
  await reader.use('button', 'Privacy choices', Key.ENTER)
  await untilFocus(reader, 'heading Your privacy choices')
  assert.deepEqual(await switched(page, reader), OPTIONAL)
  await waitFor('the past choice to be read', async () => (await reader.find('dialog', 'Your privacy choices')).text.includes('Accepted all'))
  await press(page, Key.ESCAPE)
  await untilGone(reader, 'dialog', 'Your privacy choices')
  await untilFocus(reader, 'button Privacy choices')
  assert.equal((await page.run(() => window.portcullis.record()))?.sequence, 1)
})

test('withdraw: announced, and all switches read off the next time', async (page, reader) => {
  await page.settled(() => reader.use('button', 'Accept all'))
  await reader.use('button', 'Privacy choices')
  await reader.find('dialog', 'Your privacy choices')
  await page.settled(() => reader.use('button', 'Withdraw consent'))
  await reader.told('Your choice is saved.')
  await untilGone(reader, 'dialog', 'Your privacy choices')
  assert.equal(await page.allows('analytics'), false)
  await reader.use('button', 'Privacy choices')
  await reader.find('switch', 'Visit statistics')
  assert.deepEqual(await switched(page, reader), [])
})

test('read a disclosure: it says that it is folded, unfolds, and what it holds is read then and not before', async (_, reader) => {
  await reader.use('button', 'Manage choices')
  await untilFocus(reader, 'heading Your privacy choices')
  const folded = await waitFor('what unfolds', async () => (await reader.all()).find(({ role }) => role === 'DisclosureTriangle'))
  assert.equal(folded.states.expanded ?? false, false)
  const before = (await reader.find('dialog', 'Your privacy choices')).text
  await reader.use(folded.role, folded.name)
  await waitFor('it to say that it is unfolded', async () => (await reader.find(folded.role, folded.name)).states.expanded === true)
  const after = (await reader.find('dialog', 'Your privacy choices')).text
  assert.ok(after.length > before.length + 20, after)
})
