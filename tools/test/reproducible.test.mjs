// The same sources make the same files, wherever they lie. Here: scripts, words, themes, copies, and all of them packed.
// `npm run build:twice` does it with the Wasm modules too, which takes minutes.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { compared, withCopies } from './copies.mjs'

// What tools/build/all.mjs does, with stand-ins for the modules that need a compiler.
const BUILD = `
const { readSettings } = await import('./tools/build/settings.mjs')
const { buildStub, buildThemes, buildWords, copyFiles } = await import('./tools/build/texts.mjs')
const { pack } = await import('./tools/build/pack.mjs')
const settings = readSettings()
await buildStub(settings, { first: process.cwd() + '/first.wasm' })
await buildWords(settings)
await buildThemes(settings)
await copyFiles(settings)
await pack(settings)
`

test('two builds in different folders, times of day and languages are the same byte for byte', async () => {
  const { count, differing } = await withCopies((folders) => {
    const environments = [{ TZ: 'UTC', LANG: 'C' }, { TZ: 'Asia/Tokyo', LANG: 'tr_TR.UTF-8', HOME: folders[1], USER: 'somebody' }]
    for (const [at, folder] of folders.entries()) {
      for (const name of ['words', 'themes']) mkdirSync(path.join(folder, 'dist', name), { recursive: true })
      writeFileSync(path.join(folder, 'first.wasm'), 'a module')
      execFileSync(process.execPath, ['--input-type=module', '-e', BUILD], { cwd: folder, env: { ...process.env, ...environments[at] } })
    }
    return compared(folders)
  })
  assert.ok(count > 100, `${count} files`)
  assert.deepEqual(differing, [])
})
