// Receipts, read by nothing of the code that makes them: what docs/receipts.md says is all there is to know.

import { createHash } from 'node:crypto'

const METHODS = ['accept-all', 'reject-all', 'save', 'withdraw', 'api', 'us-opt-out', undefined, 'reset']
const REGIMES = ['opt-in', 'opt-out', 'notice']
/** What may end a choice though nobody chose. */
const ENDS = ['signal', 'expire']
/** Bytes of a record before its keys, and of the checksum after them. */
const FIXED = 38
const SUM = 4

export const sha256 = (text) => createHash('sha256').update(text).digest('hex')

/** JSON in one spelling only (RFC 8785). */
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical)}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`)}}`
}

/** CRC-32 (ISO-HDLC). */
export function crc32(bytes) {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  }
  return ~crc >>> 0
}

/** FNV-1a of 32 bits: how a record names purposes and services. */
export function keyOf(name) {
  let hash = 0x811c9dc5
  for (const byte of Buffer.from(name)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0
  return hash
}

/** The fields of a stored record; undefined where `text` is none. */
export function decode(text) {
  if (typeof text !== 'string' || !/^1\.[\w-]+$/.test(text)) return undefined
  const bytes = Buffer.from(text.slice(2), 'base64url')
  if (`1.${bytes.toString('base64url')}` !== text || bytes.length < FIXED + SUM) return undefined
  const content = bytes.subarray(0, -SUM)
  const [granted, refused] = [content.readUInt16BE(34), content.readUInt16BE(36)]
  if (crc32(content) !== bytes.readUInt32BE(content.length) || content.length !== FIXED + 4 * (granted + refused)) return undefined
  const keys = (from, count) => Array.from({ length: count }, (_, at) => content.readUInt32BE(FIXED + 4 * (from + at)))
  const head = content[0]
  const time = content.readUIntBE(5, 5) * 1000
  const fields = {
    id: content.toString('hex', 22, 34),
    sequence: content.readUInt32BE(1),
    time,
    expires: time + content.readUInt32BE(10) * 1000,
    method: METHODS[head & 15],
    regime: REGIMES[(head >> 4) & 3],
    gesture: (head & 64) !== 0,
    signal: (head & 128) !== 0,
    fingerprint: content.toString('hex', 14, 22),
  }
  if (!fields.method || !fields.regime) return undefined
  return { fields, granted: keys(0, granted), refused: keys(granted, refused) }
}

/** What is wrong with `receipt`, a sentence each; nothing where it holds. */
export function problems(receipt) {
  if (receipt?.format !== 'portcullis' || receipt.version !== 1) return ['it is no receipt of a known version']
  const { hash, ...rest } = receipt
  const found = []
  if (sha256(canonical(rest)) !== hash) found.push('its hash does not fit what it says')
  const decoded = decode(receipt.text)
  if (!decoded) return [...found, 'its text is no record']
  const { record } = receipt
  for (const [name, value] of Object.entries(decoded.fields)) {
    if (record?.[name] !== value) found.push(`record.${name} is not what the text says`)
  }
  if (![record?.method, ...ENDS].includes(receipt.method)) found.push('its method is not that of the record')
  if (!Number.isSafeInteger(receipt.time) || (receipt.method === record?.method && receipt.time !== record.time)) found.push('its time is not that of the record')
  const named = new Map(Object.entries(record?.choices ?? {}).map(([name, yes]) => [keyOf(name), yes]))
  const { granted, refused } = decoded
  if (refused.some((key) => named.get(key) === true)) found.push('it grants what the text refuses')
  // Purposes that are required stand in no record: whoever made the choice was not asked about them.
  if ([...named].some(([key, yes]) => !yes && !refused.includes(key))) found.push('it refuses what the text does not')
  if (receipt.policy !== null && [...granted, ...refused].some((key) => !named.has(key))) found.push('its choices are not all that the text has')
  if (granted.some((key) => named.get(key) === false)) found.push('it refuses what the text grants')
  return found
}
