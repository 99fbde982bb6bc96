import { cart } from './cart.js'
import { element } from './element.js'
import { delivery, freeFrom, money } from './money.js'

const drawer = document.getElementById('cart-drawer')
const buttons = document.querySelectorAll('[data-open-cart]')

export function openCart() {
  draw()
  if (!drawer.open) drawer.showModal()
}

function line({ id, size, quantity, product }) {
  const change = (by) => () => {
    cart.set(id, size, quantity + by)
    // The row was drawn anew: put the keyboard back where it was, or on the drawer when the row is gone.
    const again = drawer.querySelector(`[data-line="${id} ${size}"] [data-by="${by}"]`)
    ;(again ?? drawer.querySelector('[data-close-cart]')).focus()
  }
  const step = (by, sign, word) =>
    element(
      'button',
      { type: 'button', class: 'step', 'data-by': by, 'aria-label': `${word} ${product.name}`, onclick: change(by) },
      sign,
    )
  return element(
    'li',
    { class: 'cart-line', 'data-line': `${id} ${size}` },
    element(
      'span',
      { class: `tile ${product.category}` },
      element('img', { src: `/pictures/${id}.svg`, alt: '', width: 64, height: 64 }),
    ),
    element(
      'div',
      { class: 'cart-what' },
      element('a', { href: `/product.html?id=${id}` }, product.name),
      element('p', { class: 'quiet' }, `${size}, ${product.unit}`),
    ),
    element(
      'div',
      { class: 'cart-many' },
      step(-1, '−', 'One fewer of'),
      element('span', { 'aria-label': 'Quantity' }, String(quantity)),
      step(1, '+', 'One more of'),
    ),
    element('strong', {}, money(product.price * quantity)),
  )
}

function draw() {
  const count = cart.count()
  const subtotal = cart.subtotal()
  for (const button of buttons) {
    button.querySelector('.count').textContent = String(count)
    button.setAttribute('aria-label', `Cart, ${count} ${count === 1 ? 'item' : 'items'}`)
  }
  if (!drawer) return
  drawer.querySelector('[data-lines]').replaceChildren(...cart.lines().map(line))
  drawer.querySelector('[data-empty]').hidden = count > 0
  drawer.querySelector('[data-sum]').hidden = count === 0
  drawer.querySelector('[data-subtotal]').textContent = money(subtotal)
  const missing = freeFrom - subtotal
  drawer.querySelector('[data-delivery]').textContent =
    missing > 0
      ? `Delivery ${money(delivery(subtotal))}. Add ${money(missing)} more and it is free.`
      : 'Delivery is free.'
}

export function startCart() {
  for (const button of buttons) button.addEventListener('click', openCart)
  drawer?.addEventListener('click', (event) => {
    if (event.target === drawer || event.target.closest('[data-close-cart]')) drawer.close()
  })
  document.addEventListener('store:cart', draw)
  draw()
}
