// npm run size: every file of dist/ raw, gzip and brotli, and the budgets of wasm-pack.toml. Over one: exit code 1.

import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { DIST, readSettings } from './build/settings.mjs'

const settings = readSettings()
const manifest = path.join(DIST, 'manifest.json')
if (!existsSync(manifest)) {
  console.error('There is no dist/ yet: npm run build')
  process.exit(1)
}
const { files } = JSON.parse(readFileSync(manifest, 'utf8'))

const number = (value) => String(value).padStart(9)
const row = (name, { raw, gzip, brotli }) =>
  console.log(`${name.padEnd(24)}${number(raw)}${number(gzip)}${number(brotli)}`)

console.log(`${'bytes'.padEnd(24)}${'raw'.padStart(9)}${'gzip'.padStart(9)}${'brotli'.padStart(9)}`)
for (const [name, sizes] of Object.entries(files)) row(name, sizes)

let over = 0
for (const budget of settings.budgets) {
  const missing = budget.files.filter((name) => !files[name])
  const used = budget.files.reduce((sum, name) => sum + (files[name]?.brotli ?? 0), 0)
  const left = budget.brotli - used
  const verdict =
    missing.length > 0 ? `NOT BUILT: ${missing.join(', ')}` : left >= 0 ? `${left} left` : `OVER BY ${-left}`
  if (missing.length > 0 || left < 0) over += 1
  console.log(`\n${budget.name}: ${used} of ${budget.brotli} (brotli), ${verdict}\n  ${budget.files.join(' + ')}`)
}
if (over > 0 && settings.profile === 'plain')
  console.log('\nplain profile: the budgets are those of the shipped build and not enforced')
else if (over > 0) process.exit(1)
