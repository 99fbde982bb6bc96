// A record as it is stored: src/consent/codec.rs lists its bytes.

export const METHODS = ['accept-all', 'reject-all', 'save', 'withdraw', 'api', 'us-opt-out', undefined, 'reset']
const REGIMES = ['opt-in', 'opt-out', 'notice']
/** Bytes of a record before its keys, and of the checksum after them. */
const FIXED = 38
const SUM = 4
/** Characters that browsers keep of a cookie at most. */
const LONGEST = 4096

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
  if (typeof text !== 'string' || text.length > LONGEST || !/^1\.[\w-]+$/.test(text)) return undefined
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
    policyHash: content.toString('hex', 14, 22),
  }
  if (!fields.method || !fields.regime) return undefined
  return { fields, granted: keys(0, granted), refused: keys(granted, refused) }
}
