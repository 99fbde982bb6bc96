import { product } from './products.js'

// The cart lives in this tab only. sessionStorage may be refused; then it lasts as long as the page.
const key = 'bm-cart'
let lines = read()

function read() {
  try {
    const stored = JSON.parse(sessionStorage.getItem(key) ?? '[]')
    return stored.filter((line) => product(line.id) && line.quantity > 0)
  } catch {
    return []
  }
}

function changed() {
  try {
    sessionStorage.setItem(key, JSON.stringify(lines))
  } catch {
    /* kept in memory */
  }
  document.dispatchEvent(new CustomEvent('store:cart'))
}

const same = (id, size) => (line) => line.id === id && line.size === size

export const cart = {
  lines: () => lines.map((line) => ({ ...line, product: product(line.id) })),
  count: () => lines.reduce((sum, line) => sum + line.quantity, 0),
  subtotal: () => lines.reduce((sum, line) => sum + line.quantity * product(line.id).price, 0),

  add(id, size, quantity = 1) {
    const line = lines.find(same(id, size))
    if (line) line.quantity += quantity
    else lines.push({ id, size, quantity })
    changed()
  },

  set(id, size, quantity) {
    if (quantity < 1) lines = lines.filter((line) => !same(id, size)(line))
    else lines.find(same(id, size)).quantity = quantity
    changed()
  },

  empty() {
    lines = []
    changed()
  },
}

// Back from the bfcache, another page of this tab may have changed the cart.
window.addEventListener('pageshow', (event) => {
  if (!event.persisted) return
  lines = read()
  document.dispatchEvent(new CustomEvent('store:cart'))
})
