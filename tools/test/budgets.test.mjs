import assert from 'node:assert/strict'
import { test } from 'node:test'
import { overruns } from '../../benches/budgets.mjs'

test('work over its bound, without one, and a bound without work are named', () => {
  const rows = [
    { name: 'within', instructions: 1100 },
    { name: 'over', instructions: 1101 },
    { name: 'new', instructions: 1 },
  ]
  assert.deepEqual(overruns(rows, { within: 1100, over: 1100, gone: 5 }), [
    'over: 1,101 instructions, more than 1,100',
    'new: 1 instructions, and no bound in benches/budgets.mjs',
    'gone: a bound in benches/budgets.mjs, and no such work in benches/src/work.rs',
  ])
})
