// portcullis init: a first policy that passes check, from flags or from answers.

import { createInterface } from 'node:readline/promises'
import { FIRST_WORDS } from './first-words.mjs'
import { Misuse, flags } from './misuse.mjs'
import { isRegion, meantBy } from './region-codes.mjs'
import { resolve } from '../../www/catalogue/resolve.mjs'
import { interfaceWords, loadChecker, readCatalogue } from './shipped.mjs'
import { tokens } from './tokens.mjs'
import { OUT, written } from './written.mjs'

const listed = (text) => text.split(',').map((item) => item.trim()).filter(Boolean)

// [flag, question, what is taken where nobody can be asked]
const QUESTIONS = [
  ['name', 'Name of the store', undefined],
  ['url', 'Its address (https://…)', ''],
  ['region', 'Regions it sells to (EU, US, or ISO codes, with commas)', 'EU'],
  ['services', 'Services it uses, by id (portcullis services lists them)', ''],
  ['lang', `Languages (${Object.keys(FIRST_WORDS).join(', ')})`, 'en'],
]

// The catalogue's kinds, and what they are to a visitor.
const PURPOSES = [
  { kind: 'necessary', id: 'necessary', required: true, signals: ['security_storage'] },
  { kind: 'functional', id: 'comfort', signals: ['functionality_storage', 'personalization_storage'] },
  { kind: 'analytics', id: 'analytics', signals: ['analytics_storage'] },
  { kind: 'advertising', id: 'advertising', signals: ['ad_storage', 'ad_user_data', 'ad_personalization'] },
]

// A tag manager is no purpose of its own: it is for what it loads (docs/platforms/gtm.md).
const MANAGERS = ['google-tag-manager']
const LOADED = ['analytics', 'advertising']

const SHORT = {
  ga: 'google-analytics',
  ga4: 'google-analytics',
  gads: 'google-ads',
  gtm: 'google-tag-manager',
  uet: 'microsoft-advertising',
  clarity: 'microsoft-clarity',
  meta: 'meta-pixel',
  facebook: 'meta-pixel',
  tiktok: 'tiktok-pixel',
}

export async function init(words, { stdin, stdout, stderr }) {
  const options = Object.fromEntries(QUESTIONS.map(([flag]) => [flag, { type: 'string' }]))
  const { values, positionals } = flags(words, { ...OUT, ...options })
  if (positionals.length > 0) throw new Misuse(`init takes flags, not ${positionals.join(' ')}`)
  const answers = await complete(values, stdin, stderr)
  const catalogue = readCatalogue()
  const policy = firstPolicy(answers, catalogue.services)
  await refuseUnknownStates(policy, catalogue)
  for (const hint of hintsFor(policy)) stderr.write(`portcullis: ${hint}\n`)
  written(`${JSON.stringify(policy, null, 2)}\n`, values, stdout)
  return 0
}

// Asks for what no flag says; questions go to the error stream, so that the policy can be piped.
async function complete(values, stdin, stderr) {
  const answers = {}
  const asks = stdin.isTTY && createInterface({ input: stdin, output: stderr })
  try {
    for (const [flag, question, fallback] of QUESTIONS) {
      const asked = values[flag] ?? (asks ? await asks.question(`${question}${fallback ? ` [${fallback}]` : ''}: `) : '')
      answers[flag] = asked.trim() || fallback
      if (answers[flag] === undefined) throw new Misuse(`--${flag} is needed`)
    }
  } finally {
    if (asks) asks.close()
  }
  return answers
}

// Which parts the United States and Canada have, the check module knows.
async function refuseUnknownStates(policy, catalogue) {
  const { findings } = (await loadChecker())(tokens(resolve(policy, catalogue)), Object.keys(interfaceWords('en')), [])
  const wrong = findings.find(({ path }) => path.startsWith('regimes'))
  if (wrong) throw new Misuse(`--region: ${wrong.found} is not a region code. Use ISO 3166 codes such as DE or US-CA, or EU`, { showUsage: false })
}

// What a store has to do with a service beyond naming it.
function hintsFor({ purposes, services }) {
  const holding = (id) => purposes.filter((purpose) => purpose.services?.includes(id)).map(({ id }) => id)
  return MANAGERS.filter((id) => services.includes(id)).map((id) => `hold the snippet of ${id} with data-consent="${holding(id).join('|')}"`)
}

