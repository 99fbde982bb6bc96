// The peers: one folder of pages/ each.

import { readdir } from 'node:fs/promises'
import { inRoot } from '../../../tools/build/settings.mjs'
import { readFileSync } from 'node:fs'
import path from 'node:path'

const PAGES = inRoot('tests', 'bench', 'pages')
// In this order in tables and charts, whatever the order of the rounds.
const ORDER = ['portcullis', 'vanilla-cookieconsent', 'orejime', 'zest', 'klaro', 'tarteaucitron', 'c15t', 'still', 'held', 'none']

// Pages that are measured with whatever else is.
const CONTROLS = ['still', 'none']
// One that is measured where it is asked for: its scripts never run.
const ON_REQUEST = ['held']

export async function readPeers(only) {
  const folders = (await readdir(PAGES, { withFileTypes: true })).filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  const unknown = (only ?? []).filter((name) => !folders.includes(name))
  if (unknown.length > 0) throw new Error(`no page for ${unknown.join(', ')}; there are ${ORDER.join(', ')}`)
  const names = ORDER.filter((name) => folders.includes(name) && (only ? only.includes(name) || CONTROLS.includes(name) : !ON_REQUEST.includes(name)))
  return Promise.all(names.map(async (name) => {
    const { default: peer } = await import(path.join(PAGES, name, 'peer.mjs'))
    return { ...peer, name, version: version(peer) }
  }))
}

function version(peer) {
  const from = peer.package ? ['tests', 'bench', 'node_modules', peer.package] : []
  return peer.control ? '' : JSON.parse(readFileSync(inRoot(...from, 'package.json'), 'utf8')).version
}
