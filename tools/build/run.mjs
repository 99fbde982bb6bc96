// Runs a program and keeps its output for the case that it fails.

import { spawn } from 'node:child_process'
import { ROOT } from './settings.mjs'

export function run(program, args, { env = {}, onLine } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: ROOT,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    const keep = (part) => {
      output += part
      onLine?.(String(part))
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    child.on('error', (error) => reject(new Error(`${program} cannot be run: ${error.message}`)))
    child.on('close', (code) => {
      if (code === 0) resolve(output)
      else reject(new Error(`${[program, ...args].join(' ')} failed (${code})\n${output.trimEnd()}`))
    })
  })
}
