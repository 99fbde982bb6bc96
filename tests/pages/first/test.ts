/** The modules as shipped: the gate answers as its twin does, and the first one as the gate. Needs no page. */
import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'
import { Ask, Gesture } from '../../../www/generated/protocol'
import { outline } from '../../../www/boot/outline'
import { tokens } from '../../../www/boot/tokens'
import { test } from '../harness/tests'

interface Gate {
  default(options?: object): Promise<void>
  ask(what: Ask, text: string, now: number): string
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

async function gate(): Promise<Gate> {
  const module = await load('gate.js')
  await module.default({ module_or_path: bytes('gate.wasm') })
  return module
}

/** All that can be said to a gate, in an order in which it makes sense, and what it answered. */
function talk(gate: Gate, region: string, signal: string, found: string): string[] {
  const said: string[] = []
  const ask = (what: Ask, text = '', now = NOW) => said.push(gate.ask(what, text, now))
  const facts = () => {
    ask(Ask.Standing)
    for (const name of ['necessary', 'analytics', `service:${SERVICE}|ads`, '!analytics', 'nobody', '(']) {
      ask(Ask.Allowed, name)
      ask(Ask.Known, name)
    }
    for (const name of ['_ga', '_ga_1', '_fbp', 'portcullis', 'cart']) {
      ask(Ask.Cookie, name)
      ask(Ask.Item, name)
    }
    for (let change = 0; change < 10; change += 1) ask(Ask.Commands, change + '0' + tokens([['', '3', '!nobody|analytics', ['gtag', '?ad_storage']], [SERVICE, '1', '', [1, true]]]))
    for (const what of [Ask.Named, Ask.Record, Ask.Encoded, Ask.Aside]) ask(what)
    ask(Ask.Assignment, 'https:')
  }
  for (const url of ['/privacy', 'javascript:0']) ask(Ask.Link, url)
  ask(Ask.Begin, '\0\0{\0}\0')
  ask(Ask.Begin, [region, signal, tokens(policy)].join('\0'))
  ask(Ask.Start, '\0' + found)
  facts()
  ask(Ask.Gated)
  for (const method of ['accept-all', 'reject-all', 'save', 'us-opt-out']) {
    const text = [method, method, method === 'reject-all' ? Gesture.Code : Gesture.Page, '0123456789abcdef01234567', method === 'save' ? '01-10' : ''].join('\n')
    ask(Ask.Choose, text)
    facts()
    ask(Ask.Persisted, '0')
    ask(Ask.Yielded)
    ask(Ask.Gated, '1')
    facts()
  }
  const record = gate.ask(Ask.Encoded, '', NOW)
  ask(Ask.Record, record)
  for (const what of [Ask.Ask, Ask.Hide, Ask.Open, Ask.Close]) ask(what)
  ask(Ask.Region, 'US-CA')
  ask(Ask.Yielded)
  ask(Ask.Gated)
  ask(Ask.Reread, `${record}\n`, NOW + 500 * DAY)
  facts()
  ask(Ask.Removals, '_ga\nwww.shop.example\n/a/b')
  for (const marks of ['101', '110', '010', '011']) ask(Ask.Act, marks)
  return said
}

test('the gate answers what its twin answers', async () => {
  const first = await load('gate.twin.js')
  talk(first, 'DE', '', '')
  const record = first.ask(Ask.Encoded, '', NOW)
  assert.ok(record)
  for (const region of ['', 'DE', 'US-CA', 'JP']) {
    for (const signal of ['', '1']) {
      for (const found of ['', '\n', `${record}\n`, `${record}\ndamaged`]) {
        const [wasm, twin] = [await gate(), await load('gate.twin.js')]
        await twin.default()
        assert.deepEqual(talk(wasm, region, signal, found), talk(twin, region, signal, found), `${region} ${signal} ${found}`)
      }
    }
  }
})

/** The first module: it lies in the stub, in hexadecimal. */
const first = new WebAssembly.Module(Buffer.from(/"(0061736d[0-9a-f]+)"/.exec(bytes('portcullis.js').toString())![1]!, 'hex'))

/** The same, asked as the stub asks it. */
function firstModule(): (what: Ask, text: string) => string {
  const { exports } = new WebAssembly.Instance(first)
  const { memory, ask } = exports as { memory: WebAssembly.Memory; ask: (what: number, at: number, length: number) => number }
  return (what, text) => {
    const given = new TextEncoder().encode(text)
    const at = memory.grow((given.length >> 16) + 1) << 16
    new Uint8Array(memory.buffer).set(given, at)
    return String.fromCharCode(...new Uint8Array(memory.buffer, ask(what, at, given.length), 24)).trim()
  }
}

const PLACES = ['tests/policies/good', 'tests/policies/odd', 'www/policies', 'www/policies/examples']
/** Every policy file that is JSON. */
const corpus = PLACES.flatMap((place) => {
  const folder = new URL(`../../../${place}/`, import.meta.url)
  return readdirSync(folder).flatMap((name): [string, unknown][] => {
    try {
      return [[name, JSON.parse(readFileSync(new URL(name, folder), 'utf8'))]]
    } catch {
      return []
    }
  })
})

test('the first module shows what the gate shows, of every policy that is used', async () => {
  const ask = firstModule()
  let used = 0
  for (const [file, found] of corpus) {
    const about = (region: string, signal: string) => [region, signal, tokens(found)].join('\0')
    for (const [region, signal] of [['', ''], ['DE', '1'], ['US', ''], ['US-CA', '2'], ['JP', '12']] as const) {
      const whole = await load('gate.twin.js')
      if (!whole.ask(Ask.Begin, about(region, signal), NOW)) break
      used += 1
      const asked = [region, signal, outline(found as never)].join('\0')
      const shown = ask(Ask.First, asked)
      assert.equal(whole.ask(Ask.First, asked, NOW), shown, 'it can stand in')
      assert.equal(whole.ask(Ask.Start, '\0', NOW), `${shown}t8g0`, `${file} ${region} ${signal}`)
    }
  }
  assert.ok(used > 250, `${used}`)
  for (const [what, text] of [[Ask.Link, '/privacy'], [Ask.Link, 'javascript:0'], [Ask.Palette, '#0a6464'], [Ask.Palette, 'teal'], [Ask.Allowed, 'a'], [Ask.First, 'ä']] as const) {
    assert.equal(ask(what, text), (await load('gate.twin.js')).ask(what, text, NOW), `${what} ${text}`)
  }
})

test('of a policy with mistakes a banner is asked for where there is a purpose to refuse, by the strictest rule', () => {
  const ask = firstModule()
  const shown = (policy: unknown) => ask(Ask.First, ['US', '', outline(policy as never)].join('\0'))
  const regimes = (rule: unknown) => ({ purposes: [{}], regimes: [{ regions: ['US'], rule }] })
  for (const asked of [{ purposes: [{ id: 'ads', requierd: true }] }, { purposes: [{ id: 'ads', required: 'yes' }] }, { purposes: [null] }, regimes('opt-uot'), regimes({ rule: 'opt-out' }), { ...regimes(1), regimes: [7, null, []] }]) {
    assert.equal(shown(asked), 'b0n1', JSON.stringify(asked))
  }
  for (const unreadable of [null, [], {}, 7, 'purposes', { purposes: 7 }, { purposes: [] }, regimes('opt-out')]) assert.equal(shown(unreadable), '', JSON.stringify(unreadable))
})

test('a module imports what its glue has, and the first one nothing', () => {
  const of = (name: string) => new WebAssembly.Module(bytes(name))
  assert.deepEqual(WebAssembly.Module.imports(of('gate.wasm')).map(({ module, name }) => module + name).sort(), ['aa', 'ab'])
  assert.deepEqual(WebAssembly.Module.imports(first), [])
  assert.deepEqual(WebAssembly.Module.exports(first).map(({ name }) => name).sort(), ['ask', 'memory'])
})
