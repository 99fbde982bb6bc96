// Everything that was built comes to dist/ with its release in it, then the compressed copies of each file, and manifest.json with sizes, integrity hashes and an import map.

import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import zlib from 'node:zlib'
import { MANIFEST, PACKED, removeLeftovers } from './leftovers.mjs'
import { addressOf, stampAll } from './release.mjs'
import { DIST, inRoot } from './settings.mjs'
import { outputsOfAll, step } from './steps.mjs'

const STUB = 'portcullis.js'
// Where the docs have the files.
const FOLDER = '/portcullis/'

const brotli = promisify(zlib.brotliCompress)
const gzip = promisify(zlib.gzip)

// whole: everything was built, so that a file whose hash another has must be there, unless a step of this build left it out.
export async function pack({ version }, { whole = false } = {}) {
  const release = await stampAll(version, outputsOfAll, whole)
  const isBuilt = (file) => file.startsWith(DIST + path.sep) && !PACKED.some((ending) => file.endsWith(ending)) && existsSync(file)
  const built = [...outputsOfAll].filter(isBuilt)
  const names = built.map((file) => path.relative(DIST, file).replaceAll('\\', '/')).sort()
  removeLeftovers(DIST, names)
  await Promise.all(names.map(compress))
  const files = Object.fromEntries(names.map((name) => [name, described(name)]))
  writeFileSync(path.join(DIST, MANIFEST), `${JSON.stringify({ version, release, files, importmap: importMap(names) }, null, 2)}\n`)
}

// The integrity of every module at the address that it is imported from, for pages that have their own say of it too.
function importMap(names) {
  const modules = names.filter((name) => name.endsWith('.js') && name !== STUB)
  return { integrity: Object.fromEntries(modules.map((name) => [FOLDER + addressOf(name, sha256Of(name)), `sha256-${sha256Of(name)}`])) }
}

const sha256Of = (name) => createHash('sha256').update(readFileSync(path.join(DIST, name))).digest('base64')

async function compress(name) {
  const file = path.join(DIST, name)
  const outputs = PACKED.map((ending) => file + ending)
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
