// Receipts for tests, made by the tables of docs/receipts.md and src/consent/codec.rs.

import { canonical, crc32, keyOf, sha256 } from '../cli/receipt.mjs'

export const POLICY = { purposes: [{ id: 'necessary', required: true }, { id: 'analytics' }, { id: 'ads' }], services: [{ id: 'counter' }] }
export const WORDS = 'May we?\nAccept all\n'

function number(value, length) {
  const bytes = Buffer.alloc(length)
  bytes.writeUIntBE(value, 0, length)
  return bytes
}

/** The text of a record that the button number `method` made. */
export function textOf(record, method) {
  const named = (wanted) => Object.entries(record.choices).filter(([name, yes]) => name !== 'necessary' && yes === wanted)
  const [granted, refused] = [named(true), named(false)]
  const bytes = Buffer.concat([
    number(method | 64, 1), number(record.sequence, 4), number(record.time / 1000, 5), number((record.expires - record.time) / 1000, 4),
    Buffer.from(record.policyHash + record.id, 'hex'), number(granted.length, 2), number(refused.length, 2),
    ...[...granted, ...refused].map(([name]) => number(keyOf(name), 4)),
  ])
  return `1.${Buffer.concat([bytes, number(crc32(bytes), 4)]).toString('base64url')}`
}

export const seal = ({ hash: _, ...rest }) => ({ ...rest, hash: sha256(canonical(rest)) })

export function receipt(sequence, previous, change = {}) {
  const time = 1_795_305_600_000 + sequence * 60_000
  const choices = { necessary: true, analytics: true, ads: false, 'service:counter': false }
  const record = {
    id: String(sequence).padStart(24, '0'), sequence, time, expires: time + 15_552_000_000, method: 'save', regime: 'opt-in',
    gesture: true, signal: false, policyHash: '0123456789abcdef', choices,
  }
  return seal({
    format: 'portcullis', version: 1, url: 'http://shop.example', method: 'save', time, record, text: textOf(record, 2), language: 'en',
    layer: 'panel', wordsHash: sha256(WORDS), policyFileHash: sha256(canonical(POLICY)), previousHash: previous, ...change,
  })
}

export function chain() {
  const receipts = []
  for (let sequence = 1; sequence <= 3; sequence += 1) receipts.unshift(receipt(sequence, receipts[0]?.hash ?? null))
  return { format: 'portcullis-receipts', version: 1, receipts, texts: { [sha256(WORDS)]: WORDS } }
}
