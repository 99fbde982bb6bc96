// npm run journeys [-- CASE…]: all journeys, or those, and then a sheet of pictures of every step, to be looked at.

import { spawnSync } from 'node:child_process'
import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { inRoot } from '../../tools/build/settings.mjs'
import { LANES, casesOf } from '../../tools/test/cases.mjs'
import { installLibraries } from './install.mjs'
import { sheetOf } from './harness/sheet.mjs'

const folder = inRoot('tests', 'pages', '.artifacts', 'journeys')
const wanted = process.argv.slice(2)

installLibraries()
rmSync(folder, { recursive: true, force: true })
const cases = casesOf('journeys', wanted).map((name) => path.join('..', 'journeys', name))
const { status } = spawnSync(process.execPath, [inRoot('tools', 'test', 'lanes.mjs'), LANES, ...cases], {
  stdio: 'inherit',
  env: { ...process.env, SHEET: folder },
})
const sheet = path.join(folder, 'index.html')
writeFileSync(sheet, sheetOf(readdirSync(folder)))
console.log(`\nThe pictures: ${path.relative(inRoot(), sheet)}`)
process.exit(status ?? 1)
