/**
 * A font of blanks, all of one width, so that pictures do not differ with the fonts that are installed, nor with how a
 * machine draws letters: what stands in it is seen by a line through it.
 * TrueType, by https://learn.microsoft.com/typography/opentype/spec/.
 */

/** Units of an em, and how wide a letter is of them. */
const EM = 1000
const WIDTH = 520

/** The glyph of every letter; the one before it is for what is missing. */
const LETTER = 1
/**
 * First and last character of those that are in it. Arabic presentation forms are not: with them, what shapes Arabic
 * would join letters that are all the same to ligatures.
 */
const GROUPS = [[0x20, 0x7e], [0xa0, 0xfb4f]] as const

const u16 = (...values: number[]) => Buffer.from(values.flatMap((value) => [(value >> 8) & 255, value & 255]))
const u32 = (...values: number[]) => {
  const bytes = Buffer.alloc(4 * values.length)
  values.forEach((value, at) => bytes.writeUInt32BE(value >>> 0, 4 * at))
  return bytes
}

function box(left: number, bottom: number, right: number, top: number): Buffer {
  const corners = [[left, bottom], [left, top], [right, top], [right, bottom]] as const
  const steps = (axis: 0 | 1) => corners.map((corner, at) => corner[axis] - (corners[at - 1]?.[axis] ?? 0))
  const on = Buffer.from([1, 1, 1, 1])
  return Buffer.concat([u16(1, left, bottom, right, top, 3, 0), on, u16(...steps(0)), u16(...steps(1))])
}

function sum(bytes: Buffer): number {
  let all = 0
  for (let at = 0; at < bytes.length; at += 4) all = (all + bytes.readUInt32BE(at)) >>> 0
  return all
}

const padded = (bytes: Buffer) => Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)])

export function blanks(): Buffer {
  // The sign for what is missing, which nobody sees; a font that has no shape at all is refused.
  const shape = box(60, 0, 460, 520)
  const map = Buffer.concat([u16(13, 0), u32(16 + 12 * GROUPS.length, 0, GROUPS.length), ...GROUPS.map(([first, last]) => u32(first, last, LETTER))])
  const family = Buffer.from('Blanks'.split('').flatMap((letter) => [0, letter.charCodeAt(0)]))
  const names = [1, 2, 4, 6].map((id) => u16(3, 1, 0x409, id, family.length, 0))
  const tables: Record<string, Buffer> = {
    'OS/2': Buffer.concat([
      u16(4, WIDTH, 400, 5, 0, 650, 700, 0, 140, 650, 700, 0, 480, 50, 250, 0),
      Buffer.alloc(10),
      u32(1, 0, 0, 0),
      Buffer.from('NONE'),
      u16(0x40, 0x20, 0xfb4f, 800, -200, 0, 800, 200),
      u32(1, 0),
      u16(520, 700, 0, 0x20, 1),
    ]),
    cmap: Buffer.concat([u16(0, 1, 3, 10), u32(12), map]),
    glyf: shape,
    head: Buffer.concat([u32(0x10000, 0x10000, 0, 0x5f0f3cf5), u16(0, EM), Buffer.alloc(16), u16(60, 0, 460, 520, 0, 8, 2, 0, 0)]),
    hhea: Buffer.concat([u32(0x10000), u16(800, -200, 0, WIDTH, 60, 60, 460, 1, 0, 0), Buffer.alloc(8), u16(0, 2)]),
    hmtx: u16(WIDTH, 60, WIDTH, 0),
    loca: u16(0, shape.length / 2, shape.length / 2),
    maxp: Buffer.concat([u32(0x10000), u16(2, 4, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0)]),
    name: Buffer.concat([u16(0, names.length, 6 + 12 * names.length), ...names, family]),
    post: Buffer.concat([u32(0x30000, 0), u16(-100, 50), u32(0, 0, 0, 0, 0)]),
  }
  const entries = Object.entries(tables)
  let at = 12 + 16 * entries.length
  const places = entries.map(([name, bytes]) => {
    const place = Buffer.concat([Buffer.from(name.padEnd(4)), u32(sum(padded(bytes)), at, bytes.length)])
    at += padded(bytes).length
    return place
  })
  return Buffer.concat([u32(0x10000), u16(entries.length, 128, 3, 16 * entries.length - 128), ...places, ...entries.map(([, bytes]) => padded(bytes))])
}
