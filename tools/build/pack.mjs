// The compressed copies of each file in dist/, and manifest.json with sizes and integrity hashes.

import { createHash } from 'node:crypto'
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import zlib from 'node:zlib'
import { DIST, inRoot } from './settings.mjs'
import { filesBelow, step } from './steps.mjs'

const brotli = promisify(zlib.brotliCompress)
const gzip = promisify(zlib.gzip)
const MANIFEST = 'manifest.json'
const isPacked = (name) => name.endsWith('.br') || name.endsWith('.gz')

export async function pack({ version }) {
  removeOrphans()
  const names = filesBelow(DIST)
    .map((file) => path.relative(DIST, file).replaceAll('\\', '/'))
    .filter((name) => !isPacked(name) && name !== MANIFEST)
  await Promise.all(names.map(compress))
  const files = Object.fromEntries(names.map((name) => [name, described(name)]))
  writeFileSync(path.join(DIST, MANIFEST), `${JSON.stringify({ version, files }, null, 2)}\n`)
}

async function compress(name) {
  const file = path.join(DIST, name)
  const outputs = [`${file}.br`, `${file}.gz`]
  await step(
    `pack: ${name}`,
    { inputs: [file, inRoot('tools', 'build', 'pack.mjs')], outputs, quiet: true },
    async () => {
      const bytes = readFileSync(file)
      const text = !name.endsWith('.wasm')
      const packed = await brotli(bytes, {
        params: {
          [zlib.constants.BROTLI_PARAM_QUALITY]: 11,
          [zlib.constants.BROTLI_PARAM_LGWIN]: 22,
          [zlib.constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
          [zlib.constants.BROTLI_PARAM_MODE]: text
            ? zlib.constants.BROTLI_MODE_TEXT
            : zlib.constants.BROTLI_MODE_GENERIC,
        },
      })
      writeFileSync(outputs[0], packed)
      writeFileSync(outputs[1], await gzip(bytes, { level: 9 }))
    },
  )
}

function described(name) {
  const file = path.join(DIST, name)
  const bytes = readFileSync(file)
  return {
    raw: bytes.length,
    gzip: readFileSync(`${file}.gz`).length,
    brotli: readFileSync(`${file}.br`).length,
    integrity: `sha384-${createHash('sha384').update(bytes).digest('base64')}`,
  }
}

// A language that was removed must not stay behind in packed form.
function removeOrphans() {
  for (const folder of [DIST, path.join(DIST, 'words'), path.join(DIST, 'themes')]) {
    const names = readdirSync(folder)
    for (const name of names) {
      if (isPacked(name) && !names.includes(name.slice(0, -3))) rmSync(path.join(folder, name))
    }
  }
}
