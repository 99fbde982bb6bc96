// npx portcullis verify RECEIPTS [--policy POLICY]: whether receipts are valid, each by itself and as chains.
// Ends with 0 where all are, 1 where a check failed or there are no receipts, 2 where it was called wrongly.

import { isObject, resolve } from '../../www/catalogue/resolve.mjs'
import { inspect, readText } from './bounded.mjs'
import { canonical, sha256 } from './canonical.mjs'
import { chainsIn } from './chains.mjs'
import { Misuse, flags } from './misuse.mjs'
import { plain, shown } from './plain.mjs'
import { problems } from './receipt.mjs'
import { readReceipts } from './receipt-file.mjs'
import { readCatalogue } from './shipped.mjs'

const USAGE = `portcullis verify RECEIPTS      whether the receipts in a file are valid, each and as chains
    --policy FILE               and whether they were made under this policy; may be given several times
`

export async function run(args, { stdout, stderr } = process) {
  let file
  let policies
  try {
    const { values, positionals } = flags(args, { policy: { type: 'string', multiple: true } })
    if (positionals.length !== 1) throw new Misuse('name one file of receipts')
    policies = (values.policy ?? []).map(policyIn)
    file = readReceipts(positionals[0])
  } catch (error) {
    if (!(error instanceof Misuse)) throw error
    stderr.write(`portcullis verify: ${plain(error.message)}\n${error.showUsage ? `\n${USAGE}` : ''}`)
    return 2
  }
  const report = judge(file, policies)
  for (const line of linesOf(file, report)) stdout.write(`${plain(line)}\n`)
  return file.receipts.length === 0 || report.faults.length > 0 ? 1 : 0
}

/** A policy as the page has it, with its hash. */
function policyIn(file) {
  const text = readText(file)
  const refuse = (reason) => new Misuse(`${file}: ${reason}`, { showUsage: false })
  if (inspect(text).isDeep) throw refuse('nested too deep for a policy')
  let policy
  try {
    policy = JSON.parse(text)
  } catch (error) {
    throw refuse(`not valid JSON: ${error.message}`)
  }
  if (!isObject(policy)) throw refuse('not a policy')
  // As www/boot/load.ts does: only a policy that names an entry of the catalogue needs it.
  const isNaming = [policy.services].flat().some((service) => typeof service === 'string')
  const whole = isNaming ? resolve(policy, readCatalogue()) : policy
  const purposes = objectsIn(whole.purposes)
  return {
    isNaming,
    hash: sha256(canonical(whole)),
    required: purposes.filter(({ required }) => required === true).map(({ id }) => id),
    declared: new Set([...purposes.map(({ id }) => id), ...objectsIn(whole.services).map(({ id }) => `service:${id}`)]),
  }
}

const objectsIn = (list) => (Array.isArray(list) ? list.filter(isObject) : [])

/** What fails: each fault with the place of its receipt, or without one. */
function judge({ kind, receipts, faults: around }, policies) {
  const { chains, faults: broken } = chainsIn(receipts, kind)
  const faults = around.map((fault) => ({ fault }))
  const under = (receipt) => policies.find(({ hash }) => hash === receipt?.policyFileHash)
  for (const [at, receipt] of receipts.entries()) {
    const policy = under(receipt)
    for (const fault of problems(receipt, policy?.required)) faults.push({ at, fault })
    if (policy) faults.push(...undeclared(receipt, policy).map((name) => ({ at, fault: `record.choices: it speaks of ${shown(name)}, which the policy does not declare` })))
  }
  faults.push(...broken)
  if (policies.length > 0 && receipts.length > 0 && !receipts.some(under)) faults.push({ fault: noneUnder(policies) })
  return { chains, faults, isWithoutPolicy: receipts.some((receipt) => !under(receipt)) }
}

const undeclared = ({ record }, { declared }) => (isObject(record?.choices) ? Object.keys(record.choices).filter((name) => !declared.has(name)) : [])

function noneUnder(policies) {
  const which = policies.length > 1 ? 'any of these policies' : 'this policy'
  const hint = policies.some(({ isNaming }) => isNaming) ? '. Its services were taken from the catalogue of this release: for receipts of another, give the policy that `portcullis expand` wrote with that' : ''
  return `No receipt was made under ${which}${hint}`
}

function* linesOf({ receipts }, { chains, faults, isWithoutPolicy }) {
  const own = new Map()
  for (const { at, fault } of faults) if (at !== undefined) own.set(at, [...(own.get(at) ?? []), fault])
  const inChains = new Set(chains.flatMap(({ places }) => places))
  const others = [...receipts.keys()].filter((at) => !inChains.has(at))
  for (const [number, { places, isOpen }] of chains.entries()) {
    if (chains.length > 1) yield `Chain ${number + 1} of ${chains.length}, ${counted(places.length, 'receipt')}:`
    for (const at of [...places].reverse()) yield* linesOfOne(receipts[at], own.get(at))
    if (isOpen) yield 'The chain begins with a receipt that followed others, which are not here.'
  }
  for (const at of others) yield* linesOfOne(receipts[at], own.get(at))
  for (const { at, fault } of faults) if (at === undefined) yield `FAILED  ${fault}.`
  if (receipts.length === 0) yield 'There are no receipts in this file.'
  if (isWithoutPolicy && faults.some(({ fault }) => fault.endsWith('the text does not have it'))) {
    yield 'Required purposes are in no text. Name the policy with --policy, so that they are known.'
  }
  if (faults.length > 0) yield `${counted(faults.length, 'check')} failed.`
  else if (receipts.length > 0) yield `${counted(receipts.length, 'receipt')} valid${chains.length > 1 ? `, in ${chains.length} chains: of several visitors, or of a browser that was emptied` : ''}.`
}

const counted = (number, what) => `${number} ${what}${number === 1 ? '' : 's'}`

function* linesOfOne(receipt, faults = []) {
  const { time, method, record } = isObject(receipt) ? receipt : {}
  const date = new Date(Number.isSafeInteger(time) ? time : NaN)
  const when = Number.isNaN(date.getTime()) ? 'no time' : date.toISOString()
  yield `${faults.length > 0 ? 'FAILED' : 'ok    '}  ${when}  ${shown(method)}  ${shown(record?.id)}`
  for (const fault of faults) yield `        ${fault}.`
}
