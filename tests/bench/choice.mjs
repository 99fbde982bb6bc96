// npm run bench:choice: from a choice to the frame without its layer, and from "manage" to the one with the panel, CPU 4×
// slower, with 50 gated scripts.
// docs/benchmarks.md says how.
//
//   --rounds N      rounds of each choice, 10 without it
//   --scripts N     gated scripts, 50 without it
//   --cpu N         how many times slower, 4 without it
//   --apart         the page's main thread has a processor of its own (Linux)
//   --dist DIR      our files from there, as they are; otherwise dist/ is built

import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { buildAll } from '../../tools/build/all.mjs'
import { DIST, inRoot } from '../../tools/build/settings.mjs'
import { createServer } from '../../tools/server/index.mjs'
import { slowdown } from './browser/apart.mjs'
import { launch } from './browser/chromium.mjs'
import { openPage } from './browser/page.mjs'
import { longestWork, traceTasks } from './browser/tasks.mjs'
import { machine, said } from './figures/machine.mjs'
import { quantile } from './figures/statistics.mjs'

const { values: flags } = parseArgs({
  options: { rounds: { type: 'string', default: '10' }, scripts: { type: 'string', default: '50' }, cpu: { type: 'string', default: '4' }, apart: { type: 'boolean' }, dist: { type: 'string' } },
})
const [rounds, scripts, cpu] = [flags.rounds, flags.scripts, flags.cpu].map(Number)

const BANNER = ['portcullis-banner', '[part~="banner"]']
const PANEL = ['portcullis-panel', 'dialog']
const at = (layer, action) => [layer[0], `[data-action="${action}"]`]
const PEER = { name: 'portcullis', banner: BANNER }

const EMPTY = ['dialog.empty']

// What is done before the click that is measured, the click, and how many scripts run after it. The floors are what any
// banner or panel pays here: the same click takes the same layer away, or shows an empty one, and nothing else is done.
const CHOICES = {
  'floor: the banner taken away': { click: at(BANNER, 'accept-all'), instead: takeAway, runs: 0 },
  'accept all, in the banner': { click: at(BANNER, 'accept-all'), runs: scripts },
  'reject all, in the banner': { click: at(BANNER, 'reject-all'), runs: 0 },
  'floor: the panel taken away': { before: open, click: at(PANEL, 'save'), instead: takeAway, runs: 0 },
  'save one purpose, in the panel': { before: async (page) => { await open(page); await page.click([PANEL[0], 'input[name="analytics"]']); await page.quiet(200) }, click: at(PANEL, 'save'), runs: Math.ceil(scripts / 2) },
  'floor: an empty modal dialog shown': { click: at(BANNER, 'manage'), instead: showEmpty, appears: EMPTY, runs: 0 },
  'manage, in the banner, until the panel is painted': { click: at(BANNER, 'manage'), appears: PANEL, runs: 0 },
  'withdraw, in the panel': { before: async (page) => { await page.click(at(BANNER, 'accept-all')); await page.run(`bench.scripts(${scripts})`); await page.quiet(200); await open(page) }, click: at(PANEL, 'withdraw'), runs: scripts },
}

// Runs in the page.
function takeAway(layer) {
  addEventListener('click', (event) => {
    event.stopImmediatePropagation()
    window.bench.find(layer).remove()
  }, { capture: true, once: true })
}

// Runs in the page.
function showEmpty() {
  addEventListener('click', (event) => {
    event.stopImmediatePropagation()
    const dialog = document.body.appendChild(document.createElement('dialog'))
    dialog.className = 'empty'
    dialog.showModal()
  }, { capture: true, once: true })
}

async function open(page) {
  await page.run(`void (window.appeared = bench.appear(${JSON.stringify(PANEL)}))`)
  await page.click(at(BANNER, 'manage'))
  await page.run('window.appeared', 'the panel')
  // Sections are shown a frame each.
  await page.run(`new Promise((done) => { const look = () => (bench.find(['${PANEL[0]}', '[data-later]']) ? requestAnimationFrame(look) : done()); look() })`, 'all of the panel')
  await page.quiet(200)
}

// A store's whole policy, 25 kB of it.
const POLICY = await readFile(inRoot('www', 'policies', 'bettymills.json'), 'utf8')

// Half of them inline, half files; each does nothing but mark that it ran, so what takes long after a click is ours.
function document() {
  const mark = (number) => `performance.mark('ran ${number}')`
  const tags = Array.from({ length: scripts }, (_, number) => {
    const consent = `type="text/plain" data-consent="${number % 2 ? 'remarketing' : 'analytics'}"`
    return number % 4 < 2 ? `<script ${consent}>${mark(number)}</script>` : `<script ${consent} src="/ran.js?${number}"></script>`
  })
  return `<!doctype html><html lang="en"><head><script src="/portcullis/portcullis.js" data-policy="/policy.json"></script><meta charset="utf-8"><title>Mops</title><link rel="icon" href="data:,"></head><body><h1>Mops</h1>${'<p>A shelf of mops and buckets.</p>'.repeat(200)}${tags.join('\n')}</body></html>`
}

