// npm run bench:scale: how time and memory grow with the page and the policy. docs/benchmarks.md says how.
//
//   --rounds N         rounds, 5 without it
//   --only a,b         these series alone: elements, late, purposes, services, history
//   --peers a,b        these alone, of tests/bench/scale/makers
//   --most N           no size above this
//   --quick            one round, no size above 1,000
//   --dist DIR         our files from there, as they are; otherwise dist/ is built
//
// Five rounds or more of everything write tests/bench/results/scale.* and docs/images/scale.svg; less is written to
// target/bench/.

import { mkdir, readdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { buildAll } from '../../tools/build/all.mjs'
import { DIST, ROOT, inRoot } from '../../tools/build/settings.mjs'
import { createServer } from '../../tools/server/index.mjs'
import { launch } from './browser/chromium.mjs'
import { machine } from './figures/machine.mjs'
import { chart } from './scale/chart.mjs'
import { summarise } from './scale/figures.mjs'
import { measure, pageHandler } from './scale/measure.mjs'
import { SERIES } from './scale/shapes.mjs'
import { markdown } from './scale/table.mjs'
import { installPeers } from './site/install.mjs'

const { values: flags } = parseArgs({
  options: {
    rounds: { type: 'string' },
    only: { type: 'string' },
    peers: { type: 'string' },
    most: { type: 'string' },
    quick: { type: 'boolean' },
    dist: { type: 'string' },
  },
})

const rounds = Number(flags.rounds ?? (flags.quick ? 1 : 5))
const most = Number(flags.most ?? (flags.quick ? 1000 : Infinity))
const full = rounds >= 5 && most === Infinity && !flags.only && !flags.peers

async function main() {
  if (!(Number.isInteger(rounds) && rounds >= 1)) throw new Error(`--rounds ${flags.rounds}: a whole number, 1 or more`)
  installPeers()
  const peers = await makers()
  const series = SERIES.filter(({ key }) => !flags.only || flags.only.split(',').includes(key))
  if (!flags.dist) await buildAll()
  const pages = pageHandler()
  const server = await createServer({ handlers: [pages.handler] })
  const browser = await launch()
  try {
    const facts = machine(browser.version)
    const tools = { browser, server, pages, packages: inRoot('tests', 'bench', 'node_modules'), dist: flags.dist ? path.resolve(flags.dist) : DIST }
    const samples = await measureAll(tools, peers, series)
    const curves = Object.fromEntries(series.map((one) => [one.key, summarise(samples, one, having(peers, one))]))
    await report({ machine: facts, rounds, series: curves })
  } finally {
    await browser.close()
    await server.close()
  }
}

const having = (peers, series) => peers.filter((peer) => peer.has.includes(series.key))

async function makers() {
  const folder = inRoot('tests', 'bench', 'scale', 'makers')
  const names = (await readdir(folder)).map((file) => path.basename(file, '.mjs'))
  const wanted = names.filter((name) => !flags.peers || flags.peers.split(',').includes(name))
  const found = await Promise.all(wanted.map(async (name) => ({ ...(await import(path.join(folder, `${name}.mjs`))).default, name })))
  return found.sort((a, b) => Number(Boolean(b.ours)) - Number(Boolean(a.ours)) || Number(Boolean(a.control)) - Number(Boolean(b.control)))
}

async function measureAll(tools, peers, series) {
  const samples = []
  for (let round = 0; round < rounds; round += 1) {
    for (const one of series) {
      const all = having(peers, one)
      for (const size of one.sizes.filter((size) => size <= most)) {
        for (const peer of [...all.slice(round % all.length), ...all.slice(0, round % all.length)]) {
          tools.server.clearRequests()
          const figures = await measure(tools, peer, one, size)
          samples.push({ round, series: one.key, peer: peer.name, size, ...figures })
          console.error(`round ${round + 1} of ${rounds}, ${one.key} ${size}, ${peer.title}: ${Object.entries(figures).map(([key, value]) => `${key} ${value?.toFixed(1)}`).join(', ')}`)
        }
      }
    }
  }
  return samples
}

async function report(result) {
  const folder = full ? inRoot('tests', 'bench', 'results') : inRoot('target', 'bench')
  await mkdir(folder, { recursive: true })
  const table = markdown(result)
  await writeFile(path.join(folder, 'scale.json'), `${JSON.stringify(result, null, 1)}\n`)
  await writeFile(path.join(folder, 'scale.md'), table)
  await writeFile(full ? inRoot('docs', 'images', 'scale.svg') : path.join(folder, 'scale.svg'), chart(result))
  console.log(table)
  console.log(`Written to ${path.relative(ROOT, folder)}/${full ? ' and docs/images/scale.svg' : ''}`)
}

try {
  await main()
} catch (error) {
  console.error(error.stack ?? error)
  process.exit(1)
}
