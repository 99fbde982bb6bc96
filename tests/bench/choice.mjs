// npm run bench:choice: from a choice to the frame without its layer, and from "manage" to the one with the panel, CPU 4×
// slower, with 50 gated scripts.
// docs/benchmarks.md says how.
//
//   --rounds N      rounds of each choice, 10 without it
//   --scripts N     gated scripts, 50 without it
//   --cpu N         how many times slower, 4 without it
//   --dist DIR      our files from there, as they are; otherwise dist/ is built

import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { buildAll } from '../../tools/build/all.mjs'
import { DIST, inRoot } from '../../tools/build/settings.mjs'
import { createServer } from '../../tools/server/index.mjs'
import { launch } from './browser/chromium.mjs'
import { openPage } from './browser/page.mjs'
import { machine, said } from './figures/machine.mjs'
import { quantile } from './figures/statistics.mjs'

const { values: flags } = parseArgs({
  options: { rounds: { type: 'string', default: '10' }, scripts: { type: 'string', default: '50' }, cpu: { type: 'string', default: '4' }, dist: { type: 'string' } },
})
const [rounds, scripts, cpu] = [flags.rounds, flags.scripts, flags.cpu].map(Number)

const BANNER = ['portcullis-banner', '[part~="banner"]']
const PANEL = ['portcullis-panel', 'dialog']
const at = (layer, action) => [layer[0], `[data-action="${action}"]`]
const PEER = { name: 'portcullis', banner: BANNER }

// What is done before the click that is measured, the click, and how many scripts run after it. The floor is what any
// banner or panel pays here: the same click takes the same layer away, and nothing else is done.
const CHOICES = {
  'floor: the banner taken away': { click: at(BANNER, 'accept-all'), floor: true, runs: 0 },
  'accept all, in the banner': { click: at(BANNER, 'accept-all'), runs: scripts },
  'reject all, in the banner': { click: at(BANNER, 'reject-all'), runs: 0 },
  'floor: the panel taken away': { before: open, click: at(PANEL, 'save'), floor: true, runs: 0 },
  'save one purpose, in the panel': { before: async (page) => { await open(page); await page.click([PANEL[0], 'input[name="analytics"]']); await page.quiet(200) }, click: at(PANEL, 'save'), runs: Math.ceil(scripts / 2) },
  'manage, in the banner, until the panel is painted': { click: at(BANNER, 'manage'), appears: PANEL, runs: 0 },
  'withdraw, in the panel': { before: async (page) => { await page.click(at(BANNER, 'accept-all')); await page.run(`bench.scripts(${scripts})`); await page.quiet(200); await open(page) }, click: at(PANEL, 'withdraw'), runs: scripts },
}

// Runs in the page.
function onlyTakeAway(layer) {
  addEventListener('click', (event) => {
    event.stopImmediatePropagation()
    window.bench.find(layer).remove()
  }, { capture: true, once: true })
}

async function open(page) {
  await page.run(`void (window.appeared = bench.appear(${JSON.stringify(PANEL)}))`)
  await page.click(at(BANNER, 'manage'))
  await page.run('window.appeared', 'the panel')
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
      const gone = appears ? window.bench.find(appears)?.checkVisibility() : !layer.isConnected || !layer.checkVisibility({ opacityProperty: true })
      // The frame that is being made is painted when a task of this priority runs.
      if (gone) scheduler.postTask(() => { seen.frame = performance.now() - timeStamp; window.ran = performance.getEntriesByType('mark').filter(({ startTime }) => startTime > timeStamp && startTime < timeStamp + seen.frame).length }, { priority: 'user-blocking' })
      else requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  }, { capture: true, once: true })
  window.seen = seen
}

async function one(browser, server, choice) {
  const context = await browser.context()
  try {
    const page = await openPage(context, PEER, { cpu, network: null })
    await page.go(`${server.origin}/`)
    await page.run('bench.painted()', 'the banner')
    await page.quiet(300)
    await choice.before?.(page)
    const layer = JSON.stringify(choice.click[0] === PANEL[0] ? PANEL : BANNER)
    await page.run(`(${attend})(${layer}, ${JSON.stringify(choice.appears ?? null)})`)
    if (choice.floor) await page.run(`(${onlyTakeAway})(${layer})`)
    await page.click(choice.click)
    await page.run('new Promise((done) => { const look = () => (seen.frame ? done() : setTimeout(look, 10)); look() })', 'the frame after the choice')
    await page.run(`bench.scripts(${choice.runs})`, 'the scripts to run')
    await page.quiet(500)
    const early = await page.run('window.ran')
    if (early > 0) throw new Error(`${early} scripts ran before the frame was painted`)
    return await page.run('seen')
  } finally {
    await context.close()
  }
}

if (!flags.dist) await buildAll()
const server = await createServer({ roots: { '/portcullis/': flags.dist ? path.resolve(flags.dist) : DIST }, handlers: [handler] })
const browser = await launch()
try {
  const facts = machine(browser.version)
  if (facts.load[0] > facts.processors / 2) console.log(`This machine is busy (load ${facts.load[0]}): times will say little.`)
  const samples = Object.fromEntries(Object.keys(CHOICES).map((name) => [name, []]))
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, choice] of Object.entries(CHOICES)) samples[name].push(await one(browser, server, choice))
  }
  const sorted = (of, what) => of.map(what).sort((a, b) => a - b)
  console.log(`\n${scripts} gated scripts, CPU ${cpu}× slower, ${rounds} rounds; milliseconds\n`)
  console.log('| choice | click → frame that shows it, median | slowest | Event Timing, slowest | longest task after it | layout shift |\n|---|---|---|---|---|---|')
  for (const [name, of] of Object.entries(samples)) {
    const frames = sorted(of, ({ frame }) => frame)
    const event = Math.max(...of.map((seen) => seen.event))
    const long = Math.max(0, ...of.flatMap((seen) => seen.long))
    console.log(`| ${name} | ${quantile(frames, 0.5).toFixed(0)} | ${frames.at(-1).toFixed(0)} | ${event || 'under 16'} | ${long ? long.toFixed(0) : 'none over 50'} | ${Math.max(...of.map((seen) => seen.shift))} |`)
  }
  console.log(`\n${said(facts)}`)
} finally {
  await browser.close()
  await server.close()
}
