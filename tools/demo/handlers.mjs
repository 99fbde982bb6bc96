// What the demo store needs of its server beyond files: pages that can be tried from any region, and what the real
// analytics clients expect their vendors to answer.

import { collectors } from './collectors.mjs'
import { pages } from './pages.mjs'

// root: the folder of the store's pages.
export function demoHandlers({ root }) {
  return [collectors, pages(root)]
}
