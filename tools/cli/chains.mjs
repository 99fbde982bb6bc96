// Receipts as chains: each names the hash of the one before. A file of several visitors has one chain for each.

import { isObject } from '../../www/catalogue/resolve.mjs'

/**
 * `{ chains, faults }`. Each chain is the places of its receipts, the oldest first; `isOpen` where that one follows another
 * that is not here. Each fault has the place of its receipt. What is no object at all is in no chain.
 *
 * `kind` is that of the file: a download is of one browser, newest first. A list may be of several visitors, and of either
 * order. To the endpoint two tabs may post at once, and what it did not take is missing.
 */
export function chainsIn(receipts, kind) {
  const faults = []
  const places = [...receipts.keys()].filter((at) => isObject(receipts[at]))
  const { first, twice } = firstOfEach(receipts, places)
  for (const at of twice) faults.push({ at, fault: 'this receipt stands here twice' })
  const single = places.filter((at) => !twice.has(at))
  const parentOf = (at) => (typeof receipts[at].previousHash === 'string' ? first.get(receipts[at].previousHash) : undefined)
  const followers = new Map()
  for (const at of single) {
    const parent = parentOf(at)
    if (parent === undefined) continue
    if (!followers.has(parent)) followers.set(parent, [])
    else faults.push({ at, fault: 'previousHash: another receipt follows the same one. One of them was put in, or two tabs wrote at once' })
    followers.get(parent).push(at)
  }
  const chains = []
  const seen = new Set()
  const collect = (root, isOpen) => {
    const chain = []
    for (const open = [root]; open.length > 0; ) {
      const at = open.pop()
      if (seen.has(at)) continue
      seen.add(at)
      chain.push(at)
      open.push(...(followers.get(at) ?? []))
    }
    chains.push({ places: chain, isOpen })
  }
  for (const at of single) if (parentOf(at) === undefined) collect(at, receipts[at].previousHash !== null && receipts[at].previousHash !== undefined)
  for (const at of single) {
    if (seen.has(at)) continue
    faults.push({ at, fault: 'previousHash: these receipts follow each other in a circle' })
    collect(at, false)
  }
  for (const at of single) if (parentOf(at) !== undefined) faults.push(...linkFaults(receipts, at, parentOf(at)))
  if (kind !== 'endpoint') faults.push(...orderFaults(single, parentOf, kind), ...gaps(receipts, chains, kind))
  return { chains, faults }
}

function firstOfEach(receipts, places) {
  const first = new Map()
  const twice = new Set()
  for (const at of places) {
    const { hash } = receipts[at]
    if (typeof hash !== 'string') continue
    if (first.has(hash)) twice.add(at)
    else first.set(hash, at)
  }
  return { first, twice }
}

const sequenceOf = (receipt) => receipt.record?.sequence

function linkFaults(receipts, at, parent) {
  const found = []
  if (!(sequenceOf(receipts[at]) >= sequenceOf(receipts[parent]))) found.push({ at, fault: 'record.sequence: lower than that of the receipt before it' })
  if (receipts[at].url !== receipts[parent].url) found.push({ at, fault: 'url: another store than that of the receipt before it' })
  return found
}

/** Receipts that do not stand in the order of their chain. */
function orderFaults(places, parentOf, kind) {
  const linked = places.filter((at) => parentOf(at) !== undefined)
  const isNewestFirst = (at) => parentOf(at) > at
  const newestFirst = linked.filter(isNewestFirst).length
  const wanted = kind === 'download' || 2 * newestFirst >= linked.length
  return linked.filter((at) => isNewestFirst(at) !== wanted).map((at) => ({ at, fault: 'previousHash: this receipt does not stand in the order of its chain' }))
}

/** Where a chain begins with a receipt that may have followed one of another chain here: what was between is gone. */
function gaps(receipts, chains, kind) {
  const newest = chains.map(({ places }) => receipts[places.at(-1)])
  return chains.flatMap(({ places: [at], isOpen }, chain) => {
    const could = (end, other) => other !== chain && end.url === receipts[at].url && sequenceOf(end) <= sequenceOf(receipts[at]) && end.time <= receipts[at].time
    const isGap = isOpen && chains.length > 1 && (kind === 'download' || newest.some(could))
    return isGap ? [{ at, fault: 'previousHash: the receipt before it is not here. It was changed, taken out, or is of another visitor' }] : []
  })
}
