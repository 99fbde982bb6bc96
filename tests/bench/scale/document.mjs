// The generated page: what all makers share.

export const TICK = 'tick()'
const FRAME = '<!doctype html><title>A frame</title><script>parent.tick()</script>'

// tick() is what each gated element does: it counts, and remembers when the last one did.
const head = (expected) => `<meta charset="utf-8"><title>Mop and Bucket</title><link rel="icon" href="data:,"><script>
window.ticks = { count: 0, last: 0, expected: ${expected} }
function tick() { ticks.count += 1; ticks.last = performance.now(); if (ticks.count === ticks.expected) performance.mark('ran all') }
</script>`

export const SHARED = { 'tick.js': TICK, 'frame.html': FRAME }

export const wrap = ({ expected, first = '', after = '', body, last = '' }) =>
  `<!doctype html>\n<html lang="en">\n<head>${first}${head(expected)}${after}</head>\n<body><h1>Mops</h1>\n${body}\n${last}</body>\n</html>\n`

// Puts nodes into the page one by one, each made by a maker from its place in the row.
export const adding = (markup) => `function add(count) {
  ticks.expected = ticks.count + count
  const make = ${markup}
  const from = performance.now()
  for (let at = 0; at < count; at += 1) document.body.append(make(at))
  return from
}`
