import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, test } from 'node:test'
import { canonical, decode, problems, sha256 } from '../cli/receipt.mjs'
import { run } from '../cli/verify.mjs'
import { POLICY, WORDS, chain, receipt, seal, textOf } from './made-receipts.mjs'

const folder = mkdtempSync(path.join(os.tmpdir(), 'portcullis-verify-'))
after(() => rmSync(folder, { recursive: true }))

/** Changes the newest receipt of `file`, and seals it again. */
function remake(file, change) {
  const one = structuredClone(file.receipts[0])
  change(one)
  file.receipts[0] = seal(one)
}

let files = 0

/** Exit status of the command, and what it said. */
async function verify(file, ...args) {
  const name = path.join(folder, `${(files += 1)}.json`)
  writeFileSync(name, typeof file === 'string' ? file : JSON.stringify(file, null, 2))
  let said = ''
  const out = { write: (text) => (said += text) }
  return { status: await run([name, ...args], { stdout: out, stderr: out }), said }
}

function policyFile(policy) {
  const name = path.join(folder, `policy-${(files += 1)}.json`)
  writeFileSync(name, JSON.stringify(policy, null, 4))
  return name
}

test('what nobody touched holds, as a file, as a list, alone, and under its policy however that is written', async () => {
  for (const file of [chain(), chain().receipts, chain().receipts[2]]) {
    const { status, said } = await verify(file, '--policy', policyFile(POLICY))
    assert.equal(status, 0, said)
  }
  assert.match((await verify(chain())).said, /^3 receipts valid\.$/m)
})

test('a chain whose oldest receipts are gone holds and says so', async () => {
  const { status, said } = await verify({ receipts: chain().receipts.slice(0, 2) })
  assert.equal(status, 0, said)
  assert.match(said, /followed others/)
})

for (const [what, tamper] of [
  ['a choice turned round', (file) => (file.receipts[1].record.choices.ads = true)],
  ['a choice turned round, and the receipt sealed again', (file) => {
    file.receipts[1].record.choices.ads = true
    file.receipts[1] = seal(file.receipts[1])
  }],
  ['another text, and the receipt sealed again', (file) => {
    const [newest] = file.receipts
    newest.record.choices.ads = true
    file.receipts[0] = seal({ ...newest, text: textOf({ ...newest.record, sequence: 2 }, 2) })
  }],
  ['a time moved', (file) => (file.receipts[2].time += 1000)],
  ['a choice hidden, and the receipt sealed again', (file) => {
    delete file.receipts[0].record.choices.analytics
    file.receipts[0] = seal(file.receipts[0])
  }],
  ['a refusal invented, and the receipt sealed again', (file) => {
    file.receipts[0].record.choices.chat = false
    file.receipts[0] = seal(file.receipts[0])
  }],
  ['a gesture made up, and the receipt sealed again', (file) => {
    file.receipts[0].record.gesture = false
    file.receipts[0] = seal(file.receipts[0])
  }],
  ['a method that was not, and the receipt sealed again', (file) => (file.receipts[0] = seal({ ...file.receipts[0], method: 'accept-all' }))],
  ['a receipt taken out', (file) => file.receipts.splice(1, 1)],
  ['receipts in another order', (file) => file.receipts.reverse()],
  ['a receipt twice', (file) => file.receipts.unshift(file.receipts[0])],
  ['other words', (file) => (file.texts[sha256(WORDS)] = 'Accept?')],
  ['a text that is no record', (file) => (file.receipts[0] = seal({ ...file.receipts[0], text: '1.AAAA' }))],
  ['a later version', (file) => (file.receipts[0] = seal({ ...file.receipts[0], version: 2 }))],
  ['nothing', (file) => (file.receipts = [])],
  ['a grant that the text does not have', (file) => remake(file, ({ record }) => (record.choices.marketing = true))],
  ['a grant of a single service', (file) => remake(file, ({ record }) => (record.choices['service:chat'] = true))],
  ['a refusal by a text that grants', (file) => remake(file, (one) => {
    one.method = one.record.method = 'reject-all'
    one.text = textOf(one.record, 1)
  })],
  ['a withdrawal by a text that grants', (file) => remake(file, (one) => {
    one.method = one.record.method = 'withdraw'
    one.text = textOf(one.record, 3)
  })],
  ['an expiry before its time', (file) => remake(file, (one) => (one.method = 'expire'))],
  ['a signal that turned nothing off', (file) => remake(file, (one) => {
    one.record.choices.analytics = false
    Object.assign(one, { method: 'signal', text: textOf(one.record, 2) })
  })],
  ['a text longer than a cookie', (file) => remake(file, (one) => {
    for (let at = 0; at < 1000; at += 1) one.record.choices[`service:s${at}`] = false
    one.text = textOf(one.record, 2)
  })],
  ['a remark that no receipt has', (file) => remake(file, (one) => (one.note = 'confirmed by the authority'))],
  ['a remark in its record', (file) => remake(file, ({ record }) => (record.lawful = true))],
  ['a remark beside the receipts', (file) => (file.verified = true)],
  ['a member left out', (file) => remake(file, (one) => delete one.language)],
  ['a hash in other letters', (file) => (file.receipts[0].hash = file.receipts[0].hash.toUpperCase())],
  ['a choice that is neither true nor false', (file) => remake(file, ({ record }) => (record.choices.analytics = 1))],
  ['a layer that there is not', (file) => remake(file, (one) => (one.layer = 'notary'))],
  ['an address that is no origin', (file) => remake(file, (one) => (one.url = 'http://shop.example/'))],
  ['a time that no calendar has', (file) => remake(file, (one) => (one.time = 9e15))],
  ['words under a hash that is not theirs', (file) => (file.texts['0'.repeat(64)] = 'Accept?')],
  ['words that are no text', (file) => (file.texts = [WORDS])],
  ['another store in one chain', (file) => remake(file, (one) => (one.url = 'http://other.example'))],
  ['a file of a later version', (file) => (file.version = 2)],
  ['null for a receipt', (file) => (file.receipts[1] = null)],
]) {
  test(`${what}: it does not hold`, async () => {
    const file = chain()
    tamper(file)
    const { status, said } = await verify(file)
    assert.equal(status, 1, said)
  })
}

