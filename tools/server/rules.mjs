// Answers that a test puts in the place of the normal ones: another status, headers, body, or none until released.

import { pathMatches } from './request-log.mjs'

export class Rules {
  #rules = []

  // pattern: as in RequestLog.matching. rule: { status, headers, body, hold, drop, times }
  //   status without body   that status with an empty body
  //   headers alone         added to the normal answer
  //   hold: true            the answer waits for release()
  //   drop: true            the connection is closed without an answer
  //   times: n              only for the first n requests
  add(pattern, rule) {
    let release = () => {}
    const released = rule.hold ? new Promise((resolve) => (release = resolve)) : Promise.resolve()
    const entry = { pattern, rule, released, left: rule.times ?? Infinity }
    this.#rules.unshift(entry)
    return {
      release,
      remove: () => {
        release()
        this.#rules = this.#rules.filter((other) => other !== entry)
      },
    }
  }

  // The newest rule that fits; asking counts as one use.
  take(path) {
    const found = this.#rules.find(({ pattern, left }) => left > 0 && pathMatches(pattern, path))
    if (!found) return undefined
    found.left -= 1
    return found
  }

  clear() {
    this.#rules = []
  }
}

// True if the rule was the whole answer; otherwise its headers go on top of the normal one.
export async function answerByRule(response, { rule, released }) {
  await released
  if (rule.drop) {
    response.destroy()
    return true
  }
  if (rule.status === undefined && rule.body === undefined) return false
  response.writeHead(rule.status ?? 200, { 'Cache-Control': 'no-cache', ...rule.headers })
  response.end(rule.body ?? '')
  return true
}
