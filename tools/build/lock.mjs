// One build at a time: `npm start` in one terminal and `npm test` in another share dist/.

import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { WORK } from './settings.mjs'

const LOCK = path.join(WORK, 'lock')
const LONGEST_WAIT = 15 * 60_000

export async function withLock(work) {
  mkdirSync(WORK, { recursive: true })
  const began = Date.now()
  while (!taken()) {
    const owner = readOwner()
    if (!alive(owner)) {
      // Its process ended without taking the lock away.
      rmSync(LOCK, { force: true })
      continue
    }
    if (Date.now() - began > LONGEST_WAIT) throw new Error(`another build (process ${owner}) does not end`)
    await pause(200)
  }
  try {
    return await work()
  } finally {
    rmSync(LOCK, { force: true })
  }
}

function taken() {
  try {
    writeFileSync(LOCK, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  }
}

function readOwner() {
  try {
    return Number(readFileSync(LOCK, 'utf8')) || undefined
  } catch {
    return undefined
  }
}

function alive(owner) {
  // Just made and not written to yet: ask again.
  if (owner === undefined) return true
  try {
    process.kill(owner, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}
