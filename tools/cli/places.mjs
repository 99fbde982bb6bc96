// Where in the text of a JSON file its values stand, by JSON path; and keys that stand twice in one object, of which
// JSON.parse keeps the last without a word.

const TOKEN = /\s*(?:("(?:[^"\\]|\\.)*")|([[\]{}:,])|([^\s[\]{}:,"]+))/y

// text: a JSON file that JSON.parse takes, nested no deeper than a policy.
export function placesIn(text) {
  const starts = new Map()
  const twice = []
  TOKEN.lastIndex = 0
  let token
  let start
  const next = () => {
    const found = TOKEN.exec(text)
    token = found ? (found[1] ?? found[2] ?? found[3]) : ''
    start = TOKEN.lastIndex - token.length
  }
  const value = (path) => {
    if (!starts.has(path)) starts.set(path, start)
    if (token === '{') {
      const keys = new Set()
      for (next(); token !== '}'; next() === undefined && token === ',' && next()) {
        const key = JSON.parse(token)
        const inner = pathTo(path, key)
        // The key's own place: that is where a mistake in it or its value is looked for.
        starts.set(inner, start)
        if (keys.has(key)) twice.push({ path: inner, start })
        keys.add(key)
        next()
        next()
        value(inner)
      }
    } else if (token === '[') {
      next()
      for (let index = 0; token !== ']'; index++) {
        value(`${path}[${index}]`)
        next()
        if (token === ',') next()
      }
    }
  }
  next()
  value('')
  const lines = lineStarts(text)
  return { twice, at: (path) => position(lines, nearest(starts, path)) }
}

const pathTo = (path, key) => {
  const written = /^[\p{Alphabetic}\p{N}_:$-]+$/u.test(key) ? key : `["${[...key].slice(0, 60).join('')}${[...key].length > 60 ? '…' : ''}"]`
  return path === '' || written.startsWith('[') ? path + written : `${path}.${written}`
}

// What is missing stands where the value that lacks it begins.
function nearest(starts, path) {
  let rest = path
  while (rest !== '' && !starts.has(rest)) rest = rest.slice(0, Math.max(rest.lastIndexOf('.'), rest.lastIndexOf('['), 0))
  return starts.get(rest) ?? 0
}

export function lineStarts(text) {
  const lines = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines.push(at + 1)
  return lines
}

// Line and column of an offset, both from 1.
export function position(lines, offset) {
  let [from, to] = [0, lines.length]
  while (to - from > 1) {
    const middle = (from + to) >> 1
    if (lines[middle] <= offset) from = middle
    else to = middle
  }
  return { line: from + 1, column: offset - lines[from] + 1 }
}
