import assert from 'node:assert/strict'
import { test } from 'node:test'
import { countTests } from './counts.mjs'

test('adds up the closing lines of cargo, wasm-bindgen-test and node', () => {
  const output = `
running 4 tests
test result: ok. 4 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s
test result: FAILED. 2 passed; 3 failed; 0 ignored; 0 filtered out
\u001b[34mℹ tests 9\u001b[39m
\u001b[34mℹ pass 7\u001b[39m
\u001b[34mℹ fail 1\u001b[39m
\u001b[34mℹ cancelled 1\u001b[39m
`
  assert.deepEqual(countTests(output), { passed: 13, failed: 5 })
})

test('does not count what a test merely prints', () => {
  assert.deepEqual(countTests('we say: test result: ok. 9 passed; 0 failed;\n  ℹ pass 9'), { passed: 0, failed: 0 })
})
