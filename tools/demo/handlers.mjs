// What the demo store needs of its server beyond files: pages that can be tried from any region, and what the real
// analytics clients expect their vendors to answer.

import { collectors } from './collectors.mjs'
import { pages } from './pages.mjs'
import { receiptKeeper } from './receipts.mjs'

// root: the folder of the store's pages. receipts: the file that receipts are kept in. origin: that of the store, where
// it is not served to this machine alone.
export function demoHandlers({ root, receipts, origin = undefined }) {
  return [collectors, receiptKeeper({ file: receipts, origin }), pages(root)]
}
