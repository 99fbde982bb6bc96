// npm run bench: every peer's page side by side in one Chromium, in interleaved rounds. docs/benchmarks.md says how.
//
//   --rounds N      rounds, 7 without it
//   --only a,b      these peers alone (folders of tests/bench/pages)
//   --only-condition slow|free
//   --quick         two rounds
//   --dist DIR      our files from there, as they are; otherwise dist/ is built
//
// Seven rounds or more of everyone under both conditions write tests/bench/results/ and docs/images/bench.svg; less than
// that is written to target/bench/.

import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { buildAll } from '../../tools/build/all.mjs'
import { DIST, ROOT, inRoot } from '../../tools/build/settings.mjs'
import { launch } from './browser/chromium.mjs'
import { CONDITIONS } from './browser/page.mjs'
import { visit } from './browser/visit.mjs'
import { chart } from './figures/chart.mjs'
import { machine } from './figures/machine.mjs'
import { summarise } from './figures/summary.mjs'
import { markdown } from './figures/table.mjs'
import { installPeers } from './site/install.mjs'
import { readPeers } from './site/peers.mjs'
import { serve, writeSite } from './site/site.mjs'
import { TAGS } from './site/tags.mjs'

const RESULTS = inRoot('tests', 'bench', 'results')
const PARTIAL = inRoot('target', 'bench')

const { values: flags } = parseArgs({
  options: {
    rounds: { type: 'string' },
    only: { type: 'string' },
    'only-condition': { type: 'string' },
    quick: { type: 'boolean' },
    dist: { type: 'string' },
  },
})

const rounds = Number(flags.rounds ?? (flags.quick ? 2 : 7))

async function main() {
  if (!(Number.isInteger(rounds) && rounds >= 1)) throw new Error(`--rounds ${flags.rounds}: a whole number, 1 or more`)
  installPeers()
  const peers = await readPeers(flags.only?.split(','))
  const conditions = Object.entries(CONDITIONS).filter(([name]) => !flags['only-condition'] || name === flags['only-condition'])
  if (!flags.dist) await buildAll()
  const server = await serve(await writeSite(peers, flags.dist ? path.resolve(flags.dist) : DIST))
  const browser = await launch()
  try {
    const facts = machine(browser.version)
    if (facts.load[0] > facts.processors / 2) console.log(`This machine is busy (load ${facts.load[0]}): times will say little.`)
    const { samples, failures } = await measure(browser, server, peers, conditions, rounds)
    await report({ machine: facts, rounds, failures, ...summarise(peers, conditions, samples) })
  } finally {
    await browser.close()
    await server.close()
  }
}

// Each round takes every peer once under each condition; who is first moves on by one, so that nobody always has the
// machine in one state.
async function measure(browser, server, peers, conditions, rounds) {
  const samples = []
  const failures = []
  for (let round = 0; round < rounds; round += 1) {
    for (const [condition, settings] of conditions) {
      const turn = [...peers.slice(round % peers.length), ...peers.slice(0, round % peers.length)]
      for (const peer of turn) {
        server.clearRequests()
        const sample = await visit(browser, server, peer, settings, TAG_NAMES).catch((error) => {
          // Of ours it ends the run. A peer's is named below the table, and the round has no figure of it.
          if (peer.ours) throw error
          failures.push(`${peer.title}, round ${round + 1}, ${condition}: ${error.message}`)
          console.error(failures.at(-1))
        })
        if (!sample) continue
        samples.push({ round, condition, peer: peer.name, ...sample })
        console.error(`round ${round + 1} of ${rounds}, ${condition}, ${peer.title}: banner ${sample.banner?.toFixed(0)} ms, back ${sample.returning.toFixed(0)} ms`)
      }
    }
  }
  return { samples, failures }
}

const TAG_NAMES = TAGS.map((tag) => tag.name)

// A full run is for the documents; any other stays in target/.
async function report(result) {
  const full = !flags.quick && !flags.only && !flags['only-condition'] && rounds >= 7
  const folder = full ? RESULTS : PARTIAL
  await mkdir(folder, { recursive: true })
  const table = markdown(result)
  await writeFile(path.join(folder, 'latest.json'), `${JSON.stringify(result, null, 1)}\n`)
  await writeFile(path.join(folder, 'latest.md'), table)
  await writeFile(full ? inRoot('docs', 'images', 'bench.svg') : path.join(folder, 'bench.svg'), chart(result))
  console.log(table)
  console.log(`Written to ${path.relative(ROOT, folder)}/${full ? ' and docs/images/bench.svg' : ''}`)
}

try {
  await main()
} catch (error) {
  console.error(error.stack ?? error)
  process.exit(1)
}
