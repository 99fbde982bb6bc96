// Files from folders, each folder under its own URL prefix, in precompressed form where one lies beside the file.

import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import path from 'node:path'
import { mediaType } from './media-types.mjs'

const ENCODINGS = [
  { name: 'br', suffix: '.br' },
  { name: 'gzip', suffix: '.gz' },
]

// roots: { '/': folder, '/portcullis/': folder }. The longest prefix that fits is asked first, then the shorter ones.
// files: a function from a path to a single file, or undefined.
export function staticFiles(roots, files = () => undefined) {
  const prefixes = Object.keys(roots).sort((a, b) => b.length - a.length)

  async function find(pathname) {
    const single = files(pathname)
    if (single) return (await fileAt(single)) ?? undefined
    for (const prefix of prefixes) {
      if (!pathname.startsWith(prefix)) continue
      const found = await fileAt(inside(roots[prefix], pathname.slice(prefix.length)))
      if (found) return found
    }
  }

  return async function serve(request, response, entry, extraHeaders = {}) {
    if (request.method !== 'GET' && request.method !== 'HEAD') return false
    const found = await find(entry.path)
    if (!found) return false
    await send(request, response, found, extraHeaders)
    return true
  }
}

// The file for a path below a folder, and never one above it.
function inside(folder, rest) {
  const wanted = path.resolve(folder, rest.replace(/^\/+/, ''))
  const root = path.resolve(folder)
  return wanted === root || wanted.startsWith(root + path.sep) ? wanted : undefined
}

async function fileAt(name) {
  if (name === undefined) return undefined
  const found = await stat(name).catch(() => undefined)
  if (found?.isDirectory()) return fileAt(path.join(name, 'index.html'))
  return found?.isFile() ? { name, size: found.size, changed: found.mtimeMs } : undefined
}

async function send(request, response, file, extraHeaders) {
  const accepted = (request.headers['accept-encoding'] ?? '').split(',').map((one) => one.trim().split(';')[0])
  let chosen = file
  let encoding
  for (const { name, suffix } of ENCODINGS) {
    if (!accepted.includes(name)) continue
    const packed = await fileAt(file.name + suffix)
    // A packed copy older than its file is a leftover.
    if (packed && packed.changed >= file.changed) {
      chosen = packed
      encoding = name
      break
    }
  }
  const etag = `"${chosen.size.toString(36)}-${Math.round(chosen.changed).toString(36)}${encoding ? `-${encoding}` : ''}"`
  const headers = {
    'Content-Type': mediaType(file.name),
    'Cache-Control': 'no-cache',
    ETag: etag,
    Vary: 'Accept-Encoding',
    ...(encoding ? { 'Content-Encoding': encoding } : {}),
    ...extraHeaders,
  }
  if (request.headers['if-none-match'] === etag) {
    response.writeHead(304, headers).end()
    return
  }
  response.writeHead(200, { ...headers, 'Content-Length': chosen.size })
  if (request.method === 'HEAD') {
    response.end()
    return
  }
  const stream = createReadStream(chosen.name)
  stream.on('error', () => response.destroy())
  stream.pipe(response)
}
