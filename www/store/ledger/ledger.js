import { standing } from './standing.js'
import { cookiesPresent } from './cookies.js'
import { gatedElements } from './gated.js'
import { Requests } from './requests.js'
import { readPolicy } from './policy.js'
import { drawing } from './drawing.js'

// As in ledger.css: 24rem.
const drawerWidth = 384

/**
 * "What ran on this page": a drawer at the right edge that shows what the page asked of the server, which cookies
 * there are, and what is held and why. It uses the public contract only, so it shows what any page could learn.
 */
class StoreLedger extends HTMLElement {
  #requests = new Requests(() => this.#soon())
  #policy = null
  #parts = null
  #queued = false
  #timer = 0
  #open = false
  #drawn = ''

  connectedCallback() {
    if (this.#parts) return
    this.#parts = drawing(this.attachShadow({ mode: 'open' }), () => this.#toggle())
    for (const type of ['ready', 'ask', 'choice', 'change', 'release', 'hold', 'error']) {
      document.addEventListener(`portcullis:${type}`, () => this.#soon())
    }
    window.cookieStore?.addEventListener('change', () => this.#soon())
    window.addEventListener('resize', () => this.#makeRoom())
    readPolicy().then((policy) => {
      this.#policy = policy
      this.#soon()
    })
    this.#requests.start()
    this.#soon()
  }

  #toggle() {
    this.#open = this.#parts.toggle()
    clearInterval(this.#timer)
    // Not every engine says when a cookie changes, so an open ledger also looks.
    if (this.#open) this.#timer = setInterval(() => this.#soon(), 1000)
    this.#soon()
  }

  #soon() {
    if (this.#queued) return
    this.#queued = true
    requestAnimationFrame(() => {
      this.#queued = false
      this.#makeRoom()
      const state = {
        standing: standing(this.#policy),
        requests: this.#requests.seen,
        cookies: cookiesPresent(this.#policy),
        gated: gatedElements(this.#policy),
      }
      // Drawn anew only when something differs, so a reader's place and selection stay.
      const print = JSON.stringify([state, this.#open])
      if (print === this.#drawn) return
      this.#drawn = print
      this.#parts.draw(state)
    })
  }

  /** The banner comes first: the drawer ends above whatever part of the window the banner takes from it. */
  #makeRoom() {
    const shown = document.querySelector('portcullis-banner')?.shadowRoot?.querySelectorAll('*') ?? []
    const tops = [...shown]
      .map((part) => part.getBoundingClientRect())
      .filter(({ height, right }) => height > 0 && right > innerWidth - drawerWidth)
      .map(({ top }) => top)
    const taken = tops.length ? innerHeight - Math.min(...tops) + 12 : 0
    // A banner in the middle of the window would leave nothing: then the drawer keeps a third and lies beneath it.
    this.style.setProperty('--room-below', `${Math.round(Math.min(Math.max(taken, 0), innerHeight * 0.67))}px`)
  }
}

customElements.define('store-ledger', StoreLedger)
document.body.append(document.createElement('store-ledger'))
