/**
 * The gate module as built, against the IAB's own library: GPP strings of 10,000 random standings. It writes what
 * was meant as the same string, and reads every field of ours as it was meant.
 */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { Ask, Gesture, Kept } from '../../../www/generated/protocol'
import { tokens } from '../../../www/boot/tokens'
import { test } from '../harness/tests'

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
  module.ask(Ask.Start, '\0', NOW)
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
type Fields = Record<string, unknown>

const IDS: Record<string, number> = { usnat: 7, usca: 8 }
const OUT = (yes: boolean) => (yes ? 1 : 2)

/** Every field of `section` as it is meant, by the contract's words: purposes of advertising that are off, one by one. */
function meant(section: string, off: string[], gpc: boolean): Fields {
  const sale = OUT(off.some((id) => ['remarketing', 'ad-reporting', 'audience-data'].includes(id)))
  const targeted = OUT(off.some((id) => ['remarketing', 'audience-data'].includes(id)))
  const national = section === 'usnat'
  const none = (count: number) => new Array<number>(count).fill(0)
  return {
    Version: national ? 2 : 1,
    ...(national && { SharingNotice: 1 }),
    SaleOptOutNotice: 1,
    SharingOptOutNotice: 1,
    ...(national && { TargetedAdvertisingOptOutNotice: 1, SensitiveDataProcessingOptOutNotice: 0 }),
    SensitiveDataLimitUseNotice: 0,
    SaleOptOut: sale,
    SharingOptOut: sale,
    ...(national && { TargetedAdvertisingOptOut: targeted }),
    SensitiveDataProcessing: none(national ? 16 : 9),
    KnownChildSensitiveDataConsents: none(national ? 3 : 2),
    PersonalDataConsents: 0,
    MspaCoveredTransaction: 2,
    MspaOptOutOptionMode: 0,
    MspaServiceProviderMode: 0,
    GpcSegmentType: 1,
    GpcSegmentIncluded: true,
    Gpc: gpc,
  }
}

test('GPP strings are those of the reference library', async () => {
  const { GppModel, UsNatField, UsCaField } = await import(pathToFileURL(oracle).href)
  const names: Record<string, string[]> = { usnat: Object.values(UsNatField), usca: Object.values(UsCaField) }
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
    ask(Ask.Choose, ['save', 'save', roll(2) ? Gesture.Layer : Gesture.Code, '0123456789abcdef01234567', marks].join('\n'))
    ask(Ask.Persisted, Kept.Both)
    for (const stage of [Ask.Yielded, Ask.Gated]) ask(stage)
    const off = policy.purposes.map(({ id }: { id: string }) => id).filter((id: string) => !ask(Ask.Allowed, id))
    const wanted = [[], ['usnat'], ['usca'], ['usnat', 'usca']][roll(4)]!
    const [, text, usp] = ask(Ask.Gpp, wanted.join(' ')).split('\n')
    const applies = region.startsWith('US')
    const sections = applies ? wanted : []
    const about = `${region} without ${off}`
    const written: Model = new GppModel()
    const read: Model = new GppModel(text)
    assert.deepEqual(read.getSectionIds(), sections.map((name) => IDS[name]))
    for (const section of sections) {
      const fields = meant(section, off, signal === 1)
      // By the names that the library knows, so none is left out.
      assert.deepEqual(Object.fromEntries(names[section]!.map((name) => [name, read.getFieldValue(section, name)])), fields, about)
      for (const [name, value] of Object.entries(fields)) written.setFieldValue(section, name, value)
    }
    assert.equal(text, written.encode(), about)
    seen.add(`${text} ${usp}`)

    const sold = off.some((id: string) => ['remarketing', 'ad-reporting', 'audience-data'].includes(id))
    assert.equal(usp, applies ? `1Y${sold ? 'Y' : 'N'}N` : '1---')
  }
  assert.ok(seen.size >= 15, `${seen.size} different strings`)
})
