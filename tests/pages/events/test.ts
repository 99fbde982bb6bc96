/** What the page is told: DOM events on the document, and portcullis.on. */
import assert from 'node:assert/strict'
import { pageOf, reporter } from '../harness/document'
import type { Page } from '../harness/page'
import { openShop } from '../harness/shop'
import { waitFor } from '../harness/wait'

const shop = openShop(import.meta.url)
const { test } = shop

function write(script = ''): void {
  const pixel = '<img id="pixel" alt="" data-consent="analytics" data-consent-src="/collect/pixel">'
  shop.write('/index.html', pageOf({ head: `<script>${script}</script>${reporter('analytics')}`, body: pixel }))
}

const kinds = async (page: Page) => (await page.heard()).events.map(({ type }) => type)

test('a visit, a grant, a withdrawal: each event once, in order, its detail frozen through and through', async (page) => {
  write()
  await page.visit()
  await page.untilAsked()
  await page.choose('accept-all')
  await page.settled(() => page.run(() => window.portcullis.withdraw()))
  await waitFor('the last event', async () => (await page.told('change')).length === 2)
  const { events } = await page.heard()
  assert.deepEqual(
    events.map(({ type }) => type),
    ['ask', 'ready', 'release', 'choice', 'change', 'hold', 'choice', 'change'],
  )
  assert.deepEqual(events.filter(({ frozen }) => !frozen), [])

  const [, ready, release, choice, change, hold, , back] = events.map(({ detail }) => detail)
  assert.deepEqual(ready, {
    decided: false,
    regime: 'opt-in',
    signal: false,
    granted: ['necessary'],
    denied: ['analytics', 'remarketing'],
  })
  assert.deepEqual(release, { elements: ['pixel', 'script'] })
  assert.deepEqual(hold, { elements: ['pixel'] })
  assert.deepEqual(Object.keys(choice!).sort(), ['choices', 'method', 'record', 'reloadNeeded', 'saved'])
  assert.deepEqual(choice!.choices, { necessary: true, analytics: true, remarketing: true })
  assert.deepEqual(change, {
    granted: ['analytics', 'remarketing'],
    denied: [],
    previous: { necessary: true, analytics: false, remarketing: false },
  })
  assert.deepEqual(back, {
    granted: [],
    denied: ['analytics', 'remarketing'],
    previous: { necessary: true, analytics: true, remarketing: true },
  })
})

test('a choice that changes nothing is told as a choice and not as a change', async (page) => {
  write()
  await page.visit()
  await page.choose('reject-all')
  await page.settled(() => page.run(() => window.portcullis.rejectAll()))
  await page.settle()
  assert.deepEqual(await kinds(page), ['ask', 'ready', 'choice', 'choice'])
})

test('events neither bubble out of the document nor come back', async (page) => {
  write(`window.outside = 0; addEventListener('portcullis:ready', () => (outside += 1))`)
  await page.visit()
  assert.equal(await page.run(() => (window as never as { outside: number }).outside), 0)
})

test('who listens early hears everything; who listens late hears what is the case, once; who left hears nothing', async (page) => {
  write(`window.early = []; window.late = []; window.gone = []
    const end = portcullis.on('ready', () => gone.push('ready')); end()
    for (const type of ['ready', 'choice']) portcullis.on(type, (detail) => early.push([type, detail]))`)
  await page.visit()
  await page.choose('accept-all')
  await page.run(() => {
    const { late } = window as never as { late: unknown[] }
    for (const type of ['ready', 'choice', 'error'] as const) window.portcullis.on(type, (detail) => late.push([type, detail]))
  })
  const heard = await page.run(() => {
    const { early, late, gone } = window as never as Record<string, [string, { method?: string }][]>
    return { early: early!.map(([type]) => type), late: late!.map(([type, { method }]) => [type, method ?? null]), gone }
  })
  assert.deepEqual(heard, { early: ['ready', 'choice'], late: [['ready', null], ['choice', 'accept-all']], gone: [] })
  await page.settled(() => page.run(() => window.portcullis.rejectAll()))
  assert.equal(await page.run(() => (window as never as { late: unknown[] }).late.length), 3)
})

test('listeners that throw stop neither each other nor the gate', async (page) => {
  write(`window.after = 0
    for (const type of ['ready', 'choice', 'change', 'release']) {
      portcullis.on(type, () => { throw new Error('on purpose') })
      document.addEventListener('portcullis:' + type, () => { throw new Error('on purpose') })
      portcullis.on(type, () => (after += 1))
    }`)
  await page.visit()
  await page.choose('accept-all')
  await waitFor('the tags', () => page.collected().length === 2)
  await waitFor('every listener', async () => (await page.run(() => (window as never as { after: number }).after)) === 4)
  assert.equal(await page.allows('analytics'), true)
})

test('a choice made in a listener is carried out after the one that is being told of', async (page) => {
  write(`portcullis.on('choice', ({ method }) => { if (method === 'accept-all') portcullis.save({ remarketing: false }) })`)
  await page.visit()
  await page.choose('accept-all')
  await waitFor('the second choice', async () => (await page.told('choice')).length === 2)
  assert.deepEqual(await page.granted('analytics', 'remarketing'), ['analytics'])
  await waitFor('both stores to hold the second choice', async () => {
    const { cookie, local } = await page.stored()
    return cookie === local
  })
})
