// Brings the peers' packages, of exactly the lock file beside them, where they are missing.

import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { inRoot } from '../../../tools/build/settings.mjs'

export function installPeers() {
  const folder = inRoot('tests', 'bench')
  const lock = readFileSync(path.join(folder, 'package-lock.json'), 'utf8')
  const installed = path.join(folder, 'node_modules', '.bench-lock')
  if (existsSync(installed) && readFileSync(installed, 'utf8') === lock) return
  console.error('Bringing the peers (tests/bench/package-lock.json) …')
  execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] })
  writeFileSync(installed, lock)
}
