/** Sites that a framework builds with its own command, which takes longer than a bundle: kept until a source changes. */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { installLibraries } from '../install.mjs'

/** What a build makes and what a framework keeps for itself. */
const MADE = ['node_modules', 'dist', 'out', '.next', '.astro', 'test.ts', '.built']

function* sources(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => a.name.localeCompare(b.name))) {
    if (MADE.includes(entry.name)) continue
    const file = path.join(folder, entry.name)
    if (entry.isDirectory()) yield* sources(file)
    else yield file
  }
}

/** Installs and builds the site in `folder` by `command` of its packages. */
export function built(folder: URL, [program, ...args]: [string, ...string[]]): void {
  const at = fileURLToPath(folder)
  installLibraries(at)
  const hash = createHash('sha256')
  for (const file of [...sources(at), fileURLToPath(new URL('site.ts', import.meta.url))]) hash.update(file).update(readFileSync(file))
  const key = hash.digest('hex')
  const mark = path.join(at, '.built')
  if (existsSync(mark) && readFileSync(mark, 'utf8') === key) return
  const env = { ...process.env, NODE_ENV: 'production', ASTRO_TELEMETRY_DISABLED: '1', NEXT_TELEMETRY_DISABLED: '1' }
  execFileSync(path.join(at, 'node_modules', '.bin', program), args, { cwd: at, env, stdio: ['ignore', 'ignore', 'inherit'] })
  writeFileSync(mark, key)
}
