// The template for Google Tag Manager: its sections as the importer wants them, and its script with Tag Manager's
// functions stood in for.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { inRoot } from '../build/settings.mjs'

const sections = Object.fromEntries(
  readFileSync(inRoot('www', 'platforms', 'portcullis.tpl'), 'utf8')
    .split(/^___(\w+)___$/m)
    .slice(1)
    .reduce((pairs, part, at, all) => (at % 2 ? pairs : [...pairs, [part, all[at + 1].trim()]]), []),
)

const TYPES = ['ad_storage', 'ad_user_data', 'ad_personalization', 'analytics_storage', 'functionality_storage', 'personalization_storage']
const state = (...granted) => ({ ...Object.fromEntries(TYPES.map((type) => [type, granted.includes(type) ? 'granted' : 'denied'])), security_storage: 'granted' })

// Runs the template on a page where `allowed` purposes are granted.
function run(data, allowed = []) {
  const told = []
  const listeners = {}
  const api = {
    callInWindow: (name, ...given) => (name === 'portcullis.on' ? (listeners[given[0]] = given[1]) : name === 'portcullis.allows' && allowed.includes(given[0])),
    gtagSet: (values) => told.push(['set', values]),
    makeNumber: Number,
    setDefaultConsentState: (values) => told.push(['default', values]),
    updateConsentState: (values) => told.push(['update', values]),
  }
  const use = (name) => api[name] ?? assert.fail(`${name} is not among the functions stood in for`)
  new Function('require', 'data', sections.SANDBOXED_JS_FOR_WEB_TEMPLATE)(use, { gtmOnSuccess: () => told.push(['done']), ...data })
  return { told, listeners, allowed }
}

test('its sections can be read, and it asks for no more than it uses', () => {
  const info = JSON.parse(sections.INFO)
  assert.equal(info.type, 'TAG')
  const fields = JSON.parse(sections.TEMPLATE_PARAMETERS).map(({ name }) => name)
  const used = [...sections.SANDBOXED_JS_FOR_WEB_TEMPLATE.matchAll(/\bdata\.(\w+)/g)].map(([, name]) => name)
  assert.deepEqual([...new Set(used)].sort(), [...fields, 'gtmOnSuccess'].sort())
  const permissions = JSON.parse(sections.WEB_PERMISSIONS).map(({ instance }) => instance.key.publicId)
  assert.deepEqual(permissions, ['access_consent', 'access_globals', 'write_data_layer'])
  for (const name of ['portcullis.on', 'portcullis.allows', ...TYPES, 'security_storage']) assert.ok(sections.WEB_PERMISSIONS.includes(`"${name}"`), name)
})

test('the default denies before anything else, with the wait, the regions and the switches that are set', () => {
  const { told } = run({ wait: '800', regions: 'DE, FR', redact: true })
  assert.deepEqual(told, [
    ['default', { ...state(), wait_for_update: 800, region: ['DE', 'FR'] }],
    ['set', { ads_data_redaction: true, url_passthrough: false }],
    ['done'],
  ])
  assert.deepEqual(run({}).told[0], ['default', { ...state(), wait_for_update: 500 }])
})

test('an update tells the seven types and nothing else, by the table, once it is known what holds', () => {
  const types = [{ purpose: 'analytics', type: 'analytics_storage' }, { purpose: 'ads', type: 'ad_storage' }, { purpose: 'other', type: 'ad_storage' }, { purpose: 'analytics', type: 'nonsense' }]
  const page = run({ types }, ['analytics'])
  page.listeners.ready({ decided: false, regime: 'opt-in' })
  assert.equal(page.told.length, 3, 'nobody has chosen')
  page.listeners.choice({})
  assert.deepEqual(page.told.at(-1), ['update', state('analytics_storage')])
  page.allowed.push('other')
  page.listeners.change({})
  assert.deepEqual(page.told.at(-1), ['update', state('analytics_storage', 'ad_storage')])

  const returning = run({ types }, ['ads'])
  returning.listeners.ready({ decided: true, regime: 'opt-in' })
  assert.deepEqual(returning.told.at(-1), ['update', state('ad_storage')])
})
