// portcullis services [WORD]: what the catalogue has, one service a line.

import { flags } from './misuse.mjs'
import { readCatalogue } from './shipped.mjs'

export async function services(words, { stdout }) {
  const { positionals } = flags(words, {})
  const wanted = positionals.join(' ').toLowerCase()
  const fits = ({ id, name, vendor, kind }) => [id, name, vendor, kind].some((text) => text.toLowerCase().includes(wanted))
  const found = readCatalogue().services.filter(fits)
  const width = Math.max(0, ...found.map(({ id }) => id.length))
  stdout.write(found.map(({ id, kind, name, vendor }) => `${id.padEnd(width)}  ${kind.padEnd(11)}  ${name} (${vendor})\n`).join(''))
  return found.length > 0 ? 0 : 1
}