const FILES = { '/': ['text/html; charset=utf-8', document], '/policy.json': ['application/json', () => POLICY], '/ran.js': ['text/javascript', (query) => `performance.mark('ran ${Object.keys(query)[0]}')`] }

async function handler(_, response, { entry }) {
  const file = FILES[entry.path]
  if (!file) return false
  response.writeHead(200, { 'Content-Type': file[0], 'Cache-Control': 'no-store' }).end(file[1](entry.query))
  return true
}

// Runs in the page: attends to the click that comes next.
function attend(shown, appears) {
  const seen = { frame: 0, event: 0, long: [], shift: 0 }
  const observe = (type, take, options) => new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, ...options })
  observe('event', (entry) => { if (entry.interactionId) seen.event = Math.max(seen.event, entry.duration) }, { durationThreshold: 16 })
  observe('longtask', (entry) => seen.long.push(entry.duration))
  observe('layout-shift', (entry) => { if (!entry.hadRecentInput) seen.shift += entry.value })
  const layer = window.bench.find(shown)
  addEventListener('click', ({ timeStamp }) => {
    const look = () => {
      const gone = appears ? window.bench.find(appears)?.checkVisibility({ opacityProperty: true }) : !layer.isConnected || !layer.checkVisibility({ opacityProperty: true })
      // The frame that is being made is painted when a task of this priority runs.
      if (gone) scheduler.postTask(() => { seen.frame = performance.now() - timeStamp; window.ran = performance.getEntriesByType('mark').filter(({ startTime }) => startTime > timeStamp && startTime < timeStamp + seen.frame).length }, { priority: 'user-blocking' })
      else requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  }, { capture: true, once: true })
  window.seen = seen
}

const clicked = ({ name, args }) => name === 'EventDispatch' && args.data?.type === 'click'

// What the page has seen of a choice on a slow processor; traced, on the processor as it is, its tasks.
async function one(browser, server, choice, traced) {
  const context = await browser.context()
  try {
    const page = await openPage(context, PEER, { cpu: traced ? 1 : cpu, network: null })
    await page.go(`${server.origin}/`)
    await page.run('bench.painted()', 'the banner')
    await page.quiet(300)
    await choice.before?.(page)
    const layer = JSON.stringify(choice.click[0] === PANEL[0] ? PANEL : BANNER)
    await page.run(`(${attend})(${layer}, ${JSON.stringify(choice.appears ?? null)})`)
    if (choice.instead) await page.run(`(${choice.instead})(${layer})`)
    const end = traced && await traceTasks(page, clicked)
    await page.click(choice.click)
    await page.run('new Promise((done) => { const look = () => (seen.frame ? done() : setTimeout(look, 10)); look() })', 'the frame after the choice')
    await page.run(`bench.scripts(${choice.runs})`, 'the scripts to run')
    await page.quiet(500)
    const early = await page.run('window.ran')
    if (early > 0) throw new Error(`${early} scripts ran before the frame was painted`)
    return end ? await end() : await page.run('seen')
  } finally {
    await context.close()
  }
}

if (!flags.dist) await buildAll()
const server = await createServer({ roots: { '/portcullis/': flags.dist ? path.resolve(flags.dist) : DIST }, handlers: [handler] })
const browser = await launch({ apart: flags.apart })
try {
  const facts = machine(browser.version)
  const apart = flags.apart ? `, its main thread on a processor of its own (there ${(await slowdown(browser, cpu)).toFixed(1)}× as long for the same work)` : ''
  if (facts.load[0] > facts.processors / 2) console.log(`This machine is busy (load ${facts.load[0]}): times will say little.`)
  const samples = Object.fromEntries(Object.keys(CHOICES).map((name) => [name, { slow: [], work: [] }]))
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, choice] of Object.entries(CHOICES)) {
      samples[name].slow.push(await one(browser, server, choice))
      samples[name].work.push(longestWork(await one(browser, server, choice, true)))
    }
  }
  const sorted = (of, what) => of.map(what).sort((a, b) => a - b)
  console.log(`\n${scripts} gated scripts, CPU ${cpu}× slower${apart}, ${rounds} rounds; milliseconds\n`)
  console.log('| choice | click → frame that shows it, median | slowest | Event Timing, slowest | longest task after it | its work, median | most | layout shift |\n|---|---|---|---|---|---|---|---|')
  for (const [name, { slow, work }] of Object.entries(samples)) {
    const frames = sorted(slow, ({ frame }) => frame)
    const works = sorted(work, (most) => cpu * most)
    const event = Math.max(...slow.map((seen) => seen.event))
    const long = Math.max(0, ...slow.flatMap((seen) => seen.long))
    const cells = [name, quantile(frames, 0.5).toFixed(0), frames.at(-1).toFixed(0), event || 'under 16', long ? long.toFixed(0) : 'none over 50', quantile(works, 0.5).toFixed(0), works.at(-1).toFixed(0), Math.max(...slow.map((seen) => seen.shift))]
    console.log(`| ${cells.join(' | ')} |`)
  }
  console.log(`\n${said(facts)}`)
} finally {
  await browser.close()
  await server.close()
}
