// Every theme can be read: by its numbers, light and dark. The default theme is checked with them.

import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'
import { test } from 'node:test'
import { inRoot } from '../build/settings.mjs'

const files = readdirSync(inRoot('www', 'themes')).map((name) => ['themes', name])
const PAIR = /--(?:portcullis-)?([\w-]+):[^;]*?light-dark\((#\w+), (#\w+)\)/g

// The colours of a sheet, `[light, dark]` by name.
const colors = (...place) => {
  const css = readFileSync(inRoot('www', ...place), 'utf8')
  return Object.fromEntries([...css.matchAll(PAIR)].map(([, name, ...pair]) => [name, pair]))
}

function luminance(color) {
  const full = color.length === 4 ? color.replace(/\w/g, '$&$&') : color
  const parts = [1, 3, 5].map((at) => Number.parseInt(full.slice(at, at + 2), 16) / 255)
  const [r, g, b] = parts.map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(one, other) {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (high + 0.05) / (low + 0.05)
}

// Text on its ground, and controls beside it: WCAG 2.2, 1.4.3 and 1.4.11.
const NEEDED = [
  ['ink', 'surface', 4.5],
  ['ink', 'raised', 4.5],
  ['muted', 'surface', 4.5],
  ['muted', 'raised', 4.5],
  ['on-accent', 'accent', 4.5],
  ['control', 'surface', 3],
  ['control', 'raised', 3],
  ['edge', 'surface', 3],
  ['edge', 'raised', 3],
]

for (const place of [['styles', 'theme.css'], ...files]) {
  test(`${place.at(-1)} can be read, light and dark`, () => {
    const found = colors(...place)
    found.edge ??= found.accent
    for (const [front, back, least] of NEEDED) {
      for (const scheme of [0, 1]) {
        const ratio = contrast(found[front][scheme], found[back][scheme])
        assert.ok(ratio >= least, `${['light', 'dark'][scheme]}: ${front} on ${back} is ${ratio.toFixed(2)}, not ${least}`)
      }
    }
  })
}

test('there are eight themes, of custom properties alone, under whatever a page says itself', () => {
  assert.equal(files.length, 8)
  for (const place of files) {
    const css = readFileSync(inRoot('www', ...place), 'utf8').replace(/\/\*.*?\*\//gs, '')
    assert.match(css, /^\s*:where\(:root\) \{(\s*--portcullis-[\w-]+: [^;{}]+;)+\s*\}\s*$/, place.at(-1))
    assert.doesNotMatch(css, /url\(|@import|expression/i)
  }
})