test('what fails is said with its place, and the last line counts it', async () => {
  const file = chain()
  remake(file, (one) => Object.assign(one.record.choices, { marketing: true, 'service:chat': true }))
  const { said } = await verify(file)
  assert.match(said, /^FAILED {2}2026-11-22T00:03:00\.000Z {2}save {2}0{23}3\n {8}record\.choices\.marketing: granted, but the text does not have it\.\n {8}record\.choices\.service:chat: /)
  assert.match(said, /^Required purposes are in no text\. Name the policy with --policy/m)
  assert.match(said, /\n2 checks failed\.\n$/)
})

test('a required purpose stands in no text: by its name, or by the policy', async () => {
  const required = { purposes: [{ id: 'shop', required: true }, ...POLICY.purposes.slice(1)], services: POLICY.services }
  const one = receipt(1, null)
  const { necessary, ...choices } = one.record.choices
  const other = seal({ ...one, policyFileHash: sha256(canonical(required)), record: { ...one.record, choices: { shop: necessary, ...choices } } })
  assert.equal((await verify(other)).status, 1)
  assert.equal((await verify(other, '--policy', policyFile(required))).status, 0)
  // `necessary` is one where the policy is not known, and not where the policy has another.
  assert.equal((await verify(seal({ ...one, policyFileHash: sha256(canonical(required)) }), '--policy', policyFile(required))).status, 1)
})

test('receipts of several policies are each held against theirs', async () => {
  const later = { ...POLICY, effective: '2026-11-23' }
  const first = receipt(1, null)
  const both = [receipt(2, first.hash, { policyFileHash: sha256(canonical(later)) }), first]
  const [before, after] = [policyFile(POLICY), policyFile(later)]
  assert.equal((await verify(both, '--policy', before, '--policy', after)).status, 0)
  assert.match((await verify(both, '--policy', policyFile({}), '--policy', policyFile({ a: 1 }))).said, /No receipt was made under any of these policies/)
})

test('what a later policy does not name may be missing from a reset, and from what ended a choice', async () => {
  const [choice] = chain().receipts
  const { analytics: _, ...fewer } = choice.record.choices
  const record = { ...choice.record, choices: fewer }
  const end = seal({ ...choice, record, method: 'expire', time: choice.record.expires, layer: null, wordsHash: null, previousHash: choice.hash })
  assert.equal((await verify([end, choice])).status, 0)
  const refused = { ...choice.record, method: 'reset', choices: { necessary: true, ads: false, old: false } }
  const { old: __, ...named } = refused.choices
  assert.equal((await verify(seal({ ...choice, method: 'reset', record: { ...refused, choices: named }, text: textOf(refused, 7) }))).status, 0)
})

test('receipts of another policy do not hold under this one', async () => {
  const other = { ...POLICY, purposes: POLICY.purposes.slice(0, 2) }
  assert.equal((await verify(chain(), '--policy', policyFile(other))).status, 1)
  const mislabelled = [receipt(1, null, { policyFileHash: sha256(canonical(other)) })]
  const { status, said } = await verify(mislabelled, '--policy', policyFile(other))
  assert.equal(status, 1)
  assert.match(said, /it speaks of ads/)
})

test('a receipt of a signal or of time may follow the choice that it ends', async () => {
  const [choice] = chain().receipts
  const end = seal({ ...choice, method: 'expire', time: choice.record.expires, layer: null, wordsHash: null, previousHash: choice.hash })
  assert.equal((await verify([end, choice])).status, 0)
})

test('what cannot be read, and a call that says nothing, end with 2', async () => {
  assert.equal((await verify('not json')).status, 2)
  assert.equal((await verify(chain(), '--policy', '/nowhere.json')).status, 2)
  assert.equal((await verify(chain(), '--polcy', 'x')).status, 2)
  assert.equal((await verify(chain(), 'another')).status, 2)
})

test('no text is taken for a record but one that is spelt as it is written', () => {
  const { text } = chain().receipts[0]
  assert.equal(decode(text).fields.sequence, 3)
  for (const damaged of [text.slice(1), text.slice(0, -1), `${text}=`, `${text}A`, text.replace('1.', '2.'), '', null, 7]) assert.equal(decode(damaged), undefined)
  assert.deepEqual(problems(null), ['not a receipt of a known version'])
})
