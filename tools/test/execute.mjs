// One command of a test step: its output is shown as it comes or kept for a failure, and it has a time limit.

import { spawn } from 'node:child_process'
import { ROOT } from '../build/settings.mjs'

export function execute([program, args], { env = {}, shown = false, minutes }) {
  return new Promise((resolve) => {
    // A group of its own, so that a browser left behind by a hanging test ends with it.
    const child = spawn(program, args, {
      cwd: ROOT,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    })
    let output = ''
    let late = false
    const keep = (part) => {
      output += part
      if (shown) process.stdout.write(part)
    }
    const end = () => {
      try {
        process.kill(-child.pid, 'SIGKILL')
      } catch {
        // Already gone.
      }
    }
    const limit = setTimeout(() => {
      late = true
      end()
    }, minutes * 60_000)
    const interrupted = () => {
      end()
      process.exit(130)
    }
    process.once('SIGINT', interrupted).once('SIGTERM', interrupted)
    const settle = (ok, reason) => {
      clearTimeout(limit)
      process.off('SIGINT', interrupted).off('SIGTERM', interrupted)
      resolve({ ok, reason, output })
    }
    child.stdout.setEncoding('utf8').on('data', keep)
    child.stderr.setEncoding('utf8').on('data', keep)
    child.on('error', (error) => settle(false, `${program} cannot be run: ${error.message}`))
    child.on('close', (code, signal) => {
      if (late) settle(false, `not done after ${minutes} minutes`)
      else settle(code === 0, `${program} ended with ${signal ?? code}`)
    })
  })
}
