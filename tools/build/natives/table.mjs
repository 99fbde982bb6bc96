// All that is kept, as the tag is told it, and the plugin that has bundles use it.

import path from 'node:path'
import { readFileSync } from 'node:fs'
import { build } from 'esbuild'
import { inRoot } from '../settings.mjs'
import { WHOLE, placeOf } from './holders.mjs'
import { patternFor } from './patterns.mjs'
import { globalNames, membersOf, openProgram, shortNames } from './program.mjs'
import { rewrite } from './rewrite.mjs'

const BOOT = inRoot('www', 'boot')
// What keeps, and where later files find it.
const KEEPS = path.join(BOOT, 'natives.ts')
const FINDS = path.join(BOOT, 'kept.ts')
const LISTS = path.join(BOOT, 'lists.ts')

const isOurs = (file) => file.startsWith(inRoot('www') + path.sep) && /\.(ts|mjs)$/.test(file) && file !== KEEPS && file !== FINDS

// The files of a bundle. options: what else esbuild is told.
async function filesOf(entry, options) {
  const { metafile } = await build({ ...options, entryPoints: [entry], bundle: true, write: false, metafile: true, format: 'esm', logLevel: 'silent' })
  return Object.keys(metafile.inputs).map((file) => path.resolve(file)).filter(isOurs)
}

// bundles: lists of entries; those of one list have one table. others: entries that only have to do with the two halves.
// Gives each list's table, and then one for the others.
export async function keepNatives(bundles, others, options) {
  const { project, close } = openProgram()
  try {
    const short = shortNames(project)
    const names = new Set()
    const rewritten = new Map()
    const read = (files, known) => {
      for (const file of files) {
        const kept = []
        const entry = (holder, name) => {
          names.add(name)
          kept.push([holder, name])
        }
        rewritten.set(file, { ...rewrite(project, file, { entry, known, short }), kept })
      }
    }
    const filesBy = new Map()
    for (const entry of bundles.flat()) filesBy.set(entry, [LISTS, ...(await filesOf(entry, options))])
    const lists = bundles.map((entries) => new Set(entries.flatMap((entry) => filesBy.get(entry))))
    const all = new Set(lists.flatMap((files) => [...files]))
    read(all, () => false)
    // Nothing without a type may have a name that is kept.
    read(all, (name) => names.has(name))
    const tables = lists.map((files, at) => tableOf(project, files, rewritten, filesBy, bundles[at][0]))
    const plain = new Map()
    for (const entry of others) {
      for (const file of await filesOf(entry, options)) {
        const { body } = rewrite(project, file, { entry: () => {}, known: () => false, short, keeps: false })
        plain.set(file, body)
      }
    }
    return [...tables, { files: plain, list: '', module: () => '', wantedBy: () => new Set(), textOf: (file) => plain.get(file) }]
  } finally {
    close()
  }
}

// first: the entry that keeps.
function tableOf(project, files, rewritten, filesBy, first) {
  const holders = new Map()
  for (const [holder, name] of [...files].flatMap((file) => rewritten.get(file).kept)) {
    if (!holders.has(holder)) holders.set(holder, new Set())
    holders.get(holder).add(name)
  }
  // The places that a bundle uses.
  const wantedBy = (entry) => {
    const read = filesBy.get(entry).filter((file) => file !== LISTS)
    const withLists = read.some((file) => rewritten.get(file).used.length > 0) ? [...read, LISTS] : read
    return new Set(withLists.flatMap((file) => rewritten.get(file).kept.map(([holder]) => placeOf(holder))))
  }
  // Those of the tag's own script come first.
  const isFirst = wantedBy(first)
  const rank = (holder) => (isFirst.has(placeOf(holder)) ? '0' : '1') + holder
  const places = [...holders.keys()].sort((a, b) => (rank(a) < rank(b) ? -1 : 1))
  const line = (holder) => {
    const names = [...holders.get(holder)].sort()
    if (WHOLE.test(holder)) return holder
    return `${holder} ${patternFor(names, holder === '.' ? globalNames(project) : membersOf(project, holder))}`
  }
  return {
    files,
    names: Object.fromEntries([...holders].map(([holder, names]) => [holder, [...names].sort()])),
    list: places.map(line).join(';'),
    wantedBy,
    module: (keeps, wanted) => {
      const names = places.map((holder) => (wanted.has(placeOf(holder)) ? placeOf(holder) : ''))
      // Later the page has its own iterators.
      const own = keeps === KEEPS ? `export const [${names.join(', ').replace(/[, ]+$/, '')}] = $;` : names.map((name, at) => name && `export const ${name} = $[${at}];`).join('\n')
      return `import { $ } from '${keeps}';\n${own}`
    },
    textOf(file) {
      const { body, chained, used, kept } = rewritten.get(file)
      const own = [...new Set(kept.map(([holder]) => placeOf(holder)))]
      const heads = [own.length > 0 ? `import { ${own.join(', ')} } from '@kept';` : '']
      if (used.length > 0 && file !== LISTS) heads.push(`import { ${used.join(', ')} } from '${LISTS}';`)
      if (chained) heads.push('let _: any;')
      return heads.join(' ') + body
    },
  }
}

// keeps: the bundle is one that keeps.
export const natives = (table, entry, keeps) => ({
  name: 'natives',
  setup(bundle) {
    const wanted = table.wantedBy(entry)
    bundle.onResolve({ filter: /^@kept$/ }, () => ({ path: 'kept', namespace: 'kept' }))
    bundle.onLoad({ filter: /./, namespace: 'kept' }, () => ({ contents: table.module(keeps ? KEEPS : FINDS, wanted), loader: 'ts', resolveDir: BOOT }))
    bundle.onLoad({ filter: /\.(ts|mjs)$/ }, ({ path: file }) => ({
      contents: table.files.has(file) ? table.textOf(file) : readFileSync(file, 'utf8'),
      loader: 'ts',
      resolveDir: path.dirname(file),
    }))
  },
})
