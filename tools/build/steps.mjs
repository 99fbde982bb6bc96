// A build step is skipped while the contents of its inputs, its own code and its outputs are what they were.

import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { ROOT, WORK } from './settings.mjs'

const STAMPS = path.join(WORK, 'stamps')

// Every output of a step of this build, made now or up to date.
export const outputsOfAll = new Set()

// All files below a folder (or the file itself), in a fixed order.
export function filesBelow(place) {
  const found = statSync(place, { throwIfNoEntry: false })
  if (!found) return []
  if (found.isFile()) return [place]
  return readdirSync(place)
    .sort()
    .flatMap((name) => filesBelow(path.join(place, name)))
}

function digest(inputs) {
  const hash = createHash('sha256')
  for (const input of inputs) {
    if (typeof input !== 'string') {
      hash.update(JSON.stringify(input))
      continue
    }
    for (const file of filesBelow(input)) hash.update(path.relative(ROOT, file)).update('\0').update(readFileSync(file))
    hash.update('\n')
  }
  return hash.digest('hex')
}

// inputs: files and folders (absolute paths), or plain objects for flags. outputs: files that must be there after it.
export async function step(name, { inputs, outputs, quiet = false }, work) {
  for (const file of outputs) outputsOfAll.add(file)
  const stamp = path.join(STAMPS, name.replace(/[^\w.-]+/g, '-'))
  const key = digest(inputs)
  const done = existsSync(stamp) && readFileSync(stamp, 'utf8') === key && outputs.every((file) => existsSync(file))
  if (done) return false
  rmSync(stamp, { force: true })
  for (const file of outputs) mkdirSync(path.dirname(file), { recursive: true })
  const began = performance.now()
  await work()
  mkdirSync(STAMPS, { recursive: true })
  writeFileSync(stamp, key)
  if (!quiet) console.log(`  ${name} … ${((performance.now() - began) / 1000).toFixed(1)} s`)
  return true
}
