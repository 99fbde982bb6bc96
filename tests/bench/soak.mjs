// npm run bench:soak: what a page that lives long keeps. The same thing is done again and again, and after each part of it
// what scripts hold is weighed, garbage collected before. docs/performance.md has what came of it.
//
//   --choices N     choices in one page, 10000 without it
//   --dist DIR      our files from there, as they are; otherwise dist/ is built

import path from 'node:path'
import { parseArgs } from 'node:util'
import { buildAll } from '../../tools/build/all.mjs'
import { DIST } from '../../tools/build/settings.mjs'
import { createServer } from '../../tools/server/index.mjs'
import { launch } from './browser/chromium.mjs'
import { openPage } from './browser/page.mjs'
import { machine, said } from './figures/machine.mjs'

const { values: flags } = parseArgs({ options: { choices: { type: 'string', default: '10000' }, dist: { type: 'string' } } })

const POLICY = {
  store: { name: 'Mop & Bucket' },
  purposes: [
    { id: 'necessary', required: true },
    { id: 'analytics', services: ['counter', 'meta'], signals: ['analytics_storage'] },
    { id: 'ads', services: ['uet'], signals: ['ad_storage'] },
  ],
  services: [{ id: 'counter', vendor: 'Mop & Bucket' }, { id: 'meta', vendor: 'Meta' }, { id: 'uet', vendor: 'Microsoft' }],
  vendors: { eventDetails: true },
}
const HTML = `<!doctype html><html lang="en"><head>
<script src="/portcullis/portcullis.js" data-policy="/policy.json"></script>
<title>A page that lives long</title><link rel="icon" href="data:,">
</head><body><h1>Mops</h1><div id="late"></div></body></html>`

// What vendors and the page's own queue keep of what they are told is theirs.
const FORGET = `for (const queue of [window.dataLayer, window.uetq]) if (queue) queue.length = 0`

// Each runs in the page, `count` times; `other` is a second tab that does it.
const WORK = {
  choices: {
    each: Number(flags.choices),
    of: (count) => `(async () => { for (let at = 0; at < ${count}; at += 1) { await portcullis.save({ analytics: at % 2 === 0, ads: false }); ${FORGET} } })()`,
  },
  'panel openings': {
    each: 300,
    of: (count) => `(async () => {
      const shown = () => !!document.querySelector('portcullis-panel')?.shadowRoot?.querySelector('dialog')?.open
      const until = async (is) => { while (!is()) await new Promise((done) => setTimeout(done, 5)) }
      for (let at = 0; at < ${count}; at += 1) {
        portcullis.open()
        await until(() => shown() && !document.querySelector('portcullis-panel').shadowRoot.querySelector('[data-later]'))
        portcullis.close()
        await until(() => !shown())
      }
    })()`,
  },
  'choices in another tab': {
    each: 1000,
    other: true,
    of: (count) => `(async () => { for (let at = 0; at < ${count}; at += 1) { await portcullis.save({ analytics: at % 2 === 0, ads: false }); ${FORGET} } })()`,
  },
  'late nodes, held and gone again': {
    each: 10_000,
    of: (count) => `(async () => {
      const late = document.getElementById('late')
      for (let at = 0; at < ${count}; at += 1) {
        late.innerHTML = '<iframe data-consent="ads" data-consent-src="/nowhere"></iframe><template data-consent="ads"><p>Late</p></template>'
        if (at % 50 === 0) await new Promise((done) => setTimeout(done))
      }
      late.innerHTML = ''
      await new Promise((done) => setTimeout(done, 50))
    })()`,
  },
}

const PARTS = 5

// Nodes and what scripts hold of them are two heaps: one collection does not empty both.
const COLLECTIONS = 4

async function weigh(page) {
  for (let at = 0; at < COLLECTIONS; at += 1) {
    await page.send('HeapProfiler.collectGarbage')
    await page.quiet(200)
  }
  const { heap, wasm } = await page.memory()
  const { nodes, jsEventListeners } = await page.send('Memory.getDOMCounters')
  return { heap, wasm, nodes, listeners: jsEventListeners }
}

async function soak(browser, origin, { each, of, other }) {
  const context = await browser.context()
  try {
    const open = async () => {
      const page = await openPage(context, { name: 'portcullis', banner: ['portcullis-banner', '[part~="banner"]'] }, { cpu: 1, network: null })
      await page.go(`${origin}/`)
      await page.run('portcullis.ready.then(() => portcullis.save({ analytics: true, ads: false })).then(() => true)')
      return page
    }
    const page = await open()
    const worker = other ? await open() : page
    const part = Math.ceil(each / PARTS)
    // Half a minute of it at most for one answer of the page.
    const step = Math.min(part, 500)
    const work = async (count) => { for (let done = 0; done < count; done += step) await worker.run(`${of(Math.min(step, count - done))}.then(() => true)`) }
    // Once over what is kept once.
    await work(Math.min(part, 500))
    await page.run(FORGET)
    const weights = [await weigh(page)]
    for (let at = 0; at < PARTS; at += 1) {
      await work(part)
      await page.run(FORGET)
      await page.quiet(300)
      weights.push(await weigh(page))
    }
    const errors = [...page.errors, ...worker.errors]
    if (errors.length > 0) throw new Error(errors.join('; '))
    return { count: part * PARTS, weights }
  } finally {
    await context.close()
  }
}

async function handler(request, response, { url }) {
  if (url.pathname === '/') response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(HTML)
  else if (url.pathname === '/policy.json') response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(POLICY))
  else return false
  return true
}

if (!flags.dist) await buildAll()
const server = await createServer({ roots: { '/portcullis/': flags.dist ? path.resolve(flags.dist) : DIST }, handlers: [handler] })
const browser = await launch()
try {
  const facts = machine(browser.version)
  const kB = (bytes) => (bytes / 1000).toFixed(0)
  console.log('| done again and again | times | heap before, kB | after each fifth | bytes kept for each | Wasm memory, kB | nodes | listeners |\n|---|---|---|---|---|---|---|---|')
  for (const [name, kind] of Object.entries(WORK)) {
    const { count, weights } = await soak(browser, server.origin, kind)
    const [first, ...later] = weights
    const last = later.at(-1)
    const cells = [name, count, kB(first.heap), later.map(({ heap }) => kB(heap)).join(', '), ((last.heap - first.heap) / count).toFixed(1), `${kB(first.wasm)} → ${kB(last.wasm)}`, `${first.nodes} → ${last.nodes}`, `${first.listeners} → ${last.listeners}`]
    console.log(`| ${cells.join(' | ')} |`)
  }
  console.log(`\n${said(facts)}`)
} finally {
  await browser.close()
  await server.close()
}
