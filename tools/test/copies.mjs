// Two copies of the sources in folders of different names, and whether what is made in them is the same byte for byte.

import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { inRoot } from '../build/settings.mjs'

/** What a build reads. */
const SOURCES = ['src', 'www', 'tools', 'build.rs', 'Cargo.toml', 'Cargo.lock', 'package.json', 'package-lock.json', 'tsconfig.json', 'wasm-pack.toml']

/** Copies into two folders, calls `work` with them, and takes them away. */
export async function withCopies(work) {
  const outside = mkdtempSync(path.join(os.tmpdir(), 'portcullis-twice-'))
  try {
    const folders = [path.join(outside, 'a'), path.join(outside, 'another place', 'of the same sources')]
    folders.forEach(copyTo)
    return await work(folders)
  } finally {
    rmSync(outside, { recursive: true })
  }
}

function copyTo(folder) {
  mkdirSync(folder, { recursive: true })
  for (const name of SOURCES) cpSync(inRoot(name), path.join(folder, name), { recursive: true })
  for (const name of ['node_modules', '.toolchain']) symlinkSync(inRoot(name), path.join(folder, name))
}

/** Names of the files in which the `dist` of two folders differ, and how many there are. */
export function compared([one, other]) {
  const names = (folder) => readdirSync(path.join(folder, 'dist'), { recursive: true, withFileTypes: true }).filter((found) => found.isFile()).map((found) => path.relative(path.join(folder, 'dist'), path.join(found.parentPath ?? found.path, found.name)))
  const all = [...new Set([...names(one), ...names(other)])].sort()
  const read = (folder, name) => {
    try {
      return readFileSync(path.join(folder, 'dist', name))
    } catch {
      return Buffer.alloc(0)
    }
  }
  return { count: all.length, differing: all.filter((name) => !read(one, name).equals(read(other, name))) }
}
