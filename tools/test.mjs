// npm test [-- STEP…]: everything that must hold, stopping at the first thing that does not.
// `npm test -- pages NAME…` runs single page cases; BROWSER=firefox|webkit changes the browser.

import { countTests } from './test/counts.mjs'
import { execute } from './test/execute.mjs'
import { STEPS } from './test/steps.mjs'

const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`

// The words after `npm test --`: names of steps; whatever follows "pages" names page cases.
function chosen(words) {
  if (words.length === 0) return { steps: STEPS, cases: [] }
  const afterPages = words.indexOf('pages')
  const names = afterPages < 0 ? words : words.slice(0, afterPages + 1)
  const unknown = names.filter((name) => !STEPS.some((step) => step.name === name))
  if (unknown.length > 0) {
    throw new Error(`no step is called ${unknown.join(', ')}; there are: ${STEPS.map(({ name }) => name).join(', ')}`)
  }
  return {
    steps: STEPS.filter(({ name }) => names.includes(name)),
    cases: afterPages < 0 ? [] : words.slice(afterPages + 1),
  }
}

async function perform(step, cases, total) {
  const began = performance.now()
  const missing = step.skip?.()
  if (missing) return void console.log(`${step.title}: skipped, ${missing}`)
  process.stdout.write(step.shown ? `${step.title} …\n` : `${step.title} … `)
  const counted = { passed: 0, failed: 0 }
  for (const { run, env, counts } of step.commands(cases)) {
    const { ok, reason, output } = await execute(run, { env, shown: step.shown, minutes: step.limit })
    if (counts) {
      const { passed, failed } = countTests(output)
      counted.passed += passed
      counted.failed += failed
      total.passed += passed
      total.failed += failed
    }
    if (!ok) {
      if (!step.shown) process.stdout.write(`\n${output}`)
      return `${reason}: ${[run[0], ...run[1]].join(' ')}`
    }
    if (counts && counted.passed === 0) return `no test ran: ${[run[0], ...run[1]].join(' ')}`
  }
  const tests = counted.passed > 0 ? `, ${counted.passed} tests` : ''
  console.log(step.shown ? `${step.title}: ${seconds(began)}${tests}` : `${seconds(began)}${tests}`)
}

const total = { passed: 0, failed: 0 }
const began = performance.now()
try {
  const { steps, cases } = chosen(process.argv.slice(2))
  for (const step of steps) {
    const problem = await perform(step, cases, total)
    if (problem) throw new Error(`Stopped at "${step.name}" (${step.title}). ${problem}`)
  }
  console.log(`\nAll steps in ${seconds(began)}`)
  console.log(`${total.passed} passed, ${total.failed} failed`)
} catch (error) {
  console.log(`\n${total.passed} passed, ${total.failed} failed`)
  console.error(error.message)
  process.exit(1)
}
