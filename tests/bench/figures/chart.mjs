// The result as one SVG: a group of bars a measure, a bar a peer, the middle half of the rounds as a thin line on it.
// Colours follow the reader's scheme; in an <img>, as on a page of documentation, that is the browser's.

import { TAGS } from '../site/tags.mjs'
import { CHARTED, MEASURES } from './measures.mjs'
import { number } from './table.mjs'

const ROW = 17
const LABEL = 150
const BARS = 210
const VALUE = 62
const COLUMN = LABEL + BARS + VALUE + 24
const HEAD = 30
const MARGIN = 16

const STYLE = `text{font:12px system-ui,sans-serif;fill:#1f2328}.title{font-weight:600;font-size:13px}.note{font-size:11px;fill:#59636e}
.bar{fill:#8c96a3}.ours{fill:#0b6b4f}.ours-text{font-weight:600}.spread{stroke:#1f2328;stroke-opacity:.55}.early{fill-opacity:.45}
@media(prefers-color-scheme:dark){text{fill:#e6edf3}.note{fill:#9198a1}.bar{fill:#6e7681}.ours{fill:#3fb98f}.spread{stroke:#e6edf3}}`

const escape = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
const text = (x, y, content, kind = '', anchor = 'start') => `<text x="${x}" y="${y}" text-anchor="${anchor}"${kind ? ` class="${kind}"` : ''}>${escape(content)}</text>`

export function chart({ peers, conditions, machine, rounds }) {
  const [condition] = Object.values(conditions)
  const shown = peers.filter((peer) => !peer.control)
  const measures = CHARTED.map((key) => MEASURES.find((measure) => measure.key === key))
  const height = HEAD + shown.length * ROW + 14
  const groups = measures.map((measure, index) => {
    const x = MARGIN + (index % 2) * COLUMN
    const y = MARGIN + 22 + Math.floor(index / 2) * height
    return group(measure, shown, condition.rows, x, y)
  })
  const width = MARGIN * 2 + COLUMN * 2
  const full = MARGIN * 2 + 22 + Math.ceil(measures.length / 2) * height + 18
  const early = shown.some((peer) => condition.rows[peer.name].held < TAGS.length) ? ' Pale: lets tags run before consent.' : ''
  const foot = `Medians of ${rounds} round${rounds > 1 ? 's' : ''}; lines: the middle half of them.${early} ${machine.chromium.replace('/', ' ')}, ${machine.date.slice(0, 10)}.`
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${full}" width="${width}" height="${full}" role="img" aria-label="${escape(`Consent banners compared: ${condition.title}`)}">`,
    `<style>${STYLE}</style>`,
    text(MARGIN, MARGIN + 6, `${condition.title}: less is better`, 'note'),
    ...groups,
    text(MARGIN, full - 12, foot, 'note'),
    '</svg>',
    '',
  ].join('\n')
}

function group(measure, peers, rows, x, y) {
  const most = Math.max(...peers.map((peer) => rows[peer.name].figures[measure.key]?.high ?? 0)) || 1
  const at = (value) => (value / most) * BARS
  const lines = [text(x, y + 14, measure.unit ? `${measure.title}, ${measure.unit}` : measure.title, 'title')]
  peers.forEach((peer, index) => {
    const top = y + HEAD - 6 + index * ROW
    const figure = rows[peer.name].figures[measure.key]
    lines.push(text(x + LABEL - 8, top + 11, peer.title, peer.ours ? 'ours-text' : '', 'end'))
    if (!figure) {
      lines.push(text(x + LABEL, top + 11, '–', 'note'))
      return
    }
    const kind = `${peer.ours ? 'ours' : 'bar'}${rows[peer.name].held < TAGS.length ? ' early' : ''}`
    lines.push(`<rect class="${kind}" x="${x + LABEL}" y="${top + 1}" width="${Math.max(1, at(figure.median)).toFixed(1)}" height="${ROW - 5}" rx="1.5"/>`)
    if (figure.high > figure.low) {
      const middle = top + 1 + (ROW - 5) / 2
      lines.push(`<path class="spread" d="M${(x + LABEL + at(figure.low)).toFixed(1)} ${middle}H${(x + LABEL + at(figure.high)).toFixed(1)}"/>`)
    }
    lines.push(text(x + LABEL + Math.max(at(figure.median), at(figure.high)) + 5, top + 11, number(figure.median, measure), peer.ours ? 'ours-text' : ''))
  })
  return lines.join('\n')
}
