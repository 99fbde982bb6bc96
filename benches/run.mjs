// npm run bench:native            times, by divan; what follows `--` goes to it: npm run bench:native -- fingerprint
// npm run bench:native -- --count   instructions of each piece of work, by callgrind: the same on a busy machine
//                       --count --hold   the same, held against benches/budgets.mjs (the step `counts` of npm test)

import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { inRoot } from '../tools/build/settings.mjs'
import { overruns } from './budgets.mjs'

const MANIFEST = inRoot('benches', 'Cargo.toml')
const TARGET = inRoot('target', 'benches')
const RESULTS = inRoot('target', 'bench')

const cargo = (command, ...args) => [command, '--locked', ...args, '--manifest-path', MANIFEST, '--target-dir', TARGET]

function run(program, args) {
  const { status, error } = spawnSync(program, args, { stdio: 'inherit' })
  if (error) throw new Error(`${program} cannot be run: ${error.message}`)
  if (status !== 0) throw new Error(`${program} ended with ${status}`)
}

function count(hold) {
  const found = spawnSync('valgrind', ['--version'], { encoding: 'utf8' })
  if (found.error) throw new Error('valgrind is not installed: apt-get install valgrind')
  run('cargo', cargo('build', '--quiet', '--release', '--bin', 'count'))
  const program = path.join(TARGET, 'release', 'count')
  const names = execFileSync(program, { encoding: 'utf8' }).trim().split('\n')
  const folder = mkdtempSync(path.join(tmpdir(), 'portcullis-count-'))
  try {
    const rows = names.map((name) => ({ name, instructions: instructions(program, name, folder) }))
    mkdirSync(RESULTS, { recursive: true })
    writeFileSync(path.join(RESULTS, 'counts.json'), `${JSON.stringify(rows, null, 1)}\n`)
    console.log(['| Work | Instructions |', '|---|---|', ...rows.map((row) => `| ${row.name} | ${row.instructions.toLocaleString('en')} |`)].join('\n'))
    const compiler = execFileSync('rustc', ['--version'], { encoding: 'utf8' }).trim()
    console.log(`\nOnce each, natively at opt-level z; ${compiler}, ${found.stdout.trim()}. Also in target/bench/counts.json.`)
    const problems = hold ? overruns(rows) : []
    if (problems.length > 0) throw new Error(problems.join('\n'))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

// Only what happens in the function that does the work.
const ONLY = ['--collect-atstart=no', '--toggle-collect=portcullis_benches::measured']

function instructions(program, name, folder) {
  const file = path.join(folder, 'out')
  execFileSync('valgrind', ['--quiet', '--tool=callgrind', ...ONLY, `--callgrind-out-file=${file}`, program, name], { stdio: ['ignore', 'ignore', 'inherit'] })
  const total = /^(?:summary|totals): (\d+)/m.exec(readFileSync(file, 'utf8'))
  if (!Number(total?.[1])) throw new Error(`callgrind counted nothing for ${name}`)
  return Number(total[1])
}

try {
  const args = process.argv.slice(2)
  if (args.includes('--count')) count(args.includes('--hold'))
  else run('cargo', [...cargo('bench', '--quiet', '--bench', 'times'), '--', ...args])
} catch (error) {
  console.error(error.message)
  process.exit(1)
}
