/** The gate module as shipped, in two halves, answers as its twin does, which is whole. Needs no page. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { Ask } from '../../../www/stub/ask'
import { tokens } from '../../../www/stub/tokens'

interface Gate {
  default(options?: object): Promise<void>
  extend(options?: object): Promise<void>
  ask(what: Ask, text: string): string
  more(what: Ask, text: string, now: number): string
}

const dist = new URL('../../../dist/', import.meta.url)
const policy = JSON.parse(readFileSync(new URL('../../../www/policies/bettymills.json', import.meta.url), 'utf8'))
const SERVICE = /^[\w-]+$/.exec(policy.services[0].id)![0]
const DAY = 86_400_000
const NOW = 1_764_000_000_000

let copies = 0
/** A module of its own each time: a gate takes one policy for good. */
const load = async (name: string): Promise<Gate> => import(`${new URL(name, dist)}?${copies++}`)
const bytes = (name: string) => readFileSync(new URL(name, dist))

async function halves(): Promise<Gate> {
  const gate = await load('gate.js')
  await gate.default({ module_or_path: bytes('gate.wasm') })
  return gate
}

/** All that can be said to a gate, in an order in which it makes sense, and what it answered. */
function talk(gate: Gate, region: string, signal: string, found: string | undefined): string[] {
  const said: string[] = []
  const ask = (what: Ask, text = '') => said.push(gate.ask(what, text))
  const more = (what: Ask, text = '', now = NOW) => said.push(gate.more(what, text, now))
  const facts = () => {
    ask(Ask.Standing)
    for (const name of ['necessary', 'analytics', `service:${SERVICE}|ads`, '!analytics', 'nobody', '(']) {
      more(Ask.Allowed, name)
      more(Ask.Known, name)
    }
    for (const name of ['_ga', '_ga_1', '_fbp', 'portcullis', 'cart']) {
      more(Ask.Cookie, name)
      more(Ask.Item, name)
    }
    for (let change = 0; change < 10; change += 1) more(Ask.Commands, change + '0' + tokens([['', '3', '!nobody|analytics', ['gtag', '?ad_storage']], [SERVICE, '1', '', [1, true]]]))
    for (const what of [Ask.Before, Ask.Record, Ask.Encoded, Ask.Aside]) more(what)
    more(Ask.Assignment, 'https:')
  }
  for (const url of ['/privacy', 'javascript:0']) ask(Ask.Link, url)
  ask(Ask.Begin, '\0\0{\0}\0')
  ask(Ask.Begin, [region, signal, tokens(policy)].join('\0'))
  if (found === undefined) ask(Ask.Fresh)
  else more(Ask.Start, found)
  facts()
  more(Ask.Gated)
  for (const text of ['001', '110', '221', '551'].map((choice) => choice + '0123456789abcdef01234567' + (choice === '221' ? '01-10' : ''))) {
    more(Ask.Choose, text)
    facts()
    more(Ask.Persisted, '0')
    more(Ask.Yielded)
    more(Ask.Gated, '1')
    facts()
  }
  const record = gate.more(Ask.Encoded, '', NOW)
  more(Ask.Record, record)
  for (const what of [Ask.Ask, Ask.Hide, Ask.Open, Ask.Close]) more(what)
  more(Ask.Region, 'US-CA')
  more(Ask.Yielded)
  more(Ask.Gated)
  more(Ask.Reread, `${record}\n`, NOW + 500 * DAY)
  facts()
  more(Ask.Removals, '_ga\nwww.shop.example\n/a/b')
  for (const marks of ['101', '110', '010', '011']) more(Ask.Act, marks)
  return said
}

test('the two halves answer what the whole one answers', async () => {
  const first = await load('gate.twin.js')
  talk(first, 'DE', '', undefined)
  const record = first.more(Ask.Encoded, '', NOW)
  assert.ok(record)
  for (const region of ['', 'DE', 'US-CA', 'JP']) {
    for (const signal of ['', '1']) {
      for (const found of [undefined, '\n', `${record}\n`, `${record}\ndamaged`]) {
        const [split, whole] = [await halves(), await load('gate.twin.js')]
        await split.extend({ module_or_path: bytes('gate.more.wasm') })
        await whole.default()
        await whole.extend()
        assert.deepEqual(talk(split, region, signal, found), talk(whole, region, signal, found), `${region} ${signal} ${found}`)
      }
    }
  }
})

test('the first half alone asks a visitor without a record, and the second goes on from there', async () => {
  const gate = await halves()
  assert.throws(() => gate.more(Ask.Allowed, 'necessary', NOW), TypeError)
  assert.equal(gate.ask(Ask.Begin, ['DE', '', tokens(policy)].join('\0')), '1')
  assert.equal(gate.ask(Ask.Fresh, ''), 'b0n1t8g0')
  assert.match(gate.ask(Ask.Standing, ''), /^00000[01]+$/)
  assert.throws(() => gate.more(Ask.Gated, '', NOW), TypeError, 'more is not there yet')
  await gate.extend({ module_or_path: bytes('gate.more.wasm') })
  assert.equal(gate.more(Ask.Gated, '', NOW), 'n0', 'ready, and nobody is asked twice')
  assert.equal(gate.more(Ask.Choose, '0010123456789abcdef01234567', NOW), 'p0')
})

test('the first half imports what the glue has, and the second nothing but the first', () => {
  const [first, second] = ['gate.wasm', 'gate.more.wasm'].map((name) => new WebAssembly.Module(bytes(name)))
  assert.deepEqual(WebAssembly.Module.imports(first!).map(({ module, name }) => module + name).sort(), ['aa', 'ab'])
  const given = WebAssembly.Module.exports(first!).map(({ name }) => name)
  for (const { module, name } of WebAssembly.Module.imports(second!)) assert.ok(module === 'a' && given.includes(name), name)
  assert.deepEqual(WebAssembly.Module.exports(second!).map(({ name }) => name), ['more'])
})
