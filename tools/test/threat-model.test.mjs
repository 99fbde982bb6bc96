// Each sentence of defence in docs/threat-model.md names its test, by file and title. Here it is held that there is one.

import assert from 'node:assert/strict'
import { existsSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { inRoot } from '../build/settings.mjs'

const text = readFileSync(inRoot('docs', 'threat-model.md'), 'utf8')
const [, defended] = /\n## What is defended\n([^]*?)\n## /.exec(text)
const rows = [...defended.matchAll(/^\| ([^|]+) \| ([^|]+) \|$/gm)].map(([, says, proof]) => [says, proof]).filter(([says]) => !/^(defence|-+)$/.test(says))

// A folder of page tests stands for its test.ts. A title is looked for where tests have theirs.
function titlesIn(place) {
  const at = inRoot(...place.split('/'))
  const file = existsSync(at) && statSync(at).isDirectory() ? path.join(at, 'test.ts') : at
  assert.ok(existsSync(file), `there is no ${place}`)
  return readFileSync(file, 'utf8').split('\n').filter((line) => /^\s*(test\(|refuses\(|fn )/.test(line))
}

test('there are sentences of defence', () => assert.ok(rows.length > 20, `${rows.length}`))

for (const [says, proof] of rows) {
  const open = /^\*to be named: ([^*]+)\*$/.exec(proof)
  test(says, { todo: open ? `its test in ${open[1]} is to be named` : false }, () => {
    if (open) return
    const named = [...proof.matchAll(/`([^`]+)` "((?:[^"\\]|\\.)+)"(?:; |$)/g)]
    assert.equal(named.map(([whole]) => whole).join(''), proof, 'a proof is `file` "title", with a semicolon between')
    for (const [, place, title] of named) {
      const found = titlesIn(place).some((line) => line.includes(title.replaceAll('\\"', '"')))
      assert.ok(found, `${place} has no test called "${title}"`)
    }
  })
}
