// The bill of materials lies beside what it is of.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { billOf, compilerVersion } from '../../tools/build/sbom.mjs'
import { inRoot, readSettings } from '../../tools/build/settings.mjs'

const json = (name) => JSON.parse(readFileSync(path.join(process.env.DIST ?? inRoot('dist'), name), 'utf8'))

test('the bill of materials is built, is that of the lock files, and has its hash in the manifest', async () => {
  assert.deepEqual(json('sbom.cdx.json'), await billOf(readSettings(), await compilerVersion()))
  assert.match(json('manifest.json').files['sbom.cdx.json'].integrity, /^sha384-/)
})
