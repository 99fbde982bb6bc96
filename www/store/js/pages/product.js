import { element } from '../element.js'
import { announce } from '../events.js'
import { money } from '../money.js'
import { productCard, putInCart } from '../product-card.js'
import { category, product, products } from '../products.js'
import '../seen-products.js'

const shown = product(new URLSearchParams(location.search).get('id')) ?? products[0]
const aisle = category(shown.category)

document.title = `${shown.name} · Betty Mills`
const put = (id, text) => {
  document.getElementById(id).textContent = text
}
put('title', shown.name)
put('crumb', aisle.name)
document.getElementById('crumb').href = `/category.html?c=${aisle.id}`
put('price', money(shown.price))
put('unit', `for a ${shown.unit}`.replace('a each', 'each').replace('for each', 'each'))
put('sku', `Item ${shown.sku}`)
put('about', shown.about)
put('ships', `In stock, leaves the warehouse ${shown.ships}`)
document.getElementById('picture').classList.add(shown.category)
document
  .getElementById('picture')
  .append(
    element('img', { src: `/pictures/${shown.id}.svg`, alt: `Picture of ${shown.name}`, width: 480, height: 480 }),
  )
document.getElementById('facts').append(...shown.facts.map((fact) => element('li', {}, fact)))

document
  .getElementById('sizes')
  .append(
    ...shown.sizes.map((size, index) =>
      element(
        'label',
        { class: 'pick' },
        element('input', { type: 'radio', name: 'size', value: size, checked: index === 0 }),
        element('span', {}, size),
      ),
    ),
  )
document.getElementById('buy').addEventListener('submit', (event) => {
  event.preventDefault()
  const chosen = new FormData(event.currentTarget)
  putInCart(shown, chosen.get('size'), Math.max(1, Number(chosen.get('quantity')) || 1))
})

document.getElementById('beside').append(
  ...products
    .filter((one) => one.category === shown.category && one.id !== shown.id)
    .slice(0, 4)
    .map(productCard),
)
announce('page_view', { page: 'product' })
announce('view_item', { item: shown.id, value: shown.price })
