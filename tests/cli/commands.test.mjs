// Each command, run as a program: what it prints, what it writes, how it ends.

import assert from 'node:assert/strict'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, test } from 'node:test'
import { inRoot } from '../../tools/build/settings.mjs'
import { canonical, sha256 } from '../../tools/cli/receipt.mjs'
import { receipt, seal, textOf } from '../../tools/test/made-receipts.mjs'
import { portcullis } from './program.mjs'

const scratch = mkdtempSync(path.join(os.tmpdir(), 'portcullis-cli-'))
after(() => rmSync(scratch, { recursive: true }))
const place = (name) => path.join(scratch, name)
const write = (name, content) => {
  writeFileSync(place(name), typeof content === 'string' ? content : JSON.stringify(content))
  return place(name)
}
const corpus = (name) => inRoot('tests', 'policies', `${name}.json`)

for (const [what, words, status, last] of [
  ['a good policy', [corpus('good/small')], 0, /no problems found$/],
  ['a good policy, strictly', ['--strict', corpus('good/small')], 0, /no problems found$/],
  ['an odd policy', [corpus('odd/store-unknown-key')], 0, /used, with 1 warning$/],
  ['an odd policy, strictly', ['--strict', corpus('odd/store-unknown-key')], 1, /used, with 1 warning$/],
  ['a bad policy', [corpus('bad/unknown-key')], 1, /not used: 1 error, 0 warnings$/],
  ['a bad policy after a good one', [corpus('good/small'), corpus('bad/no-json')], 1, /no-json\.json: not used/],
]) {
  test(`check of ${what} ends with ${status}`, async () => {
    const ended = await portcullis('check', ...words)
    assert.equal(ended.status, status, ended.stderr)
    assert.match(ended.stdout.trimEnd(), last)
  })
}

test('check names file, line, column, path, what was found, what was expected and what was meant', async () => {
  const { stdout } = await portcullis('check', corpus('bad/unknown-key-in-purpose'))
  const [first] = stdout.split('\n')
  assert.ok(first.endsWith(':19:7 error purposes[1].requierd: found an unknown key, expected no such key here; did you mean "required"?'), first)
})

test('check --json says the same to machines', async () => {
  const { stdout, status } = await portcullis('check', '--json', corpus('bad/reference-misspelt'), corpus('good/small'))
  const [bad, good] = JSON.parse(stdout).files
  assert.equal(status, 1)
  assert.deepEqual([bad.used, bad.errors, bad.warnings, good.used, good.findings], [false, 1, 1, true, []])
  assert.deepEqual(bad.findings[0], {
    level: 'error',
    path: 'purposes[1].services[0]',
    found: '"conter"',
    expected: 'the id of a service declared under services',
    meant: 'counter',
    sentence: 'purposes[1].services[0]: found "conter", expected the id of a service declared under services; did you mean "counter"?',
    line: 14,
    column: 9,
  })
})

test('nothing in a policy speaks to the terminal', async () => {
  const file = write('escape.json', '{ "purposes": [], "\\u001b[31m\\u0007\\u202e": 1, "\\u001b]0;x\\u0007": "\\u001b[2J" }')
  const { stdout, status } = await portcullis('check', file)
  assert.equal(status, 1)
  assert.doesNotMatch(stdout, /[[\p{Cc}\p{Cf}]--[\n]]/v)
})

test('words in files of their own are checked where they can be found', async () => {
  const policy = JSON.parse(readFileSync(corpus('good/small'), 'utf8'))
  mkdirSync(place('public/words'), { recursive: true })
  write('public/words/fr.json', { purposes: { necessary: { name: 'Nécessaire', descripton: 'x' } } })
  const file = write('split.json', { ...policy, words: { ...policy.words, fr: '/words/fr.json' } })
  const without = await portcullis('check', file)
  assert.match(without.stdout, /words\.fr: "\/words\/fr\.json" could not be loaded; --root names the folder/)
  const { stdout } = await portcullis('check', '--root', place('public'), file)
  assert.match(stdout, /words\.fr\.purposes\.necessary\.descripton: found an unknown key.*did you mean "description"/)
  assert.match(stdout, /words\.fr\.services\.counter: found nothing/)
})

for (const [what, words, said] of [
  ['no command', [], /portcullis check FILE/],
  ['an unknown command', ['chekc'], /no command chekc/],
  ['a file that is not there', ['check', '/nowhere/policy.json'], /cannot be read/],
  ['no file', ['check'], /which policy/],
  ['an unknown flag', ['check', '--strickt', 'x'], /strickt/],
  ['no name for a first policy', ['init'], /--name is needed/],
  ['a service that there is not', ['init', '--name', 'X', '--services', 'nobody'], /no service nobody/],
  ['a name that fits several services', ['init', '--name', 'X', '--services', 'google'], /google-analytics/],
  ['a language that init does not speak', ['init', '--name', 'X', '--lang', 'en,tlh'], /not tlh/],
  ['a page of what is no policy', ['render', corpus('bad/list')], /not a policy/],
]) {
  test(`${what} is misuse: status 2, said on the error stream`, async () => {
    const { status, stdout, stderr } = await portcullis(...words)
    assert.equal(status, 2)
    assert.match(stdout + stderr, said)
  })
}

