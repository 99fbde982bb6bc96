/** Records as the stores hold them, written by the table that src/consent/codec.rs documents and by nothing of it. */
import { crc32 } from './crc'
import type { Page } from './page'

/** The fields of a record that its text holds, as the page is shown them. */
export interface Written {
  id: string
  sequence: number
  time: number
  expires: number
  method: string
  regime: string
  gesture: boolean
  signal: boolean
  policyHash: string
  choices: Record<string, boolean>
}

const METHODS = ['accept-all', 'reject-all', 'save', 'withdraw', 'api', 'us-opt-out', '', 'reset']
const REGIMES = ['opt-in', 'opt-out', 'notice']

/** FNV-1a of 32 bits: how a record names purposes and services. */
function key(name: string): number {
  let hash = 0x811c9dc5
  for (const byte of Buffer.from(name)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0
  return hash
}

/** The text of `record`. Choices about `required` purposes do not stand in it. */
export function encode(record: Written, required: readonly string[] = ['necessary']): string {
  const asked = Object.entries(record.choices).filter(([name]) => !required.includes(name))
  const granted = asked.filter(([, yes]) => yes).map(([name]) => name)
  const refused = asked.filter(([, yes]) => !yes).map(([name]) => name)
  const head = METHODS.indexOf(record.method) | (REGIMES.indexOf(record.regime) << 4) | (Number(record.gesture) << 6) | (Number(record.signal) << 7)
  const made = record.time / 1000
  const bytes = Buffer.concat([
    Buffer.of(head),
    number(record.sequence, 4),
    number(made, 5),
    number(record.expires / 1000 - made, 4),
    Buffer.from(record.policyHash, 'hex'),
    Buffer.from(record.id, 'hex'),
    number(granted.length, 2),
    number(refused.length, 2),
    ...[...granted, ...refused].map((name) => number(key(name), 4)),
  ])
  return `1.${Buffer.concat([bytes, number(crc32(bytes), 4)]).toString('base64url')}`
}

function number(value: number, length: number): Buffer {
  const bytes = Buffer.alloc(length)
  bytes.writeUIntBE(value, 0, length)
  return bytes
}

/** The record of the page, which must have one. */
export async function recordOf(page: Page): Promise<Written> {
  const record = await page.run(() => window.portcullis.record())
  if (!record) throw new Error('the page has no record')
  return record as Written
}

/** Puts texts where the record is kept, from a page that knows nothing of Portcullis; null takes one away. */
export async function plant(page: Page, stored: { cookie?: string | null; local?: string | null }): Promise<void> {
  await page.go('/nowhere')
  await page.run(({ cookie, local }) => {
    if (cookie === null) document.cookie = 'portcullis=; Max-Age=0; Path=/'
    else if (cookie !== undefined) document.cookie = `portcullis=${cookie}; Max-Age=86400; Path=/; SameSite=Lax`
    if (local === null) localStorage.removeItem('portcullis')
    else if (local !== undefined) localStorage.setItem('portcullis', local)
  }, stored)
}
