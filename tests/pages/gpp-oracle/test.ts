/**
 * The gate module as built, against the IAB's own library: GPP strings of 10,000 random standings, written and read.
 */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { Ask } from '../../../www/stub/ask'
import { tokens } from '../../../www/stub/tokens'

const ROOT = path.resolve(import.meta.dirname, '../../..')
const DIST = path.resolve(ROOT, process.env.DIST ?? 'dist')
const STANDINGS = 10_000
const NOW = 1_700_000_000_000

const policy = JSON.parse(readFileSync(path.join(import.meta.dirname, 'policy.json'), 'utf8'))
const oracle = path.join(ROOT, 'node_modules/@iabgpp/cmpapi/lib/mjs/index.js')

interface Gate {
  default(options: object): Promise<unknown>
  ask(what: Ask, text: string, now: number): string
}

async function gate(signal: string): Promise<Gate> {
  // A query makes it a module of its own: a session is for one page.
  const module: Gate = await import(`${pathToFileURL(path.join(DIST, 'gate.js')).href}?signal=${signal}`)
  await module.default({ module_or_path: readFileSync(path.join(DIST, 'gate.wasm')) })
  assert.equal(module.ask(Ask.Begin, ['US', signal, tokens(policy)].join('\0'), NOW), '1')
  module.ask(Ask.Start, '', NOW)
  module.ask(Ask.Gated, '', NOW)
  return module
}

/** The same numbers in each run (https://en.wikipedia.org/wiki/Linear_congruential_generator). */
function dice(): (sides: number) => number {
  let state = 7
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * sides)
  }
}

interface Model {
  setFieldValue(section: string, field: string, value: unknown): void
  getFieldValue(section: string, field: string): unknown
  getSectionIds(): number[]
  encode(): string
}

const OUT = (yes: boolean) => (yes ? 1 : 2)

/** What the library makes of it, by the contract's words: purposes of advertising that are off, one by one. */
function expected(Model: new () => Model, off: string[], sections: string[], gpc: boolean): string {
  const model = new Model()
  const sale = OUT(off.some((id) => ['remarketing', 'ad-reporting', 'audience-data'].includes(id)))
  const targeted = OUT(off.some((id) => ['remarketing', 'audience-data'].includes(id)))
  for (const section of sections) {
    const national = section === 'usnat'
    const fields: Record<string, unknown> = { SaleOptOutNotice: 1, SharingOptOutNotice: 1, SaleOptOut: sale, SharingOptOut: sale, MspaCoveredTransaction: 2 }
    if (national) Object.assign(fields, { SharingNotice: 1, TargetedAdvertisingOptOutNotice: 1, TargetedAdvertisingOptOut: targeted })
    fields.MspaOptOutOptionMode = fields.MspaServiceProviderMode = 0
    fields.Gpc = gpc
    for (const [name, value] of Object.entries(fields)) model.setFieldValue(section, name, value)
  }
  return model.encode()
}

test('GPP strings are those of the reference library', async () => {
  const { GppModel } = await import(pathToFileURL(oracle).href)
  const roll = dice()
  const gates = [await gate(''), await gate('1')]
  const seen = new Set<string>()
  for (let at = 0; at < STANDINGS; at += 1) {
    const signal = at % 2
    const page = gates[signal]!
    const ask = (what: Ask, text = '') => page.ask(what, text, NOW + at)
    const region = ['US', 'US-CA', 'JP', 'DE'][roll(8)] ?? 'US-TX'
    ask(Ask.Region, region)
    for (const stage of [Ask.Yielded, Ask.Gated]) ask(stage)
    const marks = policy.purposes.map(() => '01-'[roll(3)]).join('')
    ask(Ask.Choose, `22${roll(2)}0123456789abcdef01234567${marks}`)
    ask(Ask.Persisted, '0')
    for (const stage of [Ask.Yielded, Ask.Gated]) ask(stage)
    const off = policy.purposes.map(({ id }: { id: string }) => id).filter((id: string) => !ask(Ask.Allowed, id))
    const wanted = [[], ['usnat'], ['usca'], ['usnat', 'usca']][roll(4)]!
    const [, text, usp] = ask(Ask.Gpp, wanted.join(' ')).split('\n')
    const applies = region.startsWith('US')
    const sections = applies ? wanted : []
    assert.equal(text, expected(GppModel, off, sections, signal === 1), `${region} without ${off}`)
    seen.add(`${text} ${usp}`)

    const back: Model = new (GppModel as new (text: string) => Model)(text!)
    assert.deepEqual(back.getSectionIds(), sections.map((name) => ({ usnat: 7, usca: 8 })[name]))
    for (const section of sections) assert.equal(back.getFieldValue(section, 'Gpc'), signal === 1)
    const sold = off.some((id: string) => ['remarketing', 'ad-reporting', 'audience-data'].includes(id))
    assert.equal(usp, applies ? `1Y${sold ? 'Y' : 'N'}N` : '1---')
  }
  assert.ok(seen.size >= 15, `${seen.size} different strings`)
})
