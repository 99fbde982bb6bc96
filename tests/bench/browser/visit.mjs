// One visitor of one peer: first visit, acceptance, and the return with an empty cache. Everything measured in it.

import { openPage } from './page.mjs'

let visits = 0

// What a page that has begun costs until it is still.
const blockingTime = (seen, from, to) =>
  seen.blocking.filter(([start]) => start >= from && start < to).reduce((sum, [, duration]) => sum + Math.max(0, duration - 50), 0)

export async function visit(browser, server, peer, condition, tags) {
  const context = await browser.context()
  try {
    const first = await firstVisit(context, server, peer, condition, tags)
    const back = await secondVisit(context, server, peer, condition, tags)
    return { ...first, ...back }
  } finally {
    await context.close()
  }
}

async function firstVisit(context, server, peer, condition, tags) {
  const page = await openPage(context, peer, condition)
  const { url, reports } = address(server, peer)
  await page.go(url)
  if (peer.banner) await page.run('bench.painted()', 'the banner to be painted')
  await page.quiet()
  const before = await page.run('bench.seen()')
  if (peer.control) {
    await ranAll(page, reports, tags)
    const all = await page.run('bench.seen()')
    const still = await page.memory()
    await page.close()
    return { ...(!peer.banner && { document: documentBytes(page) }), blocking: blockingTime(all, 0, Infinity), shift: all.shift, lastRun: Math.max(...all.ran.map(([, at]) => at)), heap: still.heap, wasm: still.wasm, held: 0, banner: peer.banner ? before.painted : all.firstPaint, opaque: before.opaque || undefined }
  }
  const held = tags.length - new Set([...reports(), ...before.ran.map(([name]) => name)]).size
  if (peer.ours && held < tags.length) throw new Error(`${peer.name}: ${before.ran.map(([name]) => name)} ran before consent`)
  const wire = onTheWire(page, before)

  await page.click(peer.accept)
  await page.run('bench.nextPaint()', 'a paint after the click')
  await ranAll(page, reports, tags)
  await page.quiet()
  const after = await page.run('bench.seen()')
  const memory = await page.memory()
  await page.close()
  const runs = after.ran.map(([, at]) => at).filter((at) => at >= after.click)
  return {
    ...wire,
    held,
    banner: before.painted,
    opaque: before.opaque,
    blocking: blockingTime(after, 0, after.click),
    longTasks: after.blocking.map(([start, duration]) => ({ start: Math.round(start), duration: Math.round(duration), afterClick: start >= after.click })),
    shift: after.shift,
    nextPaint: after.nextPaint - after.click,
    // What ran before the click was not waited for.
    allRun: held === 0 ? null : Math.max(...runs) - after.click,
    acceptBlocking: blockingTime(after, after.click, Infinity),
    heap: memory.heap,
    wasm: memory.wasm,
  }
}

async function secondVisit(context, server, peer, condition, tags) {
  const page = await openPage(context, peer, condition)
  await page.send('Network.clearBrowserCache')
  const { url, reports } = address(server, peer)
  await page.go(url)
  await ranAll(page, reports, tags)
  await page.quiet()
  const seen = await page.run('bench.seen()')
  const cached = [...page.requests.values()].filter((request) => request.cached && !request.url.startsWith('data:'))
  if (cached.length > 0) throw new Error(`${peer.name}: ${cached[0].url} came from a cache that was to be empty`)
  if (!peer.control && seen.painted > 0) throw new Error(`${peer.name}: the banner was shown again to a visitor who had accepted`)
  await page.close()
  return { returning: Math.max(...seen.ran.map(([, at]) => at)), returningBlocking: blockingTime(seen, 0, Infinity) }
}

// Each visit is one number in the addresses that tags report to, so that the server's log tells whose they are.
function address(server, peer) {
  visits += 1
  const number = String(visits)
  return {
    url: `${server.origin}/${peer.name}/?visit=${number}`,
    reports: () => server.requests('/collect/*').filter((entry) => entry.query.visit === number).map((entry) => entry.path.slice('/collect/'.length)),
  }
}

// Every tag marked its run in the page, and its report is in the server's log: both, or it is an error.
async function ranAll(page, reports, tags) {
  await page.run(`bench.scripts(${tags.length})`, `${tags.length} scripts to run`)
  const began = performance.now()
  for (;;) {
    const missing = tags.filter((name) => !reports().includes(name))
    if (missing.length === 0) return
    if (performance.now() - began > 30_000) throw new Error(`no report from ${missing.join(', ')} reached the server`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

// Requests that began before the banner was painted, but the document itself, and the bytes of all of them with it.
function onTheWire(page, seen) {
  const all = [...page.requests.values()]
  const document = all.find((request) => request.type === 'Document')
  // The page's clock and the protocol's: both know when the document was asked for.
  const until = document.started + (seen.painted - seen.origin) / 1000
  const early = all.filter((request) => request.started <= until && request.url.startsWith('http') && !request.url.includes('/collect/'))
  return {
    requests: early.length - 1,
    bytes: early.reduce((sum, request) => sum + request.bytes, 0),
    tagsFetched: early.filter((request) => request.url.includes('/tags/')).length,
    // Path, bytes, and when it was asked for, milliseconds from navigation.
    files: early.map((request) => [new URL(request.url).pathname, request.bytes, Math.round((request.started - document.started) * 1000 + seen.origin)]),
  }
}

const documentBytes = (page) => [...page.requests.values()].find((request) => request.type === 'Document').bytes
