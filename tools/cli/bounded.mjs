// Text from a file of a stranger: a regular file of a bounded size in valid UTF-8, JSON of a bounded depth.

import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'
import { Misuse } from './misuse.mjs'

const MEGABYTE = 2 ** 20
// A receipt has some 1,200 bytes.
const LONGEST = 64 * MEGABYTE
/** Levels of lists and objects; a receipt has three. */
export const DEEPEST = 100

export function readText(file) {
  const refuse = (reason) => new Misuse(`${file}: ${reason}`, { showUsage: false })
  let handle
  try {
    // Without O_NONBLOCK a pipe that nobody writes to is waited for without end.
    handle = openSync(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
    const found = fstatSync(handle)
    if (!found.isFile()) throw refuse('not a regular file')
    // What a device or /proc says of its size is no limit: it is the bytes that are counted.
    const parts = []
    for (let length = 0; length <= LONGEST; ) {
      const part = Buffer.alloc(MEGABYTE)
      const read = found.size > LONGEST ? Infinity : readSync(handle, part)
      if (read === 0) return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(parts))
      length += read
      parts.push(part.subarray(0, read))
    }
    throw refuse(`larger than ${LONGEST / MEGABYTE} MB. Split it, or check a part of it`)
  } catch (error) {
    if (error instanceof Misuse) throw error
    throw refuse(error.code === 'ERR_ENCODING_INVALID_ENCODED_DATA' ? 'not valid UTF-8' : `cannot be read (${error.code ?? error.message})`)
  } finally {
    if (handle !== undefined) closeSync(handle)
  }
}

// What JSON.parse says nothing of: { isDeep } where it is nested too deep to be worked with, and `twice`, the names
// that stand twice in one object, of which it keeps the last. Goes through the text once, without recursion.
export function inspect(text) {
  const open = []
  const twice = []
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at]
    if (sign === '{' || sign === '[') {
      if (open.push(sign === '{' ? new Set() : undefined) > DEEPEST) return { isDeep: true, twice }
    } else if (sign === '}' || sign === ']') {
      open.pop()
    } else if (sign === '"') {
      const end = endOf(text, at)
      if (end < 0) break
      const names = open.at(-1)
      if (names && isName(text, end)) {
        const name = unescaped(text.slice(at, end + 1))
        if (names.has(name)) twice.push(name)
        names.add(name)
      }
      at = end
    }
  }
  return { isDeep: false, twice }
}

// Where the text in quotes that begins at `start` ends.
function endOf(text, start) {
  for (let at = text.indexOf('"', start + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let slashes = 0
    while (text[at - 1 - slashes] === '\\') slashes += 1
    if (slashes % 2 === 0) return at
  }
  return -1
}

function isName(text, end) {
  let at = end + 1
  while (/\s/.test(text[at] ?? '')) at += 1
  return text[at] === ':'
}

function unescaped(quoted) {
  try {
    return JSON.parse(quoted)
  } catch {
    return quoted
  }
}
