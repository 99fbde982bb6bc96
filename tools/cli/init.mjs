// portcullis init: a first policy that passes check, from flags or from answers.

import { createInterface } from 'node:readline/promises'
import { FIRST_WORDS } from './first-words.mjs'
import { Misuse, flags } from './misuse.mjs'
import { readCatalogue } from './shipped.mjs'
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

const SHORT = {
  ga: 'google-analytics',
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
  const policy = firstPolicy(answers, readCatalogue().services)
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

// Pure: answers and the catalogue's services in, a policy out.
export function firstPolicy({ name, url, region, services, lang }, catalogue) {
  const languages = listed(lang)
  const unspoken = languages.find((tag) => !Object.hasOwn(FIRST_WORDS, tag))
  if (unspoken || languages.length === 0) {
    throw new Misuse(`init speaks ${Object.keys(FIRST_WORDS).join(', ')}, not ${unspoken ?? 'nothing'}: begin with one of them and add yours`, { showUsage: false })
  }
  const used = [...new Set(listed(services).map((word) => named(word, catalogue)))]
  const purposes = PURPOSES.flatMap(({ kind, ...purpose }) => {
    const of = used.filter((service) => service.kind === kind).map(({ id }) => id)
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
    regimes: regimes(listed(region).map((code) => code.toUpperCase())),
    disclosures: [{ id: 'cookies', purposes: ['necessary'], links: [{ id: 'policy', url: '/privacy' }] }],
    words: Object.fromEntries(languages.map((tag) => [tag, wordsOf(FIRST_WORDS[tag], name, purposes)])),
  }
}

function named(word, catalogue) {
  const wanted = Object.hasOwn(SHORT, word) ? SHORT[word] : word
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
  if (codes.some(isAmerican)) rules.push({ regions: codes.filter(isAmerican), rule: 'opt-out' })
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