for (const [what, flags] of [
  ['the least', ['--name', 'Mop & Bucket']],
  ['three languages and services of every kind', ['--name', 'M', '--url', 'https://m.example/', '--region', 'EU,US,BR', '--services', 'ga,meta,stripe,youtube,hotjar', '--lang', 'de,en,fr']],
  ['Tag Manager and the names people write', ['--name', 'M', '--region', 'eu,US_CA,us,US,br', '--services', 'GA4, gtm ,Meta Pixel']],
  ['one American state', ['--name', 'M', '--region', 'US-CA', '--services', 'ga']],
  ['a name with signs of HTML and JSON', ['--name', '"</script><b>&\\', '--lang', 'fr']],
]) {
  test(`init with ${what} writes a policy without problems, and so does expand`, async () => {
    const file = place(`${what}.json`)
    assert.equal((await portcullis('init', ...flags, '--out', file)).status, 0)
    const checked = await portcullis('check', '--strict', file)
    // A name like that is shown as it stands, and said to be.
    if (!what.includes('signs')) assert.deepEqual([checked.status, checked.stderr], [0, ''], checked.stdout)
    const expanded = await portcullis('expand', file)
    const policy = JSON.parse(expanded.stdout)
    assert.ok(policy.services.every((service) => typeof service === 'object'))
    assert.equal((await portcullis('check', write('expanded.json', policy))).status, 0)
  })
}

const purposesOf = async (...words) => {
  const { stdout, stderr, status } = await portcullis('init', '--name', 'M', ...words)
  assert.equal(status, 0, stderr)
  const { purposes } = JSON.parse(stdout)
  return { stderr, services: Object.fromEntries(purposes.map(({ id, services }) => [id, services.filter((service) => service !== 'store')])) }
}

test('init puts Tag Manager under what it loads, and says how to hold it', async () => {
  const alone = await purposesOf('--services', 'gtm')
  assert.deepEqual(alone.services, { necessary: [], analytics: ['google-tag-manager'], advertising: ['google-tag-manager'] })
  assert.match(alone.stderr, /hold the snippet of google-tag-manager with data-consent="analytics\|advertising"/)
  const counting = await purposesOf('--services', 'gtm,ga4,youtube')
  assert.deepEqual(counting.services, { necessary: [], comfort: ['youtube'], analytics: ['google-tag-manager', 'google-analytics'] })
  assert.match(counting.stderr, /data-consent="analytics"/)
  assert.equal((await purposesOf('--services', 'ga4')).stderr, '')
})

for (const [written, said] of [
  ['GERMANY', /GERMANY: not a region code\. Did you mean DE \(Germany\)\?/],
  ['Deutschland', /Did you mean DE/],
  ['UK', /Did you mean GB \(United Kingdom\)\?/],
  ['Europe', /Did you mean EU\?/],
  ['Atlantis', /Atlantis: not a region code\. Use ISO 3166 codes/],
  ['QQ', /QQ: not a region code/],
  ['XX', /XX: not a region code/],
  ['DE-BAVARIA', /not a region code/],
  ['EU,US-ZZ', /"US-ZZ" is not a region code/],
]) {
  test(`init takes no region ${written}`, async () => {
    const { status, stderr, stdout } = await portcullis('init', '--name', 'M', '--region', written)
    assert.deepEqual([status, stdout], [2, ''])
    assert.match(stderr, said)
  })
}

test('a file that is there is written over only with --force', async () => {
  const file = write('mine.json', 'mine')
  const refused = await portcullis('init', '--name', 'X', '--out', file)
  assert.deepEqual([refused.status, readFileSync(file, 'utf8')], [2, 'mine'])
  assert.match(refused.stderr, /mine\.json: already exists; use --force to overwrite/)
  assert.equal((await portcullis('init', '--name', 'X', '--out', file, '--force')).status, 0)
  assert.ok(JSON.parse(readFileSync(file, 'utf8')).purposes)
  assert.ok(existsSync(file))
})

// What a page hashes: the policy with the catalogue's entries written out.
const POLICY = { purposes: [{ id: 'necessary', required: true }, { id: 'analytics', services: ['matomo'] }], services: ['matomo'] }

test('verify knows a policy with services of the catalogue, as it stands and as expand writes it', async () => {
  const file = write('catalogue-policy.json', POLICY)
  const expanded = place('catalogue-expanded.json')
  assert.equal((await portcullis('expand', file, '--out', expanded)).status, 0)
  const one = receipt(1, null)
  const { ads: _, 'service:counter': __, ...choices } = one.record.choices
  const record = { ...one.record, choices: { ...choices, 'service:matomo': false } }
  const made = seal({ ...one, record, text: textOf(record, 2), policyFileHash: sha256(canonical(JSON.parse(readFileSync(expanded, 'utf8')))) })
  const receipts = write('catalogue-receipt.json', made)
  for (const policy of [file, expanded]) {
    const { status, stdout } = await portcullis('verify', receipts, '--policy', policy)
    assert.equal(status, 0, stdout)
  }
  const other = await portcullis('verify', receipts, '--policy', write('other-policy.json', { ...POLICY, services: ['matomo', 'hotjar'] }))
  assert.equal(other.status, 1)
  assert.match(other.stdout, /No receipt was made under this policy\. Its services were taken from the catalogue of this release/)
})

test('services lists the catalogue, and what fits a word', async () => {
  assert.ok((await portcullis('services')).stdout.trim().split('\n').length >= 60)
  assert.match((await portcullis('services', 'pinterest')).stdout, /^pinterest-tag +advertising +Pinterest Tag/)
  assert.equal((await portcullis('services', 'nothing-of-that-name')).status, 1)
})
