// A page with the pictures of all journeys: a part for each library and walk, a column for each step, a row for each width.

const NAME = /^(.+) (\w+) (\d+) (\d\d) (.+)\.png$/

export function sheetOf(files) {
  const journeys = new Map()
  for (const file of files.toSorted()) {
    const [, site, walk, width, nth, step] = NAME.exec(file) ?? []
    if (!site) continue
    const title = `${site}: ${walk}`
    const rows = journeys.get(title) ?? journeys.set(title, new Map()).get(title)
    rows.set(width, [...(rows.get(width) ?? []), { file, label: `${nth} ${step}` }])
  }
  const figure = ({ file, label }, width) =>
    `<figure><a href="${encodeURI(file)}"><img loading="lazy" src="${encodeURI(file)}" alt="" width="${width === '390' ? 156 : 384}"></a><figcaption>${label}</figcaption></figure>`
  const row = ([width, steps]) => `<h3>${width} px</h3><div class="row">${steps.map((step) => figure(step, width)).join('')}</div>`
  const parts = [...journeys].map(([title, rows]) => `<section><h2>${title}</h2>${[...rows].map(row).join('')}</section>`)
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Journeys</title><style>
body { font: 14px/1.4 sans-serif; margin: 16px } .row { display: flex; gap: 8px; overflow-x: auto } figure { margin: 0; flex: none }
img { border: 1px solid #999; display: block } figcaption { font-size: 12px } h3 { margin: 8px 0 4px }
</style><h1>Journeys</h1>${parts.join('\n')}</html>`
}
