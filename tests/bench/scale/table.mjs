// The result as Markdown: a table a measure of a series.

import { said } from '../figures/machine.mjs'
import { SERIES, TITLES } from './shapes.mjs'

const number = (value) => value.toLocaleString('en', { maximumFractionDigits: Math.abs(value) < 100 ? 1 : 0 })
const small = (value, unit) => (unit === 'ms' ? `${number(value * 1000)} µs` : `${number(value * 1000)} B`)

export function markdown({ machine, rounds, series }) {
  const parts = []
  for (const { key, title } of SERIES) {
    const rows = series[key]
    if (!rows) continue
    parts.push(`### ${title}`, '')
    for (const [measure, { title: what, unit }] of Object.entries(TITLES)) {
      const having = rows.filter((row) => row.measures[measure])
      if (having.length === 0) continue
      const sizes = having[0].measures[measure].points.map((point) => point.size)
      parts.push(`| ${what}, ${unit} | ${sizes.map((size) => size.toLocaleString('en')).join(' | ')} | each, at the largest | growth |`, `|---|${'---|'.repeat(sizes.length + 2)}`)
      for (const row of having) {
        const { points, growth } = row.measures[measure]
        const cells = points.map((point) => `${number(point.median)}${point.high > point.low ? ` (${number(point.low)}–${number(point.high)})` : ''}`)
        const each = points.at(-1).each
        parts.push(`| ${row.ours ? `**${row.title}**` : row.title} | ${cells.join(' | ')} | ${each === undefined ? '–' : small(each, unit)} | ${growth ?? '–'} |`)
      }
      parts.push('')
    }
  }
  parts.push(`Medians of ${rounds} interleaved round${rounds > 1 ? 's' : ''}, the middle half of them in brackets, unthrottled.`, `${said(machine)}.`, '')
  return parts.join('\n')
}
