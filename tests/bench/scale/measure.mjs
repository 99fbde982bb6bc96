// One size of one series for one peer: the page is generated, served from memory, and visited by somebody new.

import { mediaType } from '../../../tools/server/media-types.mjs'
import { CONDITIONS, openPage } from '../browser/page.mjs'

// The page being measured, answered from memory: by path, and for files of a package or of dist/ by its folder.
export function pageHandler() {
  let current
  return {
    serve: (files) => { current = files },
    async handler(request, response, { entry }) {
      const [, place, ...rest] = entry.path.split('/')
      if (place !== 'scale' || !current) return false
      const content = await current(rest.join('/') || 'index.html').catch(() => undefined)
      if (content === undefined) return false
      // What is the same for all elements comes over the network once.
      response.writeHead(200, { 'Content-Type': mediaType(rest.join('/') || 'index.html'), 'Cache-Control': 'max-age=600' }).end(content)
      return true
    },
  }
}

export async function measure({ browser, server, pages, packages, dist }, peer, series, size) {
  const made = peer.make(series.page(size))
  pages.serve(async (name) => {
    if (Object.hasOwn(made, name)) return made[name]
    if (peer.folder && name.startsWith(`${peer.folder}/`)) return peer.read(dist, name.slice(peer.folder.length + 1), packages)
    return undefined
  })
  const url = `${server.origin}/scale/`
  if (series.history) return await withVisitor(browser, (visitor) => history(visitor, peer, url, size))
  const asked = await withVisitor(browser, (visitor) => first(visitor, peer, url, series, size))
  const panel = series.measures.includes('panel') ? { panel: await withVisitor(browser, (visitor) => panelOf(visitor, peer, url)) } : {}
  return { ...asked, ...panel }
}

async function withVisitor(browser, then) {
  const context = await browser.context()
  try {
    return await then(context)
  } finally {
    await context.close()
  }
}

const ALL_RUN = 'bench.scripts(1)'

async function first(visitor, peer, url, series, size) {
  const page = await openPage(visitor, peer, CONDITIONS.free)
  await page.go(url)
  const figures = {}
  if (peer.control) {
    await page.run(ALL_RUN, 'all elements to run')
    figures.accept = await page.run('ticks.last')
  } else {
    await page.run('bench.painted()', 'the banner')
    await page.quiet(200)
    if ((await page.run('ticks.count')) > 0) throw new Error(`${peer.title}: elements ran before consent`)
    figures.start = (await page.run('bench.seen()')).painted
    await page.click(peer.accept)
    await page.run(ALL_RUN, 'all elements to run')
    figures.accept = (await page.run('ticks.last')) - (await page.run('bench.seen()')).click
  }
  if (series.key === 'late') {
    await page.quiet(200)
    const from = await page.run(`performance.clearMarks('ran all'), window.from = add(${size})`)
    await page.run(ALL_RUN, 'all late nodes to run')
    figures.late = (await page.run('ticks.last')) - from
  }
  figures.heap = (await page.memory()).heap / 1000
  await page.close()
  return figures
}

// A click on what opens the panel, until a frame with the panel in it.
async function openPanel(page, peer, control) {
  await page.run(`void (window.appeared = bench.appear(${JSON.stringify(peer.panel)}))`)
  await page.click(control)
  const at = await page.run('window.appeared', 'the panel')
  return at - (await page.run('bench.seen()')).click
}

async function panelOf(visitor, peer, url) {
  const page = await openPage(visitor, peer, CONDITIONS.free)
  await page.go(url)
  await page.run('bench.painted()', 'the banner')
  await page.quiet()
  const took = await openPanel(page, peer, peer.manage)
  await page.close()
  return took
}

async function history(visitor, peer, url, size) {
  const before = await openPage(visitor, peer, CONDITIONS.free)
  await before.go(url)
  await before.run('bench.painted()', 'the banner')
  await before.click(peer.accept)
  await before.run(ALL_RUN, 'all elements to run')
  await before.run(peer.fill(size))
  await before.close()
  const page = await openPage(visitor, peer, CONDITIONS.free)
  await page.go(url)
  await page.run(ALL_RUN, 'all elements to run')
  const figures = { return: await page.run('ticks.last') }
  await page.quiet()
  figures.panel = await openPanel(page, peer, peer.reopen)
  figures.heap = (await page.memory()).heap / 1000
  await page.close()
  return figures
}
