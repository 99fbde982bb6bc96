import { element } from '../element.js'
import { announce } from '../events.js'
import { money } from '../money.js'
import { product } from '../products.js'

let order = null
try {
  order = JSON.parse(sessionStorage.getItem('bm-order'))
} catch {
  /* storage refused or unreadable: nothing to show */
}

document.getElementById('placed').hidden = !order
document.getElementById('none').hidden = Boolean(order)
announce('page_view', { page: 'order' })
if (order) {
  document.getElementById('number').textContent = order.number
  document.getElementById('email').textContent = order.email || 'your address'
  document.getElementById('total').textContent = money(order.value)
  document.getElementById('lines').append(
    ...order.items
      .filter(({ id }) => product(id))
      .map(({ id, size, quantity }) => {
        const bought = product(id)
        return element(
          'li',
          { class: 'sum-line' },
          element(
            'span',
            { class: `tile ${bought.category}` },
            element('img', { src: `/pictures/${id}.svg`, alt: '', width: 48, height: 48 }),
          ),
          element('span', {}, bought.name, element('span', { class: 'quiet' }, ` ${size} × ${quantity}`)),
          element('strong', {}, money(bought.price * quantity)),
        )
      }),
  )
  // One order is one purchase: coming back to this page does not count it again.
  if (!order.announced) {
    announce('purchase', { order: order.number, value: order.value, items: order.items.map(({ id }) => id) })
    sessionStorage.setItem('bm-order', JSON.stringify({ ...order, announced: true }))
  }
}
