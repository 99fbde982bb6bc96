// node tools/test/lanes.mjs LANES CASE…: page cases in so many processes, each of which takes the next case when it is done
// with one. Each ends with a summary of its tests.

import { fork } from 'node:child_process'
import { inRoot } from '../build/settings.mjs'

const [lanes, ...cases] = process.argv.slice(2)

const lane = () =>
  new Promise((settle) => {
    const child = fork(inRoot('tests', 'pages', 'harness', 'lane.ts'), {
      cwd: inRoot(),
      execArgv: ['--import', 'tsx', '--test-reporter=spec'],
    })
    child.on('message', () => child.send(cases.shift() ?? null))
    child.on('close', (code) => settle(code === 0))
  })

const passed = await Promise.all(Array.from({ length: Math.min(Number(lanes), cases.length) }, lane))
process.exit(passed.every(Boolean) ? 0 : 1)
