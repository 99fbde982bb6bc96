// One page load under set conditions, and what the browser tells of it.

import { probe } from './probe.mjs'

const LIMIT = 60_000

export const CONDITIONS = {
  slow: {
    title: 'CPU 4× slower, 1.6 Mbit/s, 150 ms latency',
    cpu: 4,
    network: { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 750e3 / 8 },
  },
  free: { title: 'unthrottled', cpu: 1, network: null },
}

export async function openPage(context, peer, condition) {
  const page = await context.page()
  const requests = new Map()
  const errors = []
  let last = performance.now()
  page.on('Network.requestWillBeSent', ({ requestId, request, timestamp, type, documentURL }) => {
    last = performance.now()
    // Of a worker's script the page's session hears when it is asked for, and never when it has come.
    const worker = type === 'Script' && documentURL === request.url
    requests.set(requestId, { url: request.url, started: timestamp, type, bytes: 0, open: !worker })
  })
  page.on('Network.requestServedFromCache', ({ requestId }) => { requests.get(requestId).cached = true })
  const finish = (requestId, bytes) => {
    last = performance.now()
    const request = requests.get(requestId)
    if (request) Object.assign(request, { open: false }, bytes === undefined ? {} : { bytes })
  }
  page.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => finish(requestId, encodedDataLength))
  page.on('Network.loadingFailed', ({ requestId }) => finish(requestId))
  page.on('Runtime.exceptionThrown', ({ exceptionDetails: { exception, text } }) => errors.push(exception?.description ?? text))

  await Promise.all([page.send('Page.enable'), page.send('Runtime.enable'), page.send('Network.enable'), page.send('HeapProfiler.enable')])
  await page.send('Page.addScriptToEvaluateOnNewDocument', { source: probe(peer) })
  if (condition.network) await page.send('Network.emulateNetworkConditions', condition.network)
  if (condition.cpu > 1) await page.send('Emulation.setCPUThrottlingRate', { rate: condition.cpu })

  // Evaluates in the page; a promise is waited for, up to a limit.
  async function run(expression, what = expression) {
    let timer
    const late = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Error(`${peer.name}: waited ${LIMIT / 1000} s for ${what}${errors.length ? `; in the page: ${errors.join('; ')}` : ''}`)), LIMIT)
    })
    const evaluated = page.send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true })
    evaluated.catch(() => {})
    const answer = await Promise.race([evaluated, late]).finally(() => clearTimeout(timer))
    if (answer.exceptionDetails) throw new Error(`${peer.name}: ${answer.exceptionDetails.exception?.description ?? answer.exceptionDetails.text}`)
    return answer.result.value
  }

  return {
    run,
    requests,
    errors,
    send: page.send,
    on: page.on,
    close: page.close,
    async go(url) {
      const loaded = new Promise((resolve) => page.on('Page.loadEventFired', resolve))
      const { errorText } = await page.send('Page.navigate', { url })
      if (errorText) throw new Error(`${url}: ${errorText}`)
      await loaded
    },
    // No request in flight and none that began or ended for `quiet` ms.
    async quiet(quiet = 500) {
      const began = performance.now()
      while ([...requests.values()].some((request) => request.open) || performance.now() - last < quiet) {
        if (performance.now() - began > LIMIT) throw new Error(`${peer.name}: the network was never quiet`)
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
    },
    async click(selectors) {
      const at = await run(`bench.centre(${JSON.stringify(selectors)})`)
      if (!at) throw new Error(`${peer.name}: there is no ${selectors.join(' >> ')}`)
      const mouse = (type) => page.send('Input.dispatchMouseEvent', { type, ...at, button: 'left', clickCount: 1 })
      await mouse('mousePressed')
      await mouse('mouseReleased')
    },
    // After a collection: what scripts hold, and what Wasm memories have taken.
    async memory() {
      await page.send('HeapProfiler.collectGarbage')
      const { usedSize } = await page.send('Runtime.getHeapUsage')
      const wasm = await run('bench.wasmMemory()')
      return { heap: usedSize, wasm }
    },
  }
}
