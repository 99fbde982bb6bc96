import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, test } from 'node:test'
import { canonical, crc32, decode, keyOf, problems, sha256 } from '../cli/receipt.mjs'
import { run } from '../cli/verify.mjs'

const folder = mkdtempSync(path.join(os.tmpdir(), 'portcullis-verify-'))
after(() => rmSync(folder, { recursive: true }))

const POLICY = { purposes: [{ id: 'necessary', required: true }, { id: 'analytics' }, { id: 'ads' }], services: [{ id: 'counter' }] }
const WORDS = 'May we?\nAccept all\n'

function number(value, length) {
  const bytes = Buffer.alloc(length)
  bytes.writeUIntBE(value, 0, length)
  return bytes
}

/** The text of a record that the button number `method` made. */
function textOf(record, method) {
  const named = (wanted) => Object.entries(record.choices).filter(([name, yes]) => name !== 'necessary' && yes === wanted)
  const [granted, refused] = [named(true), named(false)]
  const bytes = Buffer.concat([
    number(method | 64, 1), number(record.sequence, 4), number(record.time / 1000, 5), number((record.expires - record.time) / 1000, 4),
    Buffer.from(record.fingerprint + record.id, 'hex'), number(granted.length, 2), number(refused.length, 2),
    ...[...granted, ...refused].map(([name]) => number(keyOf(name), 4)),
  ])
  return `1.${Buffer.concat([bytes, number(crc32(bytes), 4)]).toString('base64url')}`
}

const seal = ({ hash: _, ...rest }) => ({ ...rest, hash: sha256(canonical(rest)) })

function receipt(sequence, previous, change = {}) {
  const time = 1_795_305_600_000 + sequence * 60_000
  const choices = { necessary: true, analytics: true, ads: false, 'service:counter': false }
  const record = {
    id: String(sequence).padStart(24, '0'), sequence, time, expires: time + 15_552_000_000, method: 'save', regime: 'opt-in',
    gesture: true, signal: false, fingerprint: '0123456789abcdef', choices,
  }
  return seal({
    format: 'portcullis', version: 1, url: 'http://shop.example', method: 'save', time, record, text: textOf(record, 2), language: 'en',
    layer: 'panel', words: sha256(WORDS), policy: sha256(canonical(POLICY)), previous, ...change,
  })
}

function chain() {
  const receipts = []
  for (let sequence = 1; sequence <= 3; sequence += 1) receipts.unshift(receipt(sequence, receipts[0]?.hash ?? null))
  return { format: 'portcullis-receipts', version: 1, receipts, texts: { [sha256(WORDS)]: WORDS } }
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
  const name = path.join(folder, 'policy.json')
  writeFileSync(name, JSON.stringify(policy, null, 4))
  return name
}

test('what nobody touched holds, as a file, as a list, alone, and under its policy however that is written', async () => {
  for (const file of [chain(), chain().receipts, chain().receipts[2]]) {
    const { status, said } = await verify(file, '--policy', policyFile(POLICY))
    assert.equal(status, 0, said)
  }
  assert.match((await verify(chain())).said, /^3 hold\.$/m)
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
  ['null for a receipt', (file) => (file.receipts[1] = null)],
]) {
  test(`${what}: it does not hold`, async () => {
    const file = chain()
    tamper(file)
    const { status, said } = await verify(file)
    assert.equal(status, 1, said)
  })
}

test('receipts of another policy do not hold under this one', async () => {
  const other = { ...POLICY, purposes: POLICY.purposes.slice(0, 2) }
  assert.equal((await verify(chain(), '--policy', policyFile(other))).status, 1)
  const mislabelled = [receipt(1, null, { policy: sha256(canonical(other)) })]
  const { status, said } = await verify(mislabelled, '--policy', policyFile(other))
  assert.equal(status, 1)
  assert.match(said, /it speaks of ads/)
})

test('a receipt of a signal or of time may follow the choice that it ends', async () => {
  const [choice] = chain().receipts
  const end = seal({ ...choice, method: 'expire', time: choice.record.expires, layer: null, words: null, previous: choice.hash })
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
  assert.deepEqual(problems(null), ['it is no receipt of a known version'])
})
