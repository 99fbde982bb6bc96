// npm run audit:supply: what is known against the packages that this project is built and tested with.
//
// Licences, sources and versions of every lock file of Cargo by deny.toml; advisories by RustSec's data; advisories by
// npm's. The last two ask a network. Exit status: 0 where nothing was found, 1 where something was, 2 where something
// could not be checked, which is no clean bill.

import { spawnSync } from 'node:child_process'
import { inRoot } from './build/settings.mjs'

// The lock files of Cargo. Tools may have two versions of a crate: nobody loads them.
const MANIFESTS = [
  { manifest: 'Cargo.toml', allowed: [] },
  { manifest: 'benches/Cargo.toml', allowed: ['duplicate'] },
  { manifest: 'fuzz/Cargo.toml', allowed: ['duplicate'] },
  { manifest: 'tools/xtask/Cargo.toml', allowed: ['duplicate'] },
]
const MINUTES = 5
// How cargo-deny begins to say that it has no data.
const NO_DATA = /failed to (fetch|load|acquire|open)[^\n]*(advisory|database|index)/i

const run = (program, args) => spawnSync(program, args, { cwd: inRoot(), encoding: 'utf8', timeout: MINUTES * 60_000, maxBuffer: 2 ** 28 })

/** What cargo-deny finds: { found } with its text, { unchecked } with a reason, or nothing. */
function deny({ manifest, allowed }, checks) {
  const lints = ['license-exception-not-encountered', ...allowed].flatMap((lint) => ['--allow', lint])
  const ended = run('cargo', ['deny', '--manifest-path', inRoot(manifest), '--config', inRoot('deny.toml'), '--locked', 'check', ...lints, ...checks])
  const said = `${ended.stdout}${ended.stderr}`
  if (ended.status === 0) return {}
  if (ended.error) return { unchecked: ended.error.message }
  return NO_DATA.test(said) ? { unchecked: firstLine(said, NO_DATA) } : { found: said }
}

/** The same of npm. */
function npmAudit() {
  const { stdout, error } = run('npm', ['audit', '--json'])
  if (error) return { unchecked: error.message }
  let report
  try {
    report = JSON.parse(stdout)
  } catch {
    return { unchecked: 'npm audit gave no report' }
  }
  const total = report.metadata?.vulnerabilities?.total
  if (total === undefined) return { unchecked: report.message ?? report.error?.summary ?? 'npm audit gave no report' }
  const named = Object.values(report.vulnerabilities ?? {}).map(({ name, severity, range }) => `${name} ${range}: ${severity}`)
  return total > 0 ? { found: named.join('\n') } : {}
}

const firstLine = (text, pattern) => text.split('\n').find((line) => pattern.test(line)).trim().slice(0, 200)

function* checks() {
  if (run('cargo', ['deny', '--version']).status === 0) {
    for (const one of MANIFESTS) yield [`${one.manifest}: licences, bans, sources`, deny(one, ['licenses', 'bans', 'sources'])]
    for (const one of MANIFESTS) yield [`${one.manifest}: advisories`, deny(one, ['advisories'])]
  } else yield ['Cargo', { unchecked: 'cargo-deny is not installed: cargo install --locked cargo-deny' }]
  yield ['package-lock.json: advisories', npmAudit()]
}

let status = 0
for (const [what, { found, unchecked }] of checks()) {
  console.log(`${what}: ${found ? 'FOUND' : unchecked ? `NOT CHECKED (${unchecked})` : 'nothing found'}`)
  if (found) console.log(found.trimEnd())
  if (found) status = 1
  else if (unchecked && status === 0) status = 2
}
process.exitCode = status