// Pure: answers and the catalogue's services in, a policy out.
function firstPolicy({ name, url, region, services, lang }, catalogue) {
  const languages = listed(lang)
  const unspoken = languages.find((tag) => !Object.hasOwn(FIRST_WORDS, tag))
  if (unspoken || languages.length === 0) {
    throw new Misuse(`init speaks ${Object.keys(FIRST_WORDS).join(', ')}, not ${unspoken ?? 'nothing'}: begin with one of them and add yours`, { showUsage: false })
  }
  const used = [...new Set(listed(services).map((word) => named(word, catalogue)))]
  const purposes = PURPOSES.flatMap(({ kind, ...purpose }) => {
    const of = used.filter((service) => kindsOf(service, used).includes(kind)).map(({ id }) => id)
    if (purpose.required) of.unshift('store')
    return of.length > 0 ? [{ ...purpose, services: of }] : []
  })
  return {
    $schema: '/portcullis/policy.schema.json',
    language: languages[0],
    store: { name, ...(url ? { url } : {}), policyUrl: '/privacy' },
    effective: new Date().toISOString().slice(0, 10),
    purposes,
    services: [
      { id: 'store', vendor: name, policyUrl: '/privacy', cookies: [{ name: 'portcullis', duration: 'P180D', purpose: 'choice' }] },
      ...used.map(({ id }) => id),
    ],
    regimes: regimes(listed(region).map(regionOf)),
    disclosures: [{ id: 'cookies', purposes: ['necessary'], links: [{ id: 'policy', url: '/privacy' }] }],
    words: Object.fromEntries(languages.map((tag) => [tag, wordsOf(FIRST_WORDS[tag], name, purposes)])),
  }
}

// A tag manager belongs to those of its purposes that other services have; to all of them where none has any.
function kindsOf({ id, kind }, used) {
  if (!MANAGERS.includes(id)) return [kind]
  const had = LOADED.filter((wanted) => used.some((other) => other.kind === wanted))
  return had.length > 0 ? had : LOADED
}

function regionOf(written) {
  const code = written.toUpperCase().replace('_', '-')
  if (isRegion(code)) return code
  const meant = meantBy(written)
  const hint = meant ? `Did you mean ${meant.code === meant.name ? meant.code : `${meant.code} (${meant.name})`}?` : 'Use ISO 3166 codes such as DE or US-CA, or EU'
  throw new Misuse(`--region ${written}: not a region code. ${hint}`, { showUsage: false })
}

function named(word, catalogue) {
  const plain = word.toLowerCase().replace(/\s+/g, '-')
  const wanted = Object.hasOwn(SHORT, plain) ? SHORT[plain] : plain
  const exact = catalogue.find(({ id }) => id === wanted)
  const like = catalogue.filter(({ id }) => id.includes(wanted))
  if (exact || like.length === 1) return exact ?? like[0]
  const hint = like.length > 1 ? `it could be ${like.map(({ id }) => id).join(', ')}` : 'portcullis services lists what there is'
  throw new Misuse(`the catalogue has no service ${word}: ${hint}`, { showUsage: false })
}

// US states let stores begin and visitors refuse; wherever else, and wherever a region is unknown, visitors are asked.
function regimes(codes) {
  const isAmerican = (code) => /^US(-|$)/.test(code)
  const asked = codes.filter((code) => !isAmerican(code)).flatMap((code) => (code === 'EU' ? ['EEA', 'GB', 'CH'] : code))
  const rules = []
  if (asked.length > 0) rules.push({ regions: [...new Set(asked)], rule: 'opt-in' })
  if (codes.some(isAmerican)) rules.push({ regions: [...new Set(codes.filter(isAmerican))], rule: 'opt-out' })
  return rules
}

function wordsOf({ purposes: all, service, cookies, disclosure, link }, name, purposes) {
  return {
    purposes: Object.fromEntries(purposes.map(({ id }) => [id, all[id]])),
    services: { store: { name: service.name(name), description: service.description } },
    cookies,
    disclosures: { cookies: disclosure },
    links: { policy: link },
  }
}
