// Brings the libraries, of exactly the lock file beside it, where they are missing.

import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const HERE = path.dirname(fileURLToPath(import.meta.url))

export function installLibraries(folder = HERE) {
  const lock = readFileSync(path.join(folder, 'package-lock.json'), 'utf8')
  const installed = path.join(folder, 'node_modules', '.journeys-lock')
  if (existsSync(installed) && readFileSync(installed, 'utf8') === lock) return
  console.error('Installing the libraries of the journeys …')
  execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] })
  writeFileSync(installed, lock)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) installLibraries()
