// The result as one SVG: for each series its times over its sizes, both in steps of ten.

import { SERIES, TITLES } from './shapes.mjs'

const WIDTH = 260
const HEIGHT = 170
const GAP = 50
// For the names at the ends of the lines.
const NAMES = 200
const MARGIN = 52

const STYLE = `text{font:11px system-ui,sans-serif;fill:#1f2328}.title{font-weight:600;font-size:13px}.note{fill:#59636e}.grid{stroke:#d1d9e0}
.line{fill:none;stroke-width:1.6;stroke:#8c96a3}.ours{stroke:#0b6b4f;stroke-width:2.4}.control{stroke:#c7cdd4}
@media(prefers-color-scheme:dark){text{fill:#e6edf3}.note{fill:#9198a1}.grid{stroke:#3d444d}.line{stroke:#8b949e}.ours{stroke:#3fb98f}.control{stroke:#545d68}}`

const escape = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
const text = (x, y, content, kind = '', anchor = 'start') => `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}"${kind ? ` class="${kind}"` : ''}>${escape(content)}</text>`

export function chart({ series, machine, rounds }) {
  const plots = SERIES.filter(({ key }) => series[key]).flatMap(({ key, title, measures }) =>
    measures.filter((measure) => measure !== 'heap').map((measure) => ({ title, measure, rows: series[key].filter((row) => row.measures[measure]) })))
    .filter((plot) => plot.rows.length > 0)
  const columns = 2
  const width = MARGIN + columns * (WIDTH + GAP + NAMES)
  const height = Math.ceil(plots.length / columns) * (HEIGHT + GAP) + 50
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="How times grow with the size of page and policy">`,
    `<style>${STYLE}</style>`,
    ...plots.map((plot, at) => draw(plot, MARGIN + (at % columns) * (WIDTH + GAP + NAMES), 34 + Math.floor(at / columns) * (HEIGHT + GAP))),
    text(MARGIN, height - 10, `Milliseconds over the size, medians of ${rounds} round${rounds > 1 ? 's' : ''}, both in steps of ten. ${machine.chromium.replace('/', ' ')}, ${machine.date.slice(0, 10)}.`, 'note'),
    '</svg>',
    '',
  ].join('\n')
}

function draw({ title, measure, rows }, x, y) {
  const points = rows.flatMap((row) => row.measures[measure].points)
  const log = (value) => Math.log10(Math.max(value, 0.1))
  const across = [Math.min(...points.map((point) => point.size)), Math.max(...points.map((point) => point.size))].map(log)
  const low = Math.floor(Math.min(...points.map((point) => log(point.median))))
  const high = Math.max(low + 1, Math.ceil(Math.max(...points.map((point) => log(point.median)))))
  const right = (size) => x + ((log(size) - across[0]) / (across[1] - across[0] || 1)) * WIDTH
  const up = (value) => y + HEIGHT - ((log(value) - low) / (high - low)) * HEIGHT
  const lines = [text(x, y - 12, `${title}: ${TITLES[measure].title}, ${TITLES[measure].unit}`, 'title')]
  for (let power = low; power <= high; power += 1) {
    const at = y + HEIGHT - ((power - low) / (high - low)) * HEIGHT
    lines.push(`<path class="grid" d="M${x} ${at.toFixed(1)}h${WIDTH}"/>`, text(x - 6, at + 4, (10 ** power).toLocaleString('en'), 'note', 'end'))
  }
  for (const size of new Set(points.map((point) => point.size))) lines.push(text(right(size), y + HEIGHT + 15, size.toLocaleString('en'), 'note', 'middle'))
  for (const row of rows) {
    const path = row.measures[measure].points.map((point, at) => `${at ? 'L' : 'M'}${right(point.size).toFixed(1)} ${up(point.median).toFixed(1)}`).join('')
    lines.push(`<path class="line${row.ours ? ' ours' : row.control ? ' control' : ''}" d="${path}"/>`)
  }
  // Names beside the ends of their lines, moved apart where they would lie on each other.
  const ends = rows.map((row) => ({ title: row.title, at: up(row.measures[measure].points.at(-1).median) })).sort((a, b) => a.at - b.at)
  ends.forEach((end, at) => { if (at > 0) end.at = Math.max(end.at, ends[at - 1].at + 13) })
  for (const end of ends) lines.push(text(x + WIDTH + 5, end.at + 4, end.title))
  return lines.join('\n')
}
