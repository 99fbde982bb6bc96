import { cart } from '../cart.js'
import { element } from '../element.js'
import { announce } from '../events.js'
import { delivery, money } from '../money.js'
import { carry } from '../region.js'

const form = document.getElementById('order-form')
const elsewhere = document.getElementById('billing-elsewhere')
const billing = document.getElementById('billing')

function draw() {
  const subtotal = cart.subtotal()
  document
    .getElementById('lines')
    .replaceChildren(
      ...cart
        .lines()
        .map(({ product, size, quantity }) =>
          element(
            'li',
            { class: 'sum-line' },
            element(
              'span',
              { class: `tile ${product.category}` },
              element('img', { src: `/pictures/${product.id}.svg`, alt: '', width: 48, height: 48 }),
            ),
            element('span', {}, product.name, element('span', { class: 'quiet' }, ` ${size} × ${quantity}`)),
            element('strong', {}, money(product.price * quantity)),
          ),
        ),
    )
  document.getElementById('subtotal').textContent = money(subtotal)
  document.getElementById('delivery').textContent = delivery(subtotal) ? money(delivery(subtotal)) : 'Free'
  document.getElementById('total').textContent = money(subtotal + delivery(subtotal))
  document.getElementById('empty').hidden = cart.count() > 0
  form.querySelector('[type=submit]').disabled = cart.count() === 0
}

function showBilling() {
  billing.hidden = !elsewhere.checked
  for (const field of billing.querySelectorAll('input')) field.required = elsewhere.checked && !field.dataset.optional
}

elsewhere.addEventListener('change', showBilling)
form.addEventListener('submit', (event) => {
  event.preventDefault()
  const subtotal = cart.subtotal()
  const order = {
    number: `BM-${String(Date.now()).slice(-7)}`,
    email: new FormData(form).get('email'),
    value: subtotal + delivery(subtotal),
    items: cart.lines().map(({ id, size, quantity }) => ({ id, size, quantity })),
  }
  try {
    sessionStorage.setItem('bm-order', JSON.stringify(order))
  } catch {
    /* the confirmation then shows no lines */
  }
  cart.empty()
  location.assign(carry('/order.html'))
})
document.addEventListener('store:cart', draw)
showBilling()
draw()
announce('begin_checkout', { value: cart.subtotal() })
