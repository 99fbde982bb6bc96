// Copies the head, header and footer of the store's index.html into its other pages, between their `frame:` marks,
// so they are written once although the pages are plain files. `--check` changes nothing and fails if a page differs.

import { readFile, readdir, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

const STORE = new URL('../../www/store/', import.meta.url)
const FRAME = /<!-- frame:(\w+) -->[^]*?<!-- \/frame:\1 -->/g

const source = await readFile(new URL('index.html', STORE), 'utf8')
const parts = new Map([...source.matchAll(FRAME)].map((match) => [match[1], match[0]]))
const checking = process.argv.includes('--check')
let differing = 0

for (const name of await readdir(STORE)) {
  if (!name.endsWith('.html') || name === 'index.html') continue
  const page = new URL(name, STORE)
  const before = await readFile(page, 'utf8')
  const after = before.replace(FRAME, (whole, part) => parts.get(part) ?? whole)
  if (after === before) continue
  differing += 1
  if (!checking) await writeFile(page, after)
  console.log(`${checking ? 'differs' : 'written'}: ${fileURLToPath(page)}`)
}
if (checking && differing > 0) {
  console.error('Run `node tools/demo/frame.mjs` to bring these pages in line with index.html.')
  process.exit(1)
}
