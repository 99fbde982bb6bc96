// A short expression that finds wanted names among all that an interface has, and as few others as may be.

// Others that may be found with them, for each wanted name.
const SPARE = 2

export function patternFor(wanted, all) {
  const others = all.filter((name) => !wanted.includes(name))
  const pieces = new Set()
  for (const name of wanted) {
    const framed = `^${name}$`
    for (let from = 0; from < framed.length; from++) for (let to = from + 2; to <= framed.length; to++) pieces.add(framed.slice(from, to))
  }
  const finds = (piece, name) => `^${name}$`.includes(piece)
  let left = wanted
  let spare = wanted.length * SPARE
  const chosen = []
  while (left.length > 0) {
    let best
    for (const piece of pieces) {
      const found = left.filter((name) => finds(piece, name)).length
      if (!found) continue
      const wrong = others.filter((name) => finds(piece, name)).length
      if (wrong > spare) continue
      const cost = (piece.length + 1 + wrong * 0.3) / found
      if (!best || cost < best.cost) best = { piece, cost, wrong }
    }
    chosen.push(best.piece)
    spare -= best.wrong
    left = left.filter((name) => !finds(best.piece, name))
  }
  return chosen.sort().join('|')
}
