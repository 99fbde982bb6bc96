// npm run bench:start: the long tasks of a first visit, CPU 4× slower, beside the floors. docs/benchmarks.md says how.
//
//   --rounds N      rounds, 14 without it
//   --cpu N         how many times slower, 4 without it
//   --slow          the line of the slow condition, too
//   --phone         the window of a phone
//   --apart         the page's main thread has a processor of its own (Linux)
//   --dist DIR      our files from there, as they are; otherwise dist/ is built

import path from 'node:path'
import { parseArgs } from 'node:util'
import { buildAll } from '../../tools/build/all.mjs'
import { DIST } from '../../tools/build/settings.mjs'
import { slowdown } from './browser/apart.mjs'
import { launch } from './browser/chromium.mjs'
import { CONDITIONS } from './browser/page.mjs'
import { longestWork, traceTasks } from './browser/tasks.mjs'
import { machine, said } from './figures/machine.mjs'
import { summary } from './figures/statistics.mjs'
import { readPeers } from './site/peers.mjs'
import { serve, writeSite } from './site/site.mjs'

const { values: flags } = parseArgs({
  options: { rounds: { type: 'string', default: '14' }, cpu: { type: 'string', default: '4' }, slow: { type: 'boolean' }, phone: { type: 'boolean' }, apart: { type: 'boolean' }, dist: { type: 'string' } },
})
const [rounds, cpu] = [flags.rounds, flags.cpu].map(Number)

/** Milliseconds in which nothing comes and no task is long: the page has started. */
const STILL = 1000
const LIMIT = 60_000

// Runs in the page, before its first line.
function watch() {
  window.long = []
  window.scripts = []
  const observe = (type, take) => new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true })
  observe('longtask', ({ startTime, duration }) => window.long.push([startTime, duration]))
  // Of frames over 50 ms, each script from 5 ms on; without those in the page itself.
  observe('long-animation-frame', (frame) => frame.scripts.forEach(({ sourceURL, duration }) => sourceURL !== location.href && window.scripts.push(duration)))
}

// Runs in the page: its long tasks once it is still, undefined before.
function seen(selector, still) {
  const last = Math.max(...performance.getEntriesByType('resource').map((entry) => entry.responseEnd), ...window.long.map(([at, duration]) => at + duration), performance.timing.loadEventEnd - performance.timing.navigationStart)
  if (document.readyState !== 'complete' || performance.now() - last < still || (selector && !document.querySelector(selector))) return
  return { long: window.long.map(([, duration]) => duration), script: Math.max(0, ...window.scripts) }
}

// Its long tasks on a slow processor; traced, on the processor as it is, the most that its thread works in one task, and in
// one that has script. Nothing of the protocol is on that the figure does not need: what counts bytes collects stack traces
// in the page's own tasks.
async function visit(browser, origin, peer, traced) {
  const url = `${origin}/${peer.name}/`
  const context = await browser.context()
  try {
    const page = await context.page()
    await page.send('Page.enable')
    await page.send('Page.addScriptToEvaluateOnNewDocument', { source: `(${watch})()` })
    if (flags.slow) {
      await page.send('Network.enable')
      await page.send('Network.emulateNetworkConditions', CONDITIONS.slow.network)
    }
    if (flags.phone) await page.send('Emulation.setDeviceMetricsOverride', { width: 412, height: 823, deviceScaleFactor: 1, mobile: true })
    await page.send('Emulation.setCPUThrottlingRate', { rate: traced ? 1 : cpu })
    const end = traced && await traceTasks(page, ({ name, args }) => name === 'ParseHTML' && args.beginData?.url === url)
    await page.send('Page.navigate', { url })
    for (const began = performance.now(); performance.now() - began < LIMIT; await new Promise((resolve) => setTimeout(resolve, 500))) {
      const { result, exceptionDetails } = await page.send('Runtime.evaluate', { expression: `window.long && (${seen})(${JSON.stringify(peer.banner?.[0] ?? '')}, ${STILL})`, returnByValue: true })
      if (exceptionDetails) throw new Error(`${peer.name}: ${exceptionDetails.exception?.description ?? exceptionDetails.text}`)
      if (!result.value) continue
      if (!end) return result.value
      const tasks = await end()
      return { any: longestWork(tasks), script: longestWork(tasks.filter(({ script }) => script)) }
    }
    throw new Error(`${peer.name}: no banner, or never still, in ${LIMIT / 1000} s`)
  } finally {
    await context.close()
  }
}

if (!flags.dist) await buildAll()
const peers = await readPeers(['portcullis', 'held'])
const server = await serve(await writeSite(peers, flags.dist ? path.resolve(flags.dist) : DIST))
const browser = await launch({ apart: flags.apart })
try {
  const facts = machine(browser.version)
  const apart = flags.apart ? `, its main thread on a processor of its own (there ${(await slowdown(browser, cpu)).toFixed(1)}× as long for the same work)` : ''
  const visits = Object.fromEntries(peers.map(({ name }) => [name, []]))
  const works = Object.fromEntries(peers.map(({ name }) => [name, []]))
  for (let round = 0; round < rounds; round += 1) {
    for (let at = 0; at < peers.length; at += 1) {
      const peer = peers[(round + at) % peers.length]
      visits[peer.name].push(await visit(browser, server.origin, peer))
      works[peer.name].push(await visit(browser, server.origin, peer, true))
    }
  }
  const shown = (values) => (({ median, low, high }) => `${median.toFixed(0)} (${low.toFixed(0)}–${high.toFixed(0)})`)(summary(values))
  console.log(`\nFirst visits, CPU ${cpu}× slower${apart}${flags.slow ? ', slow line' : ''}${flags.phone ? ', 412 × 823 px' : ''}, ${rounds} rounds; milliseconds, medians, the middle half in brackets\n`)
  console.log('| | visits with a long task | the longest, 0 without one | blocking time | longest script | the longest of all | over 50 | most work in a task | the most of all | in one with script | the most of all |\n|---|---|---|---|---|---|---|---|---|---|---|')
  for (const { name, title } of peers) {
    const of = visits[name]
    const longest = of.map(({ long }) => Math.max(0, ...long))
    const blocking = of.map(({ long }) => long.reduce((sum, duration) => sum + duration - 50, 0))
    const script = of.map((seen) => seen.script)
    const most = (values) => [shown(values), Math.max(...values).toFixed(0)]
    const work = (which) => most(works[name].map((seen) => cpu * seen[which]))
    const visitsWith = (values) => `${values.filter((value) => value >= 50).length} of ${of.length}`
    console.log(`| ${[title, visitsWith(longest), shown(longest), shown(blocking), ...most(script), visitsWith(script), ...work('any'), ...work('script')].join(' | ')} |`)
  }
  console.log(`\n${said(facts)}`)
} finally {
  await browser.close()
  await server.close()
}
