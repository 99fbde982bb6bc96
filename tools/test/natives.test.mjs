import assert from 'node:assert/strict'
import { test } from 'node:test'
import { WHOLE, holderOf, placeOf } from '../build/natives/holders.mjs'
import { patternFor } from '../build/natives/patterns.mjs'

const ALL = ['append', 'attributes', 'before', 'closest', 'getAttribute', 'hasAttribute', 'innerHTML', 'localName', 'matches', 'querySelector', 'querySelectorAll', 'remove', 'removeAttribute', 'setAttribute', 'tagName']

test('an expression finds every name that is wanted, and few others', () => {
  for (const wanted of [['remove'], ['getAttribute', 'setAttribute', 'hasAttribute'], ['querySelector', 'append', 'localName', 'matches'], ALL]) {
    const pattern = patternFor(wanted, ALL)
    const found = ALL.filter((name) => new RegExp(pattern).test(name))
    assert.ok(wanted.every((name) => found.includes(name)), `${pattern} finds ${found}`)
    assert.ok(found.length <= 3 * wanted.length, `${pattern} finds ${found}`)
    assert.ok(pattern.length < wanted.join('|').length || wanted.length === 1, pattern)
  }
})

test('a name that stands in another one is found all the same', () => {
  assert.match('remove', new RegExp(patternFor(['remove'], ['remove', 'removeAttribute', 'removeChild'])))
})

test('a member is kept where a browser has it', () => {
  assert.equal(holderOf('Element', 'getAttribute', ['HTMLElement'], true), 'Element')
  assert.equal(holderOf('HTMLScriptElement', 'addEventListener', ['HTMLScriptElement'], true), 'EventTarget')
  assert.equal(holderOf('ParentNode', 'querySelector', ['HTMLDivElement'], true), 'Element')
  assert.equal(holderOf('ParentNode', 'querySelector', ['ShadowRoot'], true), 'DocumentFragment')
  assert.equal(holderOf('ParentNode', 'querySelector', ['ParentNode'], true), 'Element|Document|DocumentFragment', 'the build asks which')
  assert.equal(holderOf('ArrayConstructor', 'isArray', ['ArrayConstructor'], true), '.Array')
  assert.equal(holderOf('', 'fetch', []), '.')
  assert.equal(holderOf('Element', 'textContent', ['Element']), 'Node')
})

test('accessors are kept of what elements with names can hide', () => {
  assert.equal(holderOf('Document', 'cookie', ['Document']), 'Document')
  assert.equal(holderOf('Node', 'parentNode', ['Element']), 'Node')
  assert.equal(holderOf('HTMLElement', 'offsetHeight', ['HTMLElement']), undefined)
  assert.equal(holderOf('Location', 'href', ['Location']), undefined, 'no page can change it')
})

test('each place has a name of its own', () => {
  const holders = ['.', '.Array', 'Array', '.Object', 'Object', 'Document']
  assert.equal(new Set(holders.map(placeOf)).size, holders.length)
  assert.ok(WHOLE.test('.JSON') && !WHOLE.test('Document'))
})
