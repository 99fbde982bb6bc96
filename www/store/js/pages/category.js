import { announce } from '../events.js'
import { productCard } from '../product-card.js'
import { category, products } from '../products.js'

const query = new URLSearchParams(location.search)
const words = (query.get('q') ?? '').trim().toLowerCase()
const shown = category(query.get('c'))

const found = words
  ? products.filter(({ name, about, category: of }) => `${name} ${about} ${of}`.toLowerCase().includes(words))
  : products.filter(({ category: of }) => !shown || of === shown.id)

const title = words ? `Results for “${words}”` : (shown?.name ?? 'Everything')
document.title = `${title} · Betty Mills`
document.getElementById('title').textContent = title
document.getElementById('line').textContent = words
  ? `${found.length} of ${products.length} products match.`
  : (shown?.line ?? 'All sixteen things, on one shelf.')
for (const link of document.querySelectorAll('.aisles-nav a')) {
  if (shown && !words && link.search === `?c=${shown.id}`) link.setAttribute('aria-current', 'page')
}

const list = document.getElementById('found')
const order = document.getElementById('order')
const by = {
  picked: () => 0,
  cheap: (one, other) => one.price - other.price,
  name: (one, other) => one.name.localeCompare(other.name),
}
const draw = () => list.replaceChildren(...[...found].sort(by[order.value]).map(productCard))
order.addEventListener('change', draw)
draw()
document.getElementById('nothing').hidden = found.length > 0
announce('page_view', { page: 'category', category: shown?.id ?? null })
