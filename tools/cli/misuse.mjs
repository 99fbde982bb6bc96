// What is wrong with how the program was called, not with a policy: exit status 2.

import { parseArgs } from 'node:util'

export class Misuse extends Error {
  constructor(message, { showUsage = true } = {}) {
    super(message)
    this.showUsage = showUsage
  }
}

// The flags and the other words of a command line.
export function flags(words, options) {
  try {
    return parseArgs({ args: words, options, allowPositionals: true })
  } catch (error) {
    throw new Misuse(error.message)
  }
}

// The one file that a command is about.
export function oneFile(positionals) {
  if (positionals.length !== 1) throw new Misuse('name one policy file')
  return positionals[0]
}
