/** `getSection` and `getField`, each field, against what the IAB's own library reads in the string. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { GppModel, UsCaField, UsNatField } from '@iabgpp/cmpapi'
import { TAG, pageOf } from '../harness/document'
import type { Page } from '../harness/page'
import { openShop } from '../harness/shop'
import { waitFor } from '../harness/wait'

const shop = openShop(import.meta.url)
const { test } = shop

/** Fields in the library's names; the specification, and so the page, calls the type of the part with Gpc otherwise. */
const FIELDS = { usnat: Object.values(UsNatField), usca: Object.values(UsCaField) } as Record<string, string[]>
const SPECIFIED: Record<string, string> = { GpcSegmentType: 'SubsectionType' }
const SIGNAL = '<script>Object.defineProperty(navigator, "globalPrivacyControl", { value: true })</script>'

type Fields = Record<string, unknown>
interface Answers {
  text: string
  held: boolean
  section: Fields[] | null
  fields: Record<string, [unknown, boolean]>
}

/** All that `__gpp` says of one section, asked field by field. */
const answers = (page: Page, section: string, names: string[]): Promise<Answers> =>
  page.run(
    (section, names) => {
      const gpp = (command: string, parameter?: string): [any, boolean] => {
        let answer: [unknown, boolean] | undefined
        ;(window as never as { __gpp: any }).__gpp(command, (...given: [unknown, boolean]) => (answer = given), parameter)
        return answer!
      }
      return {
        text: gpp('ping')[0].gppString,
        held: gpp('hasSection', section)[0],
        section: gpp('getSection', section)[0],
        fields: Object.fromEntries(names.map((name) => [name, gpp('getField', `${section}.${name}`)])),
      }
    },
    section,
    names,
  ) as Promise<Answers>

interface Case {
  sections?: string[]
  signal?: boolean
  save?: Record<string, boolean>
  /** By a click in the panel, which counts against a privacy signal; what code says does not. */
  click?: 'accept-all'
  /** Sale and sharing, targeted advertising: 1 opted out, 2 not. */
  meant: [sale: number, targeted: number]
}

const CASES: Record<string, Case> = {
  'nobody chose': { meant: [2, 2] },
  'in for all': { save: { ads: true, reports: true }, meant: [2, 2] },
  'out of all': { save: { ads: false, reports: false }, meant: [1, 1] },
  'out of sale but not of targeted advertising': { save: { ads: true, reports: false }, meant: [1, 2] },
  'a privacy signal': { signal: true, meant: [1, 1] },
  'in for all by a click under a privacy signal': { signal: true, click: 'accept-all', meant: [2, 2] },
  'in for all by code under a privacy signal': { signal: true, save: { ads: true, reports: true }, meant: [1, 1] },
  'the national section alone': { sections: ['usnat'], save: { ads: false, reports: false }, meant: [1, 1] },
  'California\'s section alone, with a privacy signal': { sections: ['usca'], signal: true, meant: [1, 1] },
}

for (const [name, { sections = ['usnat', 'usca'], signal = false, save, click, meant }] of Object.entries(CASES)) {
  test(`${name}: every field is what the library reads`, async (page) => {
    const policy = JSON.parse(readFileSync(new URL('policy.json', import.meta.url), 'utf8'))
    policy.vendors.gpp = sections
    shop.server.rule('/policy.json', { body: JSON.stringify(policy), headers: { 'Content-Type': 'application/json' } })
    shop.write('/index.html', pageOf({ tag: `${TAG} data-region="US-CA"`, before: signal ? SIGNAL : '' }))
    await page.visit()
    if (save) await page.settled(() => page.run((choices) => window.portcullis.save(choices), save))
    if (click) {
      await page.openPanel()
      await page.settled(async () => (await page.panelButton(click)).click())
    }
    await waitFor('__gpp', () => page.run(() => '__gpp' in window))

    for (const section of ['usnat', 'usca']) {
      const told = await answers(page, section, FIELDS[section]!.map((field) => SPECIFIED[field] ?? field))
      const library = new GppModel(told.text)
      assert.equal(told.held, sections.includes(section))
      assert.equal(library.hasSection(section), told.held)
      if (!told.held) {
        assert.equal(told.section, null)
        assert.ok(Object.values(told.fields).every(([value, success]) => value === null && !success))
        continue
      }
      // Whether there is such a part is the library's own field, not one of the section.
      const inside = FIELDS[section]!.filter((field) => field !== 'GpcSegmentIncluded')
      assert.equal(library.getFieldValue(section, 'GpcSegmentIncluded'), true)
      const read = Object.fromEntries(inside.map((field) => [SPECIFIED[field] ?? field, library.getFieldValue(section, field)]))
      assert.deepEqual(Object.assign({}, ...told.section!), read)
      for (const [field, value] of Object.entries(read)) assert.deepEqual(told.fields[field], [value, true], field)
      const targeted = section === 'usnat' ? { TargetedAdvertisingOptOut: meant[1] } : {}
      const wanted: Fields = { SaleOptOut: meant[0], SharingOptOut: meant[0], ...targeted, Gpc: signal }
      for (const [field, value] of Object.entries(wanted)) assert.equal(read[field], value, field)
    }
  })
}
