// The result as Markdown: one table a condition, medians with the middle half of the rounds, ratios to the best.

import { TAGS } from '../site/tags.mjs'
import { said } from './machine.mjs'
import { MEASURES } from './measures.mjs'
import { ratioTo } from './summary.mjs'

export const number = (value, { digits, scale = 1 }) => (value * scale).toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })

function cell(figure, best, measure) {
  if (!figure) return '–'
  const spread = figure.high > figure.low ? ` (${number(figure.low, measure)}–${number(figure.high, measure)})` : ''
  const times = ratioTo(best, figure)
  const shown = times === null ? '' : times === 1 ? ', **best**' : `, ${times.toFixed(2)}×`
  return `${number(figure.median, measure)}${spread}${shown}`
}

export function markdown({ machine, rounds, failures = [], peers, conditions }) {
  const parts = []
  for (const { title, rows, best } of Object.values(conditions)) {
    parts.push(`### ${title}`, '')
    parts.push(`| | Held | ${MEASURES.map(({ title: name, unit }) => (unit ? `${name}, ${unit}` : name)).join(' | ')} |`)
    parts.push(`|---|${'---|'.repeat(MEASURES.length + 1)}`)
    for (const peer of peers) {
      const row = rows[peer.name]
      const held = peer.control ? '–' : `${row.held} of ${TAGS.length}${row.tagsFetched > 0 ? `, ${row.tagsFetched} fetched` : ''}`
      const cells = MEASURES.map((measure) => cell(row.figures[measure.key], peer.control ? null : best[measure.key], measure))
      parts.push(`| ${peer.ours ? `**${peer.title}**` : peer.title} ${peer.version} | ${held} | ${cells.join(' | ')} |`)
    }
    parts.push('')
  }
  parts.push(`Medians of ${rounds} interleaved rounds, the middle half of them in brackets, × the best of those that hold all ${TAGS.length}.`)
  parts.push(...failures.map((failure) => `No figure: ${failure}.`), `${said(machine)}.`, '')
  return parts.join('\n')
}
