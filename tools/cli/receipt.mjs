// What is wrong with one receipt by itself, read by nothing of the code that makes receipts: what docs/receipts.md says
// is all there is to know.

import { isObject } from '../../www/catalogue/resolve.mjs'
import { canonical, sha256 } from './canonical.mjs'
import { shown } from './plain.mjs'
import { decode, keyOf } from './record-text.mjs'
import { ENDS, misshapen } from './receipt-shape.mjs'
import { isTooDeep } from './tokens.mjs'

export { canonical, sha256 } from './canonical.mjs'
export { crc32, decode, keyOf } from './record-text.mjs'

/** Methods that grant nothing. */
const REFUSALS = ['reject-all', 'withdraw', 'reset']
/** What keeps keys of an earlier policy, to which the policy of the day may have no names any more. */
const OF_EARLIER_POLICIES = ['reset', ...ENDS]
/** Required purposes stand in no text: nobody is asked about them. Where the policy is not known it is this one. */
const REQUIRED = ['necessary']

/**
 * What is wrong with `receipt`, a sentence each; nothing where it is valid. `required` are the required purposes of its
 * policy.
 */
export function problems(receipt, required = REQUIRED) {
  if (!isObject(receipt) || receipt.format !== 'portcullis' || receipt.version !== 1) return ['not a receipt of a known version']
  if (isTooDeep(receipt)) return ['nested too deep for a receipt']
  const { hash, ...rest } = receipt
  const found = misshapen(receipt)
  if (sha256(canonical(rest)) !== hash) found.push('hash: does not match the content, so the receipt was changed after it was made')
  const decoded = decode(receipt.text)
  if (!decoded) return [...found, 'text: not a valid record']
  return isObject(receipt.record) ? [...found, ...contradictions(receipt, decoded, required)] : found
}

function contradictions({ method, time, policy, record }, { fields, granted, refused }, required) {
  const found = []
  for (const [name, value] of Object.entries(fields)) {
    if (record[name] !== value) found.push(`record.${name}: the text says ${value}`)
  }
  const isEnd = ENDS.includes(method)
  if (method !== fields.method && !isEnd) found.push(`method: the text says ${fields.method}`)
  if (!isEnd && time !== fields.time) found.push('time: not the time of the record')
  if (method === 'expire' && time < fields.expires) found.push('method: the choice had not expired at that time')
  if (method === 'signal' && granted.length === 0) found.push('method: a signal turns off what was granted, and the text grants nothing')
  if (REFUSALS.includes(fields.method) && granted.length > 0) found.push(`text: it grants something, which ${fields.method} never does`)
  if (granted.some((key) => refused.includes(key))) found.push('text: it grants and refuses the same')
  const isPartial = policy === null || OF_EARLIER_POLICIES.includes(method)
  return [...found, ...choicesAgainst({ granted, refused }, isObject(record.choices) ? record.choices : {}, { required, isPartial })]
}

/** What `choices` say that the text does not, and where `isPartial` is false what they leave out of it. */
function choicesAgainst({ granted, refused }, choices, { required, isPartial }) {
  const found = []
  const keys = new Set()
  for (const [name, yes] of Object.entries(choices)) {
    const key = keyOf(name)
    const is = `record.choices.${shown(name)}: ${yes ? 'granted' : 'refused'}, but`
    if (keys.has(key)) found.push(`record.choices.${shown(name)}: another name has the same key`)
    keys.add(key)
    if (yes ? required.includes(name) && (isPartial || !refused.includes(key)) : refused.includes(key)) continue
    if (yes && name.startsWith('service:')) found.push(`${is} no receipt grants a single service`)
    else if (yes ? refused.includes(key) : granted.includes(key)) found.push(`${is} the text says otherwise`)
    else if (!yes || !granted.includes(key)) found.push(`${is} the text does not have it`)
  }
  if (!isPartial && [...granted, ...refused].some((key) => !keys.has(key))) found.push('record.choices: the text has more than these')
  return found
}
