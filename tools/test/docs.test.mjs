import assert from 'node:assert/strict'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { inRoot } from '../build/settings.mjs'

const DOCUMENTS = ['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', ...readdirSync(inRoot('docs'), { recursive: true }).filter((n) => n.endsWith('.md')).map((n) => `docs/${n}`)]
const read = (name) => readFileSync(inRoot(name), 'utf8')
const below = (folder, ending) => readdirSync(inRoot(folder), { recursive: true }).filter((n) => n.endsWith(ending)).map((n) => read(path.join(folder, n))).join('\n')
const all = (text, pattern) => [...new Set([...text.matchAll(pattern)].map(([, found]) => found))].sort()

// As GitHub makes them from headings.
const anchors = (text) => all(text, /^#+ (.*)$/gm).map((title) => title.toLowerCase().replace(/[^\w\- ]/g, '').replace(/ /g, '-'))

test('every link between documents leads somewhere', () => {
  for (const name of DOCUMENTS) {
    for (const target of all(read(name), /\]\(([^)]+)\)/g).filter((url) => !/^https?:/.test(url))) {
      const [file, anchor] = target.split('#')
      const place = file ? path.join(path.dirname(name), file) : name
      assert.ok(existsSync(inRoot(place)), `${name}: ${target}`)
      if (anchor) assert.ok(anchors(read(place)).includes(anchor), `${name}: ${target}`)
    }
  }
})

test('every file of the project that a document names is there', () => {
  for (const name of DOCUMENTS) {
    for (const named of all(read(name), /`((?:src|www|tests|tools|docs|\.ci)\/[\w./-]+)`/g)) assert.ok(existsSync(inRoot(named)), `${name}: ${named}`)
  }
})

test('the contract lists every error code, custom property, attribute of the tag and member of the global', () => {
  const contract = read('docs/contract.md')
  const stub = below('www/boot', '.ts') + below('www/runtime', '.ts')
  const section = (title) => new RegExp(`^## \\d+\\. ${title}\\n([^]*?)^## `, 'm').exec(contract)[1]
  assert.deepEqual(all(section('When something is wrong'), /^\| `([\w-]+)`/gm), all(stub, /\b(?:report|advise)\('([\w-]+)'/g))
  const styled = section('Banner, panel, policy in the page').split('\n').filter((line) => /^\*\*Style|^`-accent/.test(line)).join(' ')
  const properties = all(styled, /`(?:--portcullis)?-([\w-]+)`/g)
  assert.deepEqual(properties, all(below('www/styles', '.css'), /var\(--portcullis-([\w-]+)/g))
  assert.deepEqual(all(section('The script tag'), /^\| `data-(\w+)`/gm), all(stub, /tag\.(?:dataset\.|getAttribute\('data-)(\w+)/g))
  const types = read('www/types/portcullis.d.ts')
  const members = all(/interface Portcullis \{([^]*?)\n\}/.exec(types)[1], /^ {2}(?:readonly )?(\w+)/gm)
  for (const member of members) assert.match(section('The global'), new RegExp(`\`${member}\\b`), member)
  const events = all(/interface EventMap \{([^]*?)\n\}/.exec(types)[1], /^ {2}(\w+):/gm)
  assert.deepEqual(all(section('Events'), /^\| `(\w+)` \|/gm), events)
})

test('the policy page has a row for every key that the schema has', () => {
  const page = read('docs/policy.md')
  const schema = JSON.parse(read('www/policy.schema.json'))
  // A rule has a row too, in the table of regimes.
  const rows = all(page, /^\| `([$\w]+)` \|/gm).filter((name) => name !== 'notice')
  const { Document: _, Words, Named, Prose, Link, ...rest } = schema.$defs
  const keys = [schema, ...Object.values(rest)].flatMap((type) => Object.keys(type.properties ?? {}))
  assert.deepEqual(rows, [...new Set(keys)].sort())
  for (const group of Object.keys(Words.properties)) assert.ok(page.includes(`"${group}": {`), group)
})

test('docs/testing.md names every ability that an engine lacks', () => {
  const [, missing] = /const MISSING = \{\n([^]*?)\n\}/.exec(read('tests/pages/harness/engines.ts'))
  const [, table] = /\| ability \|[^]*?\|---\|---\|---\|\n([^]*?)\n\n/.exec(read('docs/testing.md'))
  assert.deepEqual(all(table, /^\| `([\w-]+)`/gm), all(missing, /^  '?([\w-]+)'?: \{/gm))
})
