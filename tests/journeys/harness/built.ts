/**
 * Sites that a framework builds with its own command, which takes hundreds of megabytes. What was built of the present
 * sources is kept beside them, so that only who changes a source, or the framework's version, has to build.
 */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib'
import { installLibraries } from '../install.mjs'

/** What is built, kept, or says nothing of what is built. */
const MADE = ['node_modules', 'out', '.next', 'test.ts', 'kept.br']

interface Kept {
  about: string
  /** Of the sources. */
  key: string
  /** Files of `out`, by path. */
  files: Record<string, string>
}

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => statSync(path.join(folder, file)).isFile())

function keyOf(folder: string, others: URL[]): string {
  const sources = readdirSync(folder).filter((name) => !MADE.includes(name)).sort()
  const files = sources.flatMap((name) => (statSync(path.join(folder, name)).isFile() ? [name] : filesIn(path.join(folder, name)).sort().map((file) => path.join(name, file))))
  const hash = createHash('sha256')
  for (const file of files) hash.update(file).update(readFileSync(path.join(folder, file)))
  for (const other of others) hash.update(readFileSync(other))
  return hash.digest('hex')
}

export interface Build {
  command: [program: string, ...args: string[]]
  /** What it is made of, and whose work that is. */
  about: string
  /** Sources outside of the folder. */
  others: URL[]
  /** Files that no journey asks for. */
  unused: RegExp
}

/** Sees to it that `out` in `folder` holds the site as its sources have it. */
export function built(folder: URL, { command: [program, ...args], about, others, unused }: Build): void {
  const at = fileURLToPath(folder)
  const out = path.join(at, 'out')
  const file = path.join(at, 'kept.br')
  const key = keyOf(at, others)
  let kept: Kept | undefined = existsSync(file) ? JSON.parse(brotliDecompressSync(readFileSync(file)).toString()) : undefined
  if (kept?.key !== key) {
    installLibraries(at)
    const env = { ...process.env, NODE_ENV: 'production' as const, NEXT_TELEMETRY_DISABLED: '1' }
    execFileSync(path.join(at, 'node_modules', '.bin', program), args, { cwd: at, env, stdio: ['ignore', 'ignore', 'inherit'] })
    // What only browsers without modules load is not kept either.
    const old = /src="\/([^"]+)" noModule/.exec(readFileSync(path.join(out, 'index.html'), 'utf8'))?.[1]
    const names = filesIn(out).filter((name) => !unused.test(name) && name !== old).sort()
    kept = { about, key, files: Object.fromEntries(names.map((name) => [name, readFileSync(path.join(out, name), 'utf8')])) }
    writeFileSync(file, brotliCompressSync(JSON.stringify(kept)))
  }
  rmSync(out, { recursive: true, force: true })
  for (const [name, text] of Object.entries(kept.files)) {
    mkdirSync(path.dirname(path.join(out, name)), { recursive: true })
    writeFileSync(path.join(out, name), text)
  }
}
