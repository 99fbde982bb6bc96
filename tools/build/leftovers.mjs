// What an earlier build made and this one does not goes from dist/. Which files those are says its manifest; whatever
// else lies there is somebody's.

import { readFileSync, rmSync } from 'node:fs'
import path from 'node:path'

export const MANIFEST = 'manifest.json'
export const PACKED = ['.br', '.gz']

// made: names of this build's files, relative to the folder, with slashes.
export function removeLeftovers(folder, made) {
  for (const name of earlier(folder)) {
    const file = path.resolve(folder, name)
    if (made.includes(name) || !file.startsWith(path.resolve(folder) + path.sep)) continue
    for (const ending of ['', ...PACKED]) rmSync(file + ending, { force: true })
  }
}

// Where there was no build, or one that did not come to its end, nothing is known.
function earlier(folder) {
  try {
    return Object.keys(JSON.parse(readFileSync(path.join(folder, MANIFEST), 'utf8')).files)
  } catch {
    return []
  }
}
