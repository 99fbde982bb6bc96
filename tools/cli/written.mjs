// Where a command's result goes: a new file, or the terminal.

import { writeFileSync } from 'node:fs'
import { Misuse } from './misuse.mjs'

export function written(text, { out, force }, stdout) {
  if (!out) return stdout.write(text)
  try {
    writeFileSync(out, text, { flag: force ? 'w' : 'wx' })
  } catch (error) {
    const reason = error.code === 'EEXIST' ? 'already exists; use --force to overwrite' : `cannot be written (${error.code ?? error.message})`
    throw new Misuse(`${out}: ${reason}`, { showUsage: false })
  }
}

export const OUT = { out: { type: 'string' }, force: { type: 'boolean' } }
