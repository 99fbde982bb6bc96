// The main thread of every page on a processor of its own, and all else of the browser, and this program, on the others: what
// a page's thread does is not mixed with what waits for the same processor. Linux only.

import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'

const ALLOWED = /^Cpus_allowed_list:\s*(\S+)/m

/** Keeps this program, and what it starts from now on, from the last of its processors: that is for the pages. */
export function setApart() {
  const others = processors()
  // Of the first ones the system itself has more.
  const own = others.pop()
  if (!others.length) throw new Error('--apart needs two processors')
  place(others, process.pid, '-a')
  const known = new Set()
  return {
    /** Gives it to the main thread of each page's process in `browser` that does not have it yet, or has new threads. */
    async pages(browser, hasThreads) {
      const { processInfo } = await browser.send('SystemInfo.getProcessInfo')
      for (const { type, id } of processInfo) {
        if (type !== 'renderer' || (known.has(id) && !hasThreads)) continue
        known.add(id)
        try {
          place(others, id, '-a')
          place([own], id)
        } catch (error) {
          // It may have ended since it was asked for.
          if (existsSync(`/proc/${id}`)) throw error
        }
      }
    },
  }
}

function processors() {
  let list
  try {
    list = readFileSync('/proc/self/status', 'utf8').match(ALLOWED)[1]
  } catch {
    throw new Error('--apart needs Linux')
  }
  return list.split(',').flatMap((range) => {
    const [first, last = first] = range.split('-').map(Number)
    return Array.from({ length: last - first + 1 }, (_, at) => first + at)
  })
}

const place = (processors, id, ...which) => execFileSync('taskset', [...which, '-p', '-c', processors.join(','), String(id)], { stdio: ['ignore', 'ignore', 'inherit'] })

/** How many times as long a page takes for the same work when it is slowed down `cpu` times by the protocol: the median of 5. */
export async function slowdown(browser, cpu) {
  const ratios = []
  for (let round = 0; round < 5; round += 1) ratios.push((await duration(browser, cpu)) / (await duration(browser, 1)))
  return ratios.sort((a, b) => a - b)[2]
}

async function duration(browser, rate) {
  const context = await browser.context()
  const page = await context.page()
  await page.send('Page.navigate', { url: 'data:text/html,' })
  await page.send('Emulation.setCPUThrottlingRate', { rate })
  const { result } = await page.send('Runtime.evaluate', { expression: `(${work})()`, returnByValue: true })
  await context.close()
  return result.value
}

// Runs in the page: milliseconds for the same work, when it is compiled.
function work() {
  const once = () => {
    const began = performance.now()
    for (let at = 0, sum = 0; at < 4e7; at += 1) sum = (sum + at * at) | 0
    return performance.now() - began
  }
  once()
  return once()
}
