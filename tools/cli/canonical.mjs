// Hashes of receipts and policies, as docs/receipts.md says.

import { createHash } from 'node:crypto'

export const sha256 = (text) => createHash('sha256').update(text).digest('hex')

/** JSON in one spelling only (RFC 8785), of a value that is nested no deeper than `isTooDeep` allows. */
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical)}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`)}}`
}
