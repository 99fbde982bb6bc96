import { product } from './products.js'
import { productCard } from './product-card.js'

/**
 * The products looked at last, as the remarketing tag remembers them. It stands inside a gated template, so
 * it exists only while that purpose is granted; it reads the tag's cookie and writes nothing.
 */
class SeenProducts extends HTMLElement {
  #draw = () => {
    const remembered = document.cookie.match(/(?:^|; )_demo_rm=([^;]*)/)?.[1] ?? ''
    const seen = decodeURIComponent(remembered).split('.').map(product).filter(Boolean).slice(0, 4)
    const list = document.createElement('ul')
    list.className = 'cards'
    list.append(...seen.map(productCard))
    const nothing = document.createElement('p')
    nothing.className = 'quiet'
    nothing.textContent = 'Open a product, and it will be waiting here when you come back.'
    this.replaceChildren(seen.length ? list : nothing)
  }

  connectedCallback() {
    this.#draw()
    document.addEventListener('store:seen', this.#draw)
  }

  disconnectedCallback() {
    document.removeEventListener('store:seen', this.#draw)
  }
}

customElements.define('seen-products', SeenProducts)
