// How many tests a runner says it ran, read from its closing lines.

const CARGO = /^test result: \w+\. (\d+) passed; (\d+) failed;/gm
const NODE_PASSED = /^ℹ pass (\d+)$/gm
const NODE_FAILED = /^ℹ (?:fail|cancelled) (\d+)$/gm

const ANSI = /\u001b\[[\d;]*m/g

export function countTests(output) {
  const text = output.replace(ANSI, '')
  const counts = { passed: 0, failed: 0 }
  for (const [, passed, failed] of text.matchAll(CARGO)) {
    counts.passed += Number(passed)
    counts.failed += Number(failed)
  }
  for (const [, passed] of text.matchAll(NODE_PASSED)) counts.passed += Number(passed)
  for (const [, failed] of text.matchAll(NODE_FAILED)) counts.failed += Number(failed)
  return counts
}
