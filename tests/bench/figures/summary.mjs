// From samples to medians, and to the best of the peers in each measure.

import { TAGS } from '../site/tags.mjs'
import { MEASURES } from './measures.mjs'
import { ratio, summary } from './statistics.mjs'

export function summarise(peers, conditions, samples) {
  const result = { peers: peers.map(({ name, title, version, ours, control }) => ({ name, title, version, ours: Boolean(ours), control: Boolean(control) })), conditions: {} }
  for (const [condition, { title }] of conditions) {
    const rows = {}
    for (const peer of peers) {
      const own = samples.filter((sample) => sample.peer === peer.name && sample.condition === condition)
      rows[peer.name] = summariseOne(own, documentOf(samples))
    }
    result.conditions[condition] = { title, rows, best: bestOf(peers, rows) }
  }
  return result
}

// What the same page weighs without any banner is nobody's.
const documentOf = (samples) => samples.find((sample) => sample.document)?.document ?? 0

function summariseOne(samples, document) {
  const figures = {}
  for (const { key } of MEASURES) {
    const values = samples.map((sample) => (key === 'bytes' && sample.bytes !== undefined ? sample.bytes - document : sample[key]))
    figures[key] = summary(values)
  }
  for (const key of ['acceptBlocking', 'returningBlocking', 'lastRun']) figures[key] = summary(samples.map((sample) => sample[key]))
  return { figures, held: Math.min(...samples.map((sample) => sample.held)), tagsFetched: Math.max(0, ...samples.map((sample) => sample.tagsFetched ?? 0)), files: samples.at(-1).files, longTasks: samples.at(-1).longTasks }
}

// The best of those that hold everything back. One that lets tags run early has an easier time.
function bestOf(peers, rows) {
  const holding = peers.filter((peer) => !peer.control && rows[peer.name].held === TAGS.length)
  return Object.fromEntries(MEASURES.map(({ key }) => {
    const values = holding.map((peer) => rows[peer.name].figures[key]?.median).filter((value) => value !== undefined && value !== null)
    return [key, values.length > 0 ? Math.min(...values) : null]
  }))
}

export function ratioTo(best, figure) {
  return figure && best !== null ? ratio(figure.median, best) : null
}
