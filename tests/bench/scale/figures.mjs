// Medians by size, what one element more costs, and whether that grows.

import { summary } from '../figures/statistics.mjs'

// What stays within this of the smallest page is flat. What an element costs may be so many times as much at the last
// size as at the one before.
const TOLERANCE = 1.25

export function summarise(samples, series, peers) {
  return peers.map((peer) => ({
    peer: peer.name,
    title: peer.only?.[series.key] ? `${peer.title}, ${peer.only[series.key]}` : peer.title,
    ours: Boolean(peer.ours),
    control: Boolean(peer.control),
    measures: Object.fromEntries(series.measures.map((key) => [key, curve(samples, series, peer, key)]).filter(([, found]) => found)),
  }))
}

function curve(samples, series, peer, key) {
  const sizes = [...new Set(samples.filter((sample) => sample.series === series.key && sample.peer === peer.name).map((sample) => sample.size))].sort((a, b) => a - b)
  const points = sizes.map((size) => ({
    size,
    ...summary(samples.filter((sample) => sample.series === series.key && sample.peer === peer.name && sample.size === size).map((sample) => sample[key])),
  }))
  if (points.length === 0 || points.some((point) => point.median === undefined)) return undefined
  // Above the smallest page, so that what every page costs is not shared out among its elements.
  const [least] = points
  for (const point of points.slice(1)) point.each = (point.median - least.median) / (point.size - least.size)
  return { points, growth: growthOf(points) }
}

function growthOf(points) {
  if (points.length < 3) return undefined
  if (points.at(-1).median <= points[0].median * TOLERANCE) return 'flat'
  const [before, last] = points.slice(-2).map((point) => point.each)
  // Nothing, or less than nothing, is not more than anything.
  if (last <= 0 || last <= before * TOLERANCE) return 'linear or better'
  return before > 0 ? `${(last / before).toFixed(1)}× an element from ${points.at(-2).size} to ${points.at(-1).size}` : 'only at the last size'
}
