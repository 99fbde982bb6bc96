// Chromium, driven over a pipe by the DevTools protocol alone: no driver between the clock and the page.
// https://chromedevtools.github.io/devtools-protocol/ and, for the pipe, chromium's --remote-debugging-pipe.

import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setApart } from './apart.mjs'

const FLAGS = [
  '--headless=new',
  '--remote-debugging-pipe',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-extensions',
  '--mute-audio',
  // Some banners stay away where navigator.webdriver is set; visitors have no such flag.
  '--disable-blink-features=AutomationControlled',
  // queryObjects and exact collections, no jitter from rounding of clocks.
  '--js-flags=--expose-gc',
  '--window-size=1280,900',
]

/** Starts it; with `apart` the main thread of each page has a processor of its own. */
export async function launch({ program = process.env.CHROMIUM || 'chromium', apart = false } = {}) {
  const processors = apart ? setApart() : undefined
  const profile = await mkdtemp(path.join(tmpdir(), 'portcullis-bench-'))
  const child = spawn(program, [...FLAGS, `--user-data-dir=${profile}`, 'about:blank'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
  })
  const connection = new Connection(child.stdio[3], child.stdio[4])
  const ended = new Promise((resolve) => child.once('close', resolve))
  child.once('error', (error) => connection.fail(new Error(`${program} cannot be run: ${error.message}`)))
  child.once('close', () => connection.fail(new Error('Chromium has ended')))
  const stop = () => child.kill('SIGKILL')
  process.once('exit', stop)
  const version = await connection.send('Browser.getVersion')
  return {
    version: version.product,
    send: (method, params) => connection.send(method, params),
    context: () => openContext(connection, processors),
    async close() {
      await connection.send('Browser.close').catch(() => {})
      await ended
      process.off('exit', stop)
      await rm(profile, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

// A visitor: cookies, storage and caches of its own, and nothing in them.
async function openContext(connection, processors) {
  const { browserContextId } = await connection.send('Target.createBrowserContext')
  return {
    async page() {
      const { targetId } = await connection.send('Target.createTarget', { url: 'about:blank', browserContextId })
      const { sessionId } = await connection.send('Target.attachToTarget', { targetId, flatten: true })
      await processors?.pages(connection)
      return {
        async send(method, params) {
          const answer = await connection.send(method, params, sessionId)
          // What slows the page down is a thread; and it may be another process that shows what was navigated to.
          if (method === 'Emulation.setCPUThrottlingRate') await processors?.pages(connection, true)
          if (method === 'Page.navigate') await processors?.pages(connection)
          return answer
        },
        on: (method, heard) => connection.on(sessionId, method, heard),
        close: () => connection.send('Target.closeTarget', { targetId }),
      }
    },
    close: () => connection.send('Target.disposeBrowserContext', { browserContextId }),
  }
}

class Connection {
  #to
  #next = 0
  #waiting = new Map()
  #listeners = new Map()
  #failed

  constructor(to, from) {
    this.#to = to
    to.on('error', (error) => this.fail(error))
    let parts = []
    from.on('data', (chunk) => {
      for (let end = chunk.indexOf(0); end >= 0; end = chunk.indexOf(0)) {
        this.#take(Buffer.concat([...parts, chunk.subarray(0, end)]).toString('utf8'))
        parts = []
        chunk = chunk.subarray(end + 1)
      }
      parts.push(chunk)
    })
  }

  send(method, params = {}, sessionId) {
    if (this.#failed) return Promise.reject(this.#failed)
    const id = (this.#next += 1)
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject, method })
      this.#to.write(`${JSON.stringify({ id, method, params, sessionId })}\0`)
    })
  }

  on(sessionId, method, heard) {
    const key = `${sessionId} ${method}`
    this.#listeners.set(key, [...(this.#listeners.get(key) ?? []), heard])
  }

  fail(error) {
    this.#failed ??= error
    for (const { reject } of this.#waiting.values()) reject(error)
    this.#waiting.clear()
  }

  #take(text) {
    const message = JSON.parse(text)
    if (message.id === undefined) {
      for (const heard of this.#listeners.get(`${message.sessionId} ${message.method}`) ?? []) heard(message.params)
      return
    }
    const waiting = this.#waiting.get(message.id)
    this.#waiting.delete(message.id)
    if (message.error) waiting?.reject(new Error(`${waiting.method}: ${message.error.message}`))
    else waiting?.resolve(message.result)
  }
}
