// Every request that reached the server, in order. It is the proof of what ran and what did not.

const LONGEST_BODY = 64 * 1024

export class RequestLog {
  #entries = []
  #listeners = new Set()
  #limit

  // A demo server runs for days: past `limit`, the oldest entries go.
  constructor({ limit = 5000 } = {}) {
    this.#limit = limit
  }

  add(request, url, body) {
    const entry = Object.freeze({
      time: Date.now(),
      method: request.method,
      host: request.headers.host ?? '',
      path: decodePath(url.pathname),
      query: Object.fromEntries(url.searchParams),
      headers: { ...request.headers },
      body: body.toString('utf8'),
    })
    this.#entries.push(entry)
    if (this.#entries.length > this.#limit) this.#entries.shift()
    for (const listener of this.#listeners) listener(entry)
    return entry
  }

  // All entries, or those whose path equals a string, begins with "…*", or matches a RegExp.
  matching(path) {
    return path === undefined ? [...this.#entries] : this.#entries.filter((entry) => pathMatches(path, entry.path))
  }

  clear() {
    this.#entries.length = 0
  }

  listen(listener) {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
}

export function pathMatches(pattern, path) {
  if (pattern instanceof RegExp) return pattern.test(path)
  return pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : path === pattern
}

function decodePath(path) {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

export async function readBody(request) {
  const parts = []
  let length = 0
  try {
    for await (const part of request) {
      if (length < LONGEST_BODY) parts.push(part)
      length += part.length
    }
  } catch {
    // The page went away while sending: what arrived is logged.
  }
  return Buffer.concat(parts).subarray(0, LONGEST_BODY)
}
