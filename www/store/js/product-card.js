import { cart } from './cart.js'
import { openCart } from './cart-drawer.js'
import { element } from './element.js'
import { announce } from './events.js'
import { money } from './money.js'

export function putInCart(product, size, quantity = 1) {
  cart.add(product.id, size, quantity)
  announce('add_to_cart', { item: product.id, value: product.price * quantity })
  openCart()
}

export function productCard(product) {
  const title = `card-${product.id}`
  return element(
    'li',
    { class: 'card' },
    element(
      'a',
      {
        class: `tile ${product.category}`,
        href: `/product.html?id=${product.id}`,
        tabindex: '-1',
        'aria-hidden': 'true',
      },
      element('img', { src: `/pictures/${product.id}.svg`, alt: '', width: 240, height: 240, loading: 'lazy' }),
    ),
    element('h3', { id: title }, element('a', { href: `/product.html?id=${product.id}` }, product.name)),
    element(
      'p',
      { class: 'quiet' },
      `${product.sizes.length > 1 ? `${product.sizes.length} choices` : product.sizes[0]}, ${product.unit}`,
    ),
    element(
      'div',
      { class: 'card-foot' },
      element('strong', { class: 'price' }, money(product.price)),
      element(
        'button',
        {
          type: 'button',
          class: 'button small',
          'aria-label': `Add ${product.name} to cart`,
          onclick: () => putInCart(product, product.sizes[0]),
        },
        'Add',
      ),
    ),
  )
}
