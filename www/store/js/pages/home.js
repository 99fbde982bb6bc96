import { element } from '../element.js'
import { announce } from '../events.js'
import { productCard } from '../product-card.js'
import { categories, product, products } from '../products.js'
import '../seen-products.js'

const best = ['copy-paper', 'gloves', 'mop-bucket', 'coffee', 'can-liners', 'hand-soap', 'gel-pens', 'bath-tissue']
const face = { cleaning: 'floor-cleaner', paper: 'fold-towels', office: 'stapler', breakroom: 'hot-cups' }

document
  .getElementById('aisles')
  .append(
    ...categories.map(({ id, name }) =>
      element(
        'li',
        {},
        element(
          'a',
          { class: `aisle tile ${id}`, href: `/category.html?c=${id}` },
          element('span', { class: 'aisle-name' }, name),
          element('span', { class: 'aisle-count' }, `${products.filter((one) => one.category === id).length} products`),
          element('img', { src: `/pictures/${face[id]}.svg`, alt: '', width: 140, height: 140 }),
        ),
      ),
    ),
  )
document.getElementById('best').append(...best.map(product).map(productCard))
announce('page_view', { page: 'home' })
