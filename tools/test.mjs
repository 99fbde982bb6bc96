// npm test [-- STEP…]: everything that must hold, stopping at the first thing that does not.
// `npm test -- pages NAME…` and `journeys NAME…` run single cases; BROWSER=firefox|webkit changes the browser.

import { countTests } from './test/counts.mjs'
import { execute } from './test/execute.mjs'
import { STEPS } from './test/steps.mjs'

const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`

// Steps that are made of cases: whatever follows the last one of them names its cases.
const CASED = ['pages', 'journeys']

// The words after `npm test --`: names of steps, and of cases.
function chosen(words) {
  if (words.length === 0) return { steps: STEPS, cases: () => [] }
  const last = Math.max(...CASED.map((name) => words.indexOf(name)))
  const names = last < 0 ? words : words.slice(0, last + 1)
  const unknown = names.filter((name) => !STEPS.some((step) => step.name === name))
  if (unknown.length > 0) {
    throw new Error(`no step is called ${unknown.join(', ')}; there are: ${STEPS.map(({ name }) => name).join(', ')}`)
  }
  return {
    steps: STEPS.filter(({ name }) => names.includes(name)),
    // Of `pages journeys turbo` the cases are those of the last.
    cases: (name) => (last >= 0 && name === words[last] ? words.slice(last + 1) : []),
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
    const problem = await perform(step, cases(step.name), total)
    if (problem) throw new Error(`Stopped at "${step.name}" (${step.title}). ${problem}`)
  }
  console.log(`\nAll steps in ${seconds(began)}`)
  console.log(`${total.passed} passed, ${total.failed} failed`)
} catch (error) {
  console.log(`\n${total.passed} passed, ${total.failed} failed`)
  console.error(error.message)
  process.exit(1)
}
