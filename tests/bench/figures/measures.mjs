// What is measured, in the order of the tables. Less is better in all.

export const MEASURES = [
  { key: 'bytes', title: 'Bytes before the banner', unit: 'kB', digits: 1, scale: 1 / 1000 },
  { key: 'requests', title: 'Requests before the banner', unit: '', digits: 0 },
  { key: 'banner', title: 'Navigation → banner painted', unit: 'ms', digits: 0 },
  { key: 'opaque', title: 'Navigation → banner opaque', unit: 'ms', digits: 0 },
  { key: 'returning', title: 'Return → last script run', unit: 'ms', digits: 0 },
  { key: 'nextPaint', title: 'Accept → next paint', unit: 'ms', digits: 0 },
  { key: 'allRun', title: 'Accept → all 20 run', unit: 'ms', digits: 0 },
  { key: 'blocking', title: 'Blocking time', unit: 'ms', digits: 0 },
  { key: 'shift', title: 'Layout shift', unit: '', digits: 3 },
  { key: 'heap', title: 'JS heap', unit: 'kB', digits: 0, scale: 1 / 1000 },
  { key: 'wasm', title: 'Wasm memory', unit: 'kB', digits: 0, scale: 1 / 1000 },
]

// Bytes, requests and layout shift say the same at any speed, but for races; they are shown for both all the same.
export const CHARTED = ['bytes', 'banner', 'returning', 'allRun', 'nextPaint', 'blocking']
