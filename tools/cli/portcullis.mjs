#!/usr/bin/env node
// npx portcullis COMMAND: a store's policy on the command line. docs/cli.md has every command.

import { check } from './check.mjs'
import { expand } from './expand.mjs'
import { init } from './init.mjs'
import { Misuse } from './misuse.mjs'
import { plain } from './plain.mjs'
import { render } from './render.mjs'

const USAGE = `portcullis check FILE…          every mistake in a policy: where, what was found, what was expected
    --strict                    warnings fail too          --json   for machines
    --root FOLDER               what the web server shows as /, for words in files of their own
portcullis expand FILE          the policy with the catalogue's services written out
portcullis render FILE          the disclosures as a page without scripts
    --lang TAG                  in this language           --root FOLDER
portcullis init                 a first policy; asks for what the flags do not say
    --name NAME --url URL --region EU|US|CODE… --services ID,ID --lang TAG,TAG
portcullis verify RECEIPTS      whether receipts are valid, each and as chains
    --policy FILE               and whether they were made under this policy; may be given several times
portcullis services [WORD]      the catalogue's services
  expand, render, init:  --out FILE  writes there instead of printing; --force overwrites
`

const COMMANDS = {
  check,
  expand,
  render,
  init,
  services: async (...given) => (await import('./services.mjs')).services(...given),
  verify: async (...given) => (await import('./verify.mjs')).run(...given),
}

const [name, ...words] = process.argv.slice(2)
try {
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    process.stdout.write(USAGE)
    process.exitCode = name === undefined ? 2 : 0
  } else if (Object.hasOwn(COMMANDS, name)) {
    process.exitCode = await COMMANDS[name](words, process)
  } else {
    throw new Misuse(`there is no command ${name}`)
  }
} catch (error) {
  if (!(error instanceof Misuse)) throw error
  process.stderr.write(`portcullis: ${plain(error.message)}\n`)
  if (error.showUsage) process.stderr.write(`\n${USAGE}`)
  process.exitCode = 2
}
