// What every page of the shop starts: the cart drawer, links that keep the tried region, and the ledger.
import { startCart } from './cart-drawer.js'
import { carryAlongLinks } from './region.js'
import '../ledger/ledger.js'

startCart()
carryAlongLinks()

// Without the consent script nobody would hide what only a granted purpose may show.
if (!window.portcullis) {
  for (const part of document.querySelectorAll('[data-consent-if], [data-portcullis]')) part.hidden = true
}
