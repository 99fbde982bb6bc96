// What grows, by how much, and what is measured at each size. Pages are generated for each peer by scale/makers/.

const purposesOf = (count) => ['necessary', ...Array.from({ length: count - 1 }, (_, at) => `purpose-${at + 1}`)]
const servicesOf = (count, purposes) => Array.from({ length: count }, (_, at) => ({ id: `service-${at}`, purpose: purposes[1 + (at % (purposes.length - 1))] }))

// In ten: one template, one file, one frame in the first ten and then one in a hundred, inline scripts the rest.
export const kindOf = (at) => (at === 3 || at % 100 === 99 ? 'frame' : at % 10 === 1 ? 'external' : at % 10 === 2 ? 'template' : 'inline')

const elements = (count) => Array.from({ length: count }, (_, at) => kindOf(at))
const base = { purposes: purposesOf(3), services: [], elements: elements(10), late: 0 }

export const SERIES = [
  {
    key: 'elements',
    title: 'Gated elements',
    sizes: [10, 100, 1000, 10000],
    control: true,
    page: (size) => ({ ...base, elements: elements(size) }),
    measures: ['start', 'accept', 'heap'],
  },
  {
    key: 'late',
    title: 'Nodes added after consent',
    sizes: [10, 100, 1000, 10000],
    control: true,
    page: (size) => ({ ...base, late: size }),
    measures: ['late', 'heap'],
  },
  {
    key: 'purposes',
    title: 'Purposes',
    sizes: [3, 10, 30, 100],
    page: (size) => ({ ...base, purposes: purposesOf(size) }),
    measures: ['start', 'panel', 'accept', 'heap'],
  },
  {
    key: 'services',
    title: 'Services',
    sizes: [5, 50, 500],
    page: (size) => ({ ...base, purposes: purposesOf(5), services: servicesOf(size, purposesOf(5)) }),
    measures: ['start', 'panel', 'accept', 'heap'],
  },
  {
    key: 'history',
    title: 'Receipts in the history',
    sizes: [1, 10, 100, 1000],
    page: () => base,
    measures: ['return', 'panel', 'heap'],
    history: true,
  },
]

export const TITLES = {
  start: { title: 'navigation → banner painted', unit: 'ms' },
  accept: { title: 'accept → all run', unit: 'ms' },
  late: { title: 'added → all run', unit: 'ms' },
  panel: { title: 'manage → panel painted', unit: 'ms' },
  return: { title: 'return → all run', unit: 'ms' },
  heap: { title: 'JS heap', unit: 'kB' },
}
