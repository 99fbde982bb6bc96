// Medians with their spread. Figures of a browser have long tails: no means.

export function quantile(sorted, share) {
  const place = (sorted.length - 1) * share
  const below = Math.floor(place)
  const above = Math.ceil(place)
  return sorted[below] + (sorted[above] - sorted[below]) * (place - below)
}

// null if any round could not give the figure at all.
export function summary(values) {
  if (values.length === 0 || values.some((value) => value === null || value === undefined)) return null
  const sorted = [...values].sort((a, b) => a - b)
  return { median: quantile(sorted, 0.5), low: quantile(sorted, 0.25), high: quantile(sorted, 0.75), values }
}

// Of the same measure of all peers. A best of nothing has no ratio.
export function ratio(value, best) {
  if (value === best) return 1
  return best > 0 ? value / best : null
}
