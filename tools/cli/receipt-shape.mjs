// Which members a receipt has, and of what form each is: the table of docs/receipts.md.

import { isObject } from '../../www/catalogue/resolve.mjs'
import { shown } from './plain.mjs'
import { METHODS } from './record-text.mjs'

/** What may end a choice though nobody chose. */
export const ENDS = ['signal', 'expire']

const isText = (value) => typeof value === 'string'
const isHash = (value) => isText(value) && /^[0-9a-f]{64}$/.test(value)
const orNull = (is) => (value) => value === null || is(value)
const isOneOf = (...all) => (value) => all.includes(value)
/** The last millisecond that has a date (ECMA-262, 21.4.1.1). */
const LAST = 8.64e15
const isTime = (value) => Number.isSafeInteger(value) && value >= 0 && value <= LAST

function isOrigin(value) {
  try {
    const { origin, protocol } = new URL(value)
    return origin === value && /^https?:$/.test(protocol)
  } catch {
    return false
  }
}

const RECEIPT = {
  format: [isOneOf('portcullis'), '"portcullis"'],
  version: [isOneOf(1), '1'],
  url: [isOrigin, 'the origin of a store, such as https://shop.example'],
  method: [isOneOf(...METHODS.filter(Boolean), ...ENDS), 'a known method'],
  time: [isTime, 'a time in milliseconds'],
  record: [isObject, 'a record'],
  text: [isText, 'a text'],
  language: [orNull(isText), 'a language or null'],
  layer: [isOneOf('banner', 'panel', 'page', null), '"banner", "panel", "page" or null'],
  wordsHash: [orNull(isHash), 'a SHA-256 hash or null'],
  policyFileHash: [orNull(isHash), 'a SHA-256 hash or null'],
  previousHash: [orNull(isHash), 'a SHA-256 hash or null'],
  hash: [isHash, 'a SHA-256 hash'],
}

const any = [() => true]
const RECORD = {
  ...Object.fromEntries(['id', 'sequence', 'time', 'expires', 'method', 'regime', 'gesture', 'signal', 'policyHash'].map((name) => [name, any])),
  choices: [(value) => isObject(value) && Object.values(value).every((yes) => typeof yes === 'boolean'), 'an object of true and false'],
}

/** What in `receipt` has not the form of one, a sentence each. What its record says is held against the text elsewhere. */
export function misshapen(receipt) {
  const inRecord = isObject(receipt.record) ? membersOf(receipt.record, RECORD, 'record.') : []
  return [...membersOf(receipt, RECEIPT, ''), ...inRecord]
}

function membersOf(value, table, before) {
  const found = []
  for (const [name, [fits, form]] of Object.entries(table)) {
    if (!Object.hasOwn(value, name)) found.push(`${before}${name}: missing`)
    else if (!fits(value[name])) found.push(`${before}${name}: not ${form}`)
  }
  const unknown = Object.keys(value).filter((name) => !Object.hasOwn(table, name))
  return [...found, ...unknown.map((name) => `${before}${shown(name)}: no receipt has this member`)]
}
