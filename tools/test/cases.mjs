// The cases of tests/pages and tests/journeys, which are folders with a test.ts, and how many are run at once.

import { existsSync, readdirSync } from 'node:fs'
import { inRoot } from '../build/settings.mjs'

// Pages wait more than they compute: three at once take five sixths of the time of two, on two cores.
export const LANES = 3

export function casesOf(folder, wanted) {
  const place = inRoot('tests', folder)
  const known = existsSync(place) ? readdirSync(place).filter((name) => existsSync(inRoot('tests', folder, name, 'test.ts'))) : []
  const unknown = wanted.filter((name) => !known.includes(name))
  if (unknown.length > 0)
    throw new Error(`no test in tests/${folder} is called ${unknown.join(', ')}; there are: ${known.join(', ') || 'none'}`)
  const chosen = wanted.length > 0 ? wanted : known
  if (chosen.length === 0) throw new Error(`tests/${folder}/ has no case with a test.ts`)
  return chosen
}
