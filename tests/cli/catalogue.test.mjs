// The catalogue: complete, in every one of its languages, and good policy wherever it is put.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { inRoot } from '../../tools/build/settings.mjs'
import { resolve } from '../../www/catalogue/resolve.mjs'
import { loadChecker } from '../../tools/cli/shipped.mjs'
import { tokens } from '../../tools/cli/tokens.mjs'
import { TRACKERS } from '../../www/guard/trackers.ts'
import { takes } from './schema.mjs'

const json = (name) => JSON.parse(readFileSync(inRoot('www', name), 'utf8'))
const catalogue = json('services/catalogue.json')
const schema = json('policy.schema.json')
const { services, words } = catalogue
const KINDS = ['necessary', 'functional', 'analytics', 'advertising']

test('there are at least sixty services, each once, in order', () => {
  const ids = services.map(({ id }) => id)
  assert.ok(ids.length >= 60, `${ids.length}`)
  assert.deepEqual(ids, [...new Set(ids)].sort())
})

test('each service says whose it is, what it is for, and which page of the vendor it is to be held against', () => {
  const keys = ['id', 'name', 'kind', 'does', 'vendor', 'policyUrl', 'cookies', 'storage', 'hosts', 'consent', 'source']
  for (const service of services) {
    assert.deepEqual(Object.keys(service).filter((key) => !keys.includes(key)), [], service.id)
    assert.ok(service.name && service.vendor && KINDS.includes(service.kind), service.id)
    assert.match(service.source, /^https:\/\//, service.id)
    for (const call of Object.values(service.consent ?? { deny: 'f()' })) assert.match(call, /^[\w.]+\(.*\)$/, service.id)
    const cookies = (service.cookies ?? []).map(({ name, pattern, party }) => `${name ?? pattern} ${party}`)
    assert.equal(new Set(cookies).size, cookies.length, `${service.id}: a cookie twice`)
  }
})

const nameOf = ({ name, pattern }) => name ?? pattern
const { read } = json('services/read.json')

test('what was read says of which claim of which entry, where and when', () => {
  assert.deepEqual(Object.keys(read).filter((id) => !services.some((service) => service.id === id)), [])
  for (const service of services) {
    const claims = ['cookies', 'hosts', 'consent', ...Object.keys(service), ...(service.cookies ?? []).map(nameOf)]
    for (const { of, in: where, on } of read[service.id] ?? []) {
      assert.ok(of.length > 0, service.id)
      assert.deepEqual(of.filter((claim) => !claims.includes(claim)), [], `${service.id}: ${where}`)
      assert.match(where, /^(https:\/\/|npm:@?[\w./-]+@\d)/, service.id)
      assert.match(on, /^\d{4}-\d\d-\d\d$/, service.id)
    }
  }
})

test('the policy page says how much of it was read', () => {
  const all = (service) => (read[service.id] ?? []).flatMap(({ of }) => of)
  const has = (service) => [...(service.cookies ?? []).map(nameOf)]
  const known = (service) => (all(service).includes('cookies') ? has(service) : has(service).filter((name) => all(service).includes(name)))
  const whole = services.filter((service) => all(service).includes('cookies') || (has(service).length > 0 && known(service).length === has(service).length))
  const part = services.filter((service) => !whole.includes(service) && known(service).length > 0)
  const says = (claim) => (service) => all(service).includes(claim)
  const hosts = services.filter(says('hosts'))
  const consent = services.filter(says('consent'))
  const full = services.filter((service) => whole.includes(service) && ['hosts', 'policyUrl', 'consent'].every((claim) => (!service[claim] && claim !== 'consent') || says(claim)(service)))
  assert.ok(full.length >= 60, `${full.length}`)
  const page = readFileSync(inRoot('docs', 'policy.md'), 'utf8').replace(/\s+/g, ' ')
  assert.ok(page.includes(`of ${whole.length} of the ${services.length} entries all cookies with their durations were read, of ${part.length} more some, of ${hosts.length} the hosts, of ${consent.length} the vendor's consent calls or that none is named; of ${full.length} all of that and the link`), `${whole.length} ${part.length} ${hosts.length} ${consent.length} ${full.length}`)
})

test('every sentence is there in every language, and none is left over', () => {
  const does = [...new Set(services.map((service) => service.does))].sort()
  const cookies = [...new Set(services.flatMap((service) => (service.cookies ?? []).map(({ purpose }) => purpose)))].sort()
  for (const [language, spoken] of Object.entries(words)) {
    assert.deepEqual(Object.keys(spoken.does).sort(), does, language)
    assert.deepEqual(Object.keys(spoken.cookies).sort(), cookies, language)
  }
})

const isBelow = (host, above) => `.${host}`.endsWith(`.${above}`)
const hostsOfAll = services.flatMap(({ hosts = [] }) => hosts)

test('what the guard holds of a vendor of the catalogue, one of its services lets go', () => {
  const theirs = TRACKERS.split(' ').filter((tracker) => hostsOfAll.some((host) => isBelow(host, tracker) || isBelow(tracker, host)))
  assert.ok(theirs.length >= 40, `${theirs.length}`)
  assert.deepEqual(theirs.filter((tracker) => !hostsOfAll.some((host) => isBelow(tracker, host))), [])
  for (const [id, used] of [
    ['microsoft-clarity', 'i.clarity.ms'],
    ['posthog', 'us-assets.i.posthog.com'],
    ['amplitude', 'sr-client-cfg.amplitude.com'],
    ['google-analytics', 'stats.g.doubleclick.net'],
    ['google-campaign-manager', '1234.fls.doubleclick.net'],
    ['matomo', 'shop.matomo.cloud'],
  ]) {
    assert.ok(services.find((service) => service.id === id).hosts.some((host) => isBelow(used, host)), used)
  }
})

const policyOf = (ids, languages, more = {}) => ({
  language: languages[0],
  purposes: [{ id: 'all', services: ids }],
  services: ids,
  words: Object.fromEntries(languages.map((language) => [language, { purposes: { all: { name: 'A', description: 'B' } } }])),
  ...more,
})
const ALL = services.map(({ id }) => id)

test('a policy with every service of the catalogue has no problems, in all its languages', async () => {
  const checker = await loadChecker()
  const policy = policyOf(ALL, Object.keys(words))
  const resolved = resolve(policy, catalogue)
  assert.deepEqual(checker(tokens(resolved), [], ALL), { used: true, findings: [] })
  assert.ok(takes(schema, policy) && takes(schema, resolved))
})

test('resolving changes nothing but what it stands for, and is done once', () => {
  const own = { id: 'mine', vendor: 'Me' }
  const policy = policyOf(['matomo'], ['en'], { services: ['matomo', own, 'nobody'] })
  const before = structuredClone(policy)
  const resolved = resolve(policy, catalogue)
  assert.deepEqual(policy, before, 'what was given stays as it was')
  assert.equal(resolved.services[1], own)
  assert.equal(resolved.services[2], 'nobody')
  assert.deepEqual(resolve(resolved, catalogue), resolved)
  const plain = policyOf([], ['en'], { services: [own] })
  assert.equal(resolve(plain, catalogue), plain)
})

test("the store's own words lie over the catalogue's", () => {
  const policy = policyOf(['matomo'], ['en'])
  policy.words.en.services = { matomo: { name: 'Our counter' } }
  const { words: made } = resolve(policy, catalogue)
  assert.deepEqual(made.en.services.matomo, { name: 'Our counter', description: words.en.does.visits })
})

test('a language that the catalogue does not speak gets English only where nothing lies beneath it', () => {
  const { words: made } = resolve(policyOf(['matomo'], ['sv', 'fi', 'de-AT']), catalogue)
  assert.equal(made.sv.services.matomo.description, words.en.does.visits)
  assert.equal(made.fi.services, undefined)
  assert.equal(made['de-AT'].services.matomo.description, words.de.does.visits)
})

test('a policy without words, or with words elsewhere, is resolved too', () => {
  const { words: made } = resolve({ purposes: [], services: ['matomo'] }, catalogue)
  assert.equal(made.en.services.matomo.name, 'Matomo')
  const elsewhere = resolve({ purposes: [], services: ['matomo'], words: { en: '/en.json' } }, catalogue)
  assert.deepEqual([elsewhere.words, elsewhere.services[0].id], [{ en: '/en.json' }, 'matomo'])
})

test('what is no policy is left as it is', () => {
  for (const odd of [null, 7, 'x', [], {}, { services: {} }, { services: [null, 7, ['matomo'], '__proto__'] }]) {
    assert.equal(resolve(odd, catalogue), odd)
  }
})
