// The receipts in a file: a visitor's download, a list, one alone, or what the endpoint kept, one a line.

import { isObject } from '../../www/catalogue/resolve.mjs'
import { DEEPEST, inspect, readText } from './bounded.mjs'
import { sha256 } from './canonical.mjs'
import { Misuse } from './misuse.mjs'
import { shown } from './plain.mjs'

/** The members of a download beside its receipts and words. */
const DOWNLOAD = { format: 'portcullis-receipts', version: 1 }

/**
 * `{ kind, receipts, faults }`: the receipts as the file has them, and what is wrong with the file around them. `kind` is
 * download, list or endpoint.
 */
export function readReceipts(file) {
  const text = readText(file)
  const lines = text.split('\n')
  if (lines.some((line) => line[0] === '{' && line.trimEnd().endsWith('}') && isEntry(parsed(line).value))) return ofEndpoint(lines)
  const { value, twice, fault, reason } = parsed(text)
  if (reason) throw new Misuse(`${file}: not valid JSON: ${reason}`, { showUsage: false })
  if (fault) return { kind: 'list', receipts: [], faults: [fault] }
  const faults = twice.map((name) => `the name ${shown(name)} stands twice in one object`)
  const values = Array.isArray(value) ? value : [value]
  if (values.length > 0 && values.every(isEntry)) {
    return { kind: 'endpoint', receipts: values.map(({ receipt }) => receipt), faults: [...faults, ...values.flatMap(entryFaults)] }
  }
  if (isObject(value) && Array.isArray(value.receipts)) return ofDownload(value, faults)
  const isNone = !Array.isArray(value) && !(isObject(value) && ['format', 'record', 'hash'].some((name) => Object.hasOwn(value, name)))
  return { kind: 'list', receipts: isNone ? [] : values, faults }
}

/** JSON as a value, with what stands twice in it; the reason why it is none; or the fault of one that is too deep. */
function parsed(text) {
  const { isDeep, twice } = inspect(text)
  if (isDeep) return { fault: `nested more than ${DEEPEST} deep, which no receipt is` }
  try {
    return { value: JSON.parse(text), twice }
  } catch (error) {
    return { reason: error.message }
  }
}

function ofDownload({ receipts, texts = {}, ...rest }, faults) {
  for (const [name, value] of Object.entries(rest)) {
    if (!Object.hasOwn(DOWNLOAD, name)) faults.push(`${shown(name)}: no file of receipts has this member`)
    else if (value !== DOWNLOAD[name]) faults.push(`${name}: not ${JSON.stringify(DOWNLOAD[name])}`)
  }
  if (!isObject(texts)) faults.push('texts: not an object')
  const kept = isObject(texts) ? Object.entries(texts) : []
  for (const [hash, text] of kept) {
    if (typeof text !== 'string' || sha256(text) !== hash) faults.push(`texts.${shown(hash, 12)}: these words are not the ones that were shown`)
  }
  return { kind: 'download', receipts, faults }
}

const isEntry = (value) => isObject(value) && Object.hasOwn(value, 'receipt') && Object.hasOwn(value, 'received')

/** What is wrong with a line of the endpoint beside the receipt in it. */
function entryFaults({ received, receipt: _, ...rest }, at) {
  const found = Object.keys(rest).map((name) => `line ${at + 1}: ${shown(name)}: the endpoint writes no such member`)
  return isDate(received) ? found : [...found, `line ${at + 1}: received: not a time`]
}

const isDate = (text) => typeof text === 'string' && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString() === text

function ofEndpoint(lines) {
  const receipts = []
  const faults = []
  for (const [at, line] of lines.entries()) {
    if (line.trim() === '') continue
    const { value, twice, fault } = parsed(line)
    if (!isEntry(value)) {
      faults.push(`line ${at + 1}: ${fault ?? 'not what the endpoint writes. It was cut off or changed'}`)
      continue
    }
    receipts.push(value.receipt)
    faults.push(...twice.map((name) => `line ${at + 1}: the name ${shown(name)} stands twice in one object`), ...entryFaults(value, at))
  }
  return { kind: 'endpoint', receipts, faults }
}
