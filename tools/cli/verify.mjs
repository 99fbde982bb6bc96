// npx portcullis verify RECEIPTS [--policy POLICY]: whether receipts hold, one by one and as a chain.
// Ends with 0 where all holds, 1 where something does not, 2 where it was asked wrongly.

import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { canonical, problems, sha256 } from './receipt.mjs'

export const USAGE = `portcullis verify RECEIPTS       whether the receipts in a file hold, each and as a chain
    --policy FILE               and whether they were made under this policy
`

export async function run(args, { stdout, stderr } = process) {
  const say = (line) => stdout.write(`${line}\n`)
  let file
  let policy
  try {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { policy: { type: 'string' } } })
    if (positionals.length !== 1) throw new Error('name one file of receipts')
    file = JSON.parse(await readFile(positionals[0], 'utf8'))
    if (values.policy !== undefined) policy = JSON.parse(await readFile(values.policy, 'utf8'))
  } catch (error) {
    stderr.write(`portcullis verify: ${error.message}\n\n${USAGE}`)
    return 2
  }
  const receipts = receiptsIn(file)
  if (receipts.length === 0) {
    say('There are no receipts in it.')
    return 1
  }
  const faults = faultsOf(receipts, file.texts ?? {})
  if (policy !== undefined) faults.push(...faultsUnder(receipts, policy))
  for (const [at, receipt] of receipts.entries()) {
    const own = faults.filter((fault) => fault.at === at)
    say(`${own.length > 0 ? 'FAILS' : 'holds'}  ${nameOf(receipt)}`)
    for (const { fault } of own) say(`       ${fault}`)
  }
  for (const { fault } of faults.filter(({ at }) => at === undefined)) say(`FAILS  ${fault}`)
  const first = receipts.at(-1)
  if (first?.previous) say('The chain begins with a receipt that followed others, which are not here.')
  say(faults.length > 0 ? `${faults.length} of what was looked at does not hold.` : `${receipts.length} hold.`)
  return faults.length > 0 ? 1 : 0
}

/** The receipts in a downloaded file, in a list, or the one that stands alone; newest first. */
function receiptsIn(file) {
  if (Array.isArray(file)) return file
  return Array.isArray(file?.receipts) ? file.receipts : file?.hash ? [file] : []
}

/** What does not hold: each fault with the place of its receipt. */
function faultsOf(receipts, texts) {
  const faults = []
  for (const [at, receipt] of receipts.entries()) {
    for (const fault of problems(receipt)) faults.push({ at, fault })
    const before = receipts[at + 1]
    if (before && receipt?.previous !== before.hash) faults.push({ at, fault: 'it does not follow the receipt before it: one was changed, taken out or put in' })
    if (before && !(receipt?.record?.sequence >= before.record?.sequence)) faults.push({ at, fault: 'its sequence is lower than that of the receipt before it' })
    const shown = receipt?.words && Object.hasOwn(texts, receipt.words) ? texts[receipt.words] : undefined
    if (shown !== undefined && sha256(shown) !== receipt.words) faults.push({ at, fault: 'the words kept with it are not those that were shown' })
  }
  return faults
}

/** Where no receipt was made under `policy`, or one that was speaks of what it does not declare. */
function faultsUnder(receipts, policy) {
  const hash = sha256(canonical(policy))
  const declared = new Set([...(policy.purposes ?? []).map(({ id }) => id), ...(policy.services ?? []).map(({ id }) => `service:${id}`)])
  const under = [...receipts.entries()].filter(([, receipt]) => receipt?.policy === hash)
  if (under.length === 0) return [{ fault: 'No receipt was made under this policy.' }]
  return under.flatMap(([at, { record }]) =>
    Object.keys(record?.choices ?? {})
      .filter((name) => !declared.has(name))
      .map((name) => ({ at, fault: `it speaks of ${name}, which the policy does not declare` })),
  )
}

function nameOf(receipt) {
  const time = Number.isSafeInteger(receipt?.time) ? new Date(receipt.time).toISOString() : 'no time'
  return `${time}  ${receipt?.method}  ${receipt?.record?.id ?? ''}`
}
