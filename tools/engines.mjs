// npm run test:engines: the browser adapters, the page suite and the journeys in Chromium, Firefox and WebKitGTK, one after another.

import { spawnSync } from 'node:child_process'
import { inRoot } from './build/settings.mjs'
import { BROWSERS, findProgram } from './test/drivers.mjs'

const cases = process.argv.slice(2)
// Cases that are named are of pages.
const steps = cases.length > 0 ? ['pages', ...cases] : ['pages', 'journeys']

// WebKitGTK's browser has no headless mode: it gets a display of its own.
function command(browser) {
  const test = [process.execPath, inRoot('tools', 'test.mjs'), 'wasm', 'build', ...steps]
  const display = browser === 'webkit' && !process.env.DISPLAY
  if (display && !findProgram('xvfb-run'))
    throw new Error('xvfb-run is not installed: BROWSERS=webkit sh tools/setup.sh test')
  return display ? ['xvfb-run', '-a', ...test] : test
}

const failed = []
for (const browser of (process.env.BROWSER ?? BROWSERS.join(' ')).split(' ')) {
  console.log(`\n=== ${browser}`)
  const [program, ...args] = command(browser)
  const { status } = spawnSync(program, args, { stdio: 'inherit', env: { ...process.env, BROWSER: browser } })
  if (status !== 0) failed.push(browser)
}
console.log(failed.length === 0 ? '\nAll engines passed' : `\nFailed in: ${failed.join(', ')}`)
process.exit(failed.length === 0 ? 0 : 1)
