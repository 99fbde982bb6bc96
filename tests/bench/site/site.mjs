// Writes every peer's page with its files, compressed, into a folder, and serves it with the project's own server.

import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants } from 'node:zlib'
import { build, transform } from 'esbuild'
import { inRoot } from '../../../tools/build/settings.mjs'
import { createServer } from '../../../tools/server/index.mjs'
import { TAGS, tagCode, tagUrl } from './tags.mjs'

const HERE = inRoot('tests', 'bench')
const PAGES = path.join(HERE, 'pages')
const PACKAGES = path.join(HERE, 'node_modules')
const SITE = inRoot('target', 'bench', 'site')
const brotli = promisify(brotliCompress)

const escapeHtml = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

// The same words for everyone, put in for {{name}}. In scripts as they are: none has a quote or a backslash.
async function fill() {
  const words = JSON.parse(await readFile(path.join(PAGES, 'words.json'), 'utf8'))
  return {
    words,
    text: (source) => source.replace(/\{\{(\w+)\}\}/g, (_, name) => {
      if (words[name] === undefined) throw new Error(`words.json has no "${name}"`)
      return words[name]
    }),
  }
}

export async function writeFileAndPack(name, content) {
  await mkdir(path.dirname(name), { recursive: true })
  const raw = Buffer.isBuffer(content) ? content : Buffer.from(content)
  await writeFile(name, raw)
  const packed = await brotli(raw, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: raw.length } })
  await writeFile(`${name}.br`, packed)
}

export async function compose(peer, { words, text }) {
  const shop = await readFile(path.join(PAGES, 'shop.html'), 'utf8')
  const css = await readFile(path.join(PAGES, 'shop.css'), 'utf8')
  const page = text(await readFile(path.join(PAGES, peer.name, 'index.html'), 'utf8'))
  const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(words.store)}</title><link rel="icon" href="data:,"><style>${css.trim()}</style>`
  const marked = TAGS.map(({ name, purpose, kind }) =>
    kind === 'inline' ? peer.inline(tagCode(name), purpose) : peer.external(tagUrl(name), purpose))
  const tags = peer.tags ? peer.tags(marked, words) : marked.join('\n')
  const sheets = await Promise.all((peer.styles ?? []).map((name) => readFile(inRoot('www', 'styles', name), 'utf8')))
  const { code: styles } = await transform(sheets.join(''), { loader: 'css', minify: true })
  return page
    .replace(/<!-- shop:head -->/, () => head)
    .replace(/<!-- shop:body -->/, () => shop.trim())
    .replace(/<!-- shop:tags -->/, () => tags)
    .replace(/<!-- shop:styles -->/, () => styles)
    // What says where the page comes from is for its readers, not for its visitors.
    .replace(/<!--[^]*?-->\n?/g, '')
}

// Our built files are packed here too, by the same encoder at the same level as everyone's.
async function copyPacked(from, to) {
  for (const entry of await readdir(from, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || /\.(br|gz)$/.test(entry.name)) continue
    const name = path.join(entry.parentPath ?? entry.path, entry.name)
    await writeFileAndPack(path.join(to, path.relative(from, name)), await readFile(name))
  }
}

export async function writeSite(peers, dist) {
  await rm(SITE, { recursive: true, force: true })
  const filling = await fill()
  for (const peer of peers) {
    const to = (name) => path.join(SITE, peer.name, name)
    await writeFileAndPack(to('index.html'), await compose(peer, filling))
    for (const [name, source] of Object.entries(peer.files ?? {})) {
      const own = source === null
      const content = await readFile(own ? path.join(PAGES, peer.name, name) : path.join(PACKAGES, source))
      await writeFileAndPack(to(name), own ? filling.text(content.toString('utf8')) : content)
    }
    if (peer.ours) await copyPacked(dist, to('portcullis'))
    for (const [name, source] of Object.entries(peer.bundle ?? {})) await writeFileAndPack(to(name), await bundled(peer, source, filling))
  }
  for (const { name, kind } of TAGS) if (kind === 'external') await writeFileAndPack(path.join(SITE, tagUrl(name)), tagCode(name))
  return SITE
}

async function bundled(peer, source, filling) {
  const file = path.join(PAGES, peer.name, source)
  const result = await build({
    stdin: { contents: filling.text(await readFile(file, 'utf8')), loader: path.extname(source).slice(1), resolveDir: path.dirname(file) },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    nodePaths: [PACKAGES],
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'error',
  })
  return Buffer.from(result.outputFiles[0].contents)
}

export const serve = (site) => createServer({ roots: { '/': site } })

