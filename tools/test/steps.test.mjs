import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { step } from '../build/steps.mjs'

test('a step runs again only for changed inputs or a missing output', async (context) => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'portcullis-steps-'))
  context.after(() => rmSync(folder, { recursive: true }))
  const input = path.join(folder, 'in')
  const output = path.join(folder, 'out')
  let ran = 0
  const name = `test of steps ${path.basename(folder)}`
  const build = (flag) =>
    step(name, { inputs: [input, { flag }], outputs: [output], quiet: true }, () => {
      ran += 1
      writeFileSync(output, 'made')
    })
  writeFileSync(input, 'one')
  await build(1)
  await build(1)
  assert.equal(ran, 1)
  writeFileSync(input, 'two')
  await build(1)
  await build(2)
  assert.equal(ran, 3)
  rmSync(output)
  await build(2)
  assert.equal(ran, 4)
  await assert.rejects(
    step(name, { inputs: [{ flag: 3 }], outputs: [output], quiet: true }, () => Promise.reject(new Error('no'))),
  )
  await build(2)
  assert.equal(ran, 5, 'a failed step leaves nothing behind that looks done')
})
