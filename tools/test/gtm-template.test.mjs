// The template for Google Tag Manager: its sections as the importer wants them, and its script with Tag Manager's
// functions stood in for.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { transformSync } from 'esbuild'
import { inRoot } from '../build/settings.mjs'

const sections = Object.fromEntries(
  readFileSync(inRoot('www', 'platforms', 'portcullis.tpl'), 'utf8')
    .split(/^___(\w+)___$/m)
    .slice(1)
    .reduce((pairs, part, at, all) => (at % 2 ? pairs : [...pairs, [part, all[at + 1].trim()]]), []),
)

const TYPES = ['ad_storage', 'ad_user_data', 'ad_personalization', 'analytics_storage', 'functionality_storage', 'personalization_storage']
const state = (...granted) => ({ ...Object.fromEntries(TYPES.map((type) => [type, granted.includes(type) ? 'granted' : 'denied'])), security_storage: 'granted' })

// Tag Manager's way to write a value down: a type, and a member named after it.
function value({ type, ...of }) {
  if (type === 1) return of.string
  if (type === 2) return of.listItem.map(value)
  if (type === 3) return Object.fromEntries(of.mapKey.map((key, at) => [value(key), value(of.mapValue[at])]))
  assert.equal(type, 8)
  return of.boolean
}

// What the template asks to be allowed, by name.
const permissions = Object.fromEntries(
  JSON.parse(sections.WEB_PERMISSIONS).map(({ instance: { key, param } }) => [key.publicId, Object.fromEntries(param.map((one) => [one.key, value(one.value)]))]),
)
const mayCall = (name) => permissions.access_globals.keys.some(({ key, execute }) => key === name && execute)
const mayWrite = (type) => permissions.access_consent.consentTypes.some(({ consentType, write }) => consentType === type && write)

// Names that scripts have elsewhere, and not there.
const NOWHERE = ['window', 'globalThis', 'document', 'location', 'console', 'setTimeout', 'Object', 'Array', 'String', 'Number', 'Boolean', 'JSON', 'Math', 'Promise', 'Date', 'RegExp']

// Runs the template on a page where `allowed` purposes are granted. Each function wants its permission.
function run(data, allowed = []) {
  const told = []
  const listeners = {}
  const tell = (what, values) => {
    for (const type of Object.keys(values)) assert.ok(['region', 'wait_for_update'].includes(type) ? what === 'default' : mayWrite(type), `${what} ${type}`)
    told.push([what, values])
  }
  const api = {
    callInWindow: (name, ...given) => {
      assert.ok(mayCall(name), name)
      return name === 'portcullis.on' ? (listeners[given[0]] = given[1]) : allowed.includes(given[0])
    },
    gtagSet: (values) => {
      for (const key of Object.keys(values)) assert.ok(permissions.write_data_layer.keyPatterns.includes(key), key)
      told.push(['set', values])
    },
    makeNumber: Number,
    setDefaultConsentState: (values) => tell('default', values),
    updateConsentState: (values) => tell('update', values),
  }
  const use = (name) => api[name] ?? assert.fail(`${name} is not among the functions stood in for`)
  new Function('require', 'data', ...NOWHERE, sections.SANDBOXED_JS_FOR_WEB_TEMPLATE)(use, { gtmOnSuccess: () => told.push(['done']), ...data })
  return { told, listeners, allowed }
}

test('it has the sections of published templates, in their order', () => {
  assert.deepEqual(Object.keys(sections), ['TERMS_OF_SERVICE', 'INFO', 'TEMPLATE_PARAMETERS', 'SANDBOXED_JS_FOR_WEB_TEMPLATE', 'WEB_PERMISSIONS', 'TESTS', 'NOTES'])
  for (const part of JSON.parse(sections.WEB_PERMISSIONS)) {
    assert.deepEqual(Object.keys(part), ['instance', 'clientAnnotations', 'isRequired'])
    assert.equal(part.instance.key.versionId, '1')
  }
  for (const field of JSON.parse(sections.TEMPLATE_PARAMETERS)) assert.ok(['TEXT', 'CHECKBOX', 'SIMPLE_TABLE'].includes(field.type), field.type)
})

// https://developers.google.com/tag-platform/tag-manager/templates/sandboxed-javascript: ECMAScript 5.1 with arrow
// functions, `const` and `let`; no `new`, no `this`, no names but its own and those that `require` gives.
test('its script keeps to the language of the sandbox', () => {
  const code = `(function (require, data) {${sections.SANDBOXED_JS_FOR_WEB_TEMPLATE}})`
  // What is newer than the sandbox comes out in other words, or not at all.
  const older = transformSync(code, { target: 'es5', supported: { arrow: true, 'const-and-let': true } })
  assert.equal(older.code, transformSync(code, { target: 'esnext' }).code)
  const words = code.replace(/\/\/.*|'[^'\n]*'/g, '')
  assert.doesNotMatch(words, /\b(new|this|typeof|eval|arguments)\b|[(=:,]\s*\//)
  const asked = [...sections.SANDBOXED_JS_FOR_WEB_TEMPLATE.matchAll(/const (\w+) = require\('(\w+)'\)/g)]
  for (const [, own, name] of asked) assert.equal(own, name)
  const methods = [...sections.SANDBOXED_JS_FOR_WEB_TEMPLATE.matchAll(/[\w\])]\.(\w+)\(/g)].map(([, name]) => name).filter((name) => name !== 'gtmOnSuccess')
  assert.deepEqual([...new Set(methods)].sort(), ['forEach', 'indexOf', 'map', 'split', 'trim'])
})

test('its sections can be read, and it asks for no more than it uses', () => {
  const info = JSON.parse(sections.INFO)
  assert.equal(info.type, 'TAG')
  const fields = JSON.parse(sections.TEMPLATE_PARAMETERS).map(({ name }) => name)
  const used = [...sections.SANDBOXED_JS_FOR_WEB_TEMPLATE.matchAll(/\bdata\.(\w+)/g)].map(([, name]) => name)
  assert.deepEqual([...new Set(used)].sort(), [...fields, 'gtmOnSuccess'].sort())
  assert.deepEqual(Object.keys(permissions), ['access_consent', 'access_globals', 'write_data_layer'])
  const nothing = { read: false, write: false }
  assert.deepEqual(permissions.access_globals.keys, ['portcullis.on', 'portcullis.allows'].map((key) => ({ key, ...nothing, execute: true })))
  const types = permissions.access_consent.consentTypes
  assert.deepEqual(types.map(({ consentType }) => consentType).sort(), [...TYPES, 'security_storage'].sort())
  assert.ok(types.every(({ read, write }) => !read && write))
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
