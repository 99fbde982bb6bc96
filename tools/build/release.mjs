// The release: every file that was built gets to know which one it belongs to, and those that load others get the hashes
// of these. So files of two releases, which caches mix, do not work together, and a file that was swapped is refused.
//
// Builds write to UNSTAMPED, with marks where the release and hashes belong. Here they come to dist/: leaves first, then
// what has their hashes in it, the stub last.

import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { DIST, WORK, inRoot } from './settings.mjs'
import { step } from './steps.mjs'

export const UNSTAMPED = path.join(WORK, 'unstamped')

// What stands in a file before it is stamped.
export const RELEASE_MARK = '@release@'
export const hashMark = (name) => `@hash ${name}@`
const HASH_MARK = /@hash ([^@\s]+)@/g

const isText = (name) => /\.(js|html)$/.test(name)
const sha256 = (bytes) => createHash('sha256').update(bytes).digest()

// The address of a file, as `address` in www/boot/load.ts has it. hash: SHA-256 in base64.
export const addressOf = (name, hash) => `${name}?${hash.slice(0, 8)}`

// files: name to contents, unstamped. The release is the version and what all of them hold.
export function releaseOf(version, files) {
  const hash = createHash('sha256')
  for (const [name, bytes] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) hash.update(`${name}\0${bytes.length}\0`).update(bytes)
  return `${version}-${hash.digest('hex').slice(0, 8)}`
}

// The files with release and hashes in place, in an order in which none comes before one whose hash it has. missing: names
// of files that are not built this time, and are loaded without a hash; without it, whatever is not there.
export function stamped(release, files, missing) {
  const done = new Map()
  const stamp = (name, above) => {
    if (above.includes(name)) throw new Error(`${[...above, name].join(' has the hash of ')}: one of them has to do without`)
    if (!files.has(name)) throw new Error(`${above.at(-1)} has the hash of ${name}, which was not built`)
    if (!done.has(name)) done.set(name, filled(name, above))
    return done.get(name)
  }
  const filled = (name, above) => {
    const bytes = files.get(name)
    if (!isText(name)) return bytes
    const text = bytes.toString().replaceAll(RELEASE_MARK, release)
    const isLeftOut = (other) => (missing ? missing.includes(other) : !files.has(other))
    // As `integrity` wants it, without the last character, which is always the same.
    const hashOf = (other) => (isLeftOut(other) ? '' : sha256(stamp(other, [...above, name])).toString('base64').slice(0, -1))
    return Buffer.from(text.replace(HASH_MARK, (_, other) => hashOf(other)))
  }
  for (const name of files.keys()) stamp(name, [])
  return done
}

// Puts every file of UNSTAMPED that is among `outputs` into dist/. Gives the release. whole: no other is known to be missing.
export async function stampAll(version, outputs, whole) {
  const below = [...outputs].filter((file) => file.startsWith(UNSTAMPED + path.sep))
  const nameOf = (file) => path.relative(UNSTAMPED, file).replaceAll('\\', '/')
  const files = new Map(below.filter((file) => existsSync(file)).map((file) => [nameOf(file), readFileSync(file)]))
  const release = releaseOf(version, files)
  const missing = whole ? below.map(nameOf).filter((name) => !files.has(name)) : undefined
  for (const [name, bytes] of stamped(release, files, missing)) {
    const output = path.join(DIST, name)
    const inputs = [inRoot('tools', 'build', 'release.mjs'), { hash: sha256(bytes).toString('hex') }]
    await step(`release: ${name}`, { inputs, outputs: [output], quiet: true }, () => writeFileSync(output, bytes))
  }
  return release
}
