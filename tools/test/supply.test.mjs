// Where packages come from: what the lock files fix, that every command keeps to them, and the bill of what is shipped.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { parse } from 'smol-toml'
import { billOf, compilerVersion } from '../build/sbom.mjs'
import { inRoot, readSettings } from '../build/settings.mjs'
import { STEPS } from './steps.mjs'

const read = (...place) => readFileSync(inRoot(...place), 'utf8')
const filesOf = (folder) => readdirSync(inRoot(folder), { recursive: true, withFileTypes: true }).filter((found) => found.isFile()).map((found) => path.relative(inRoot(), path.join(found.parentPath ?? found.path, found.name)))

// Commands of cargo that read a lock file. fmt and --version do not.
const READS_LOCK = 'build|test|run|clippy|bench|install|metadata|tree|doc|check'

test('every call of cargo keeps to its lock file', () => {
  const places = [...['tools', 'docs', '.ci'].flatMap(filesOf), 'benches/run.mjs', 'fuzz/run.sh', 'README.md', 'CONTRIBUTING.md', 'package.json']
  const calls = places.filter((name) => /\.(mjs|sh|md|json|toml)$|\/run$/.test(name) && !name.includes('/target/')).flatMap((name) => {
    const written = [...read(name).matchAll(new RegExp(`\\bcargo (?:${READS_LOCK})\\b.*|'cargo', \\[?'(?:${READS_LOCK}|rustc)'.*`, 'g'))]
    return written.map(([call]) => `${name}: ${call}`)
  })
  assert.ok(calls.length >= 8, `${calls.length}`)
  assert.deepEqual(calls.filter((call) => !call.includes('--locked')), [])
  // Those of the steps and of the benches are put together.
  const commands = STEPS.filter(({ name }) => !['wasm', 'pages'].includes(name)).flatMap(({ commands }) => commands([])).map(({ run }) => run.flat())
  const ofCargo = commands.filter(([program, command]) => program === 'cargo' && command !== 'fmt')
  assert.ok(ofCargo.length >= 5)
  for (const words of ofCargo) assert.equal(words[2], '--locked', words.join(' '))
  assert.match(read('tools', 'test', 'steps.mjs'), /const cargo = .*'--locked'/)
  assert.match(read('benches', 'run.mjs'), /const cargo = .*'--locked'/)
})

test('npm takes what its lock file has, and runs no scripts of packages', () => {
  const calls = filesOf('tools').filter((name) => name.endsWith('.sh')).flatMap((name) => [...read(name).matchAll(/\bnpm (?:ci|i|install)\b.*/g)].map(([call]) => call))
  assert.equal(calls.length, 2)
  for (const call of calls) assert.match(call, /--ignore-scripts/)
  // The other brings Node.js itself, at one version.
  assert.deepEqual(calls.filter((call) => !call.startsWith('npm ci')).map((call) => /"\$build@\$NODE_FROM_NPM"$/.test(call)), [true])
})

const LOCKS = ['Cargo.lock', 'benches/Cargo.lock', 'fuzz/Cargo.lock', 'tools/xtask/Cargo.lock']
test('every package of a lock file is from the public registry, with a checksum', () => {
  for (const lock of LOCKS) {
    const { package: packages } = parse(read(lock))
    const own = ['portcullis', 'portcullis-benches', 'portcullis-fuzz', 'xtask']
    for (const { name, source, checksum } of packages.filter((one) => !own.includes(one.name))) {
      assert.equal(source, 'registry+https://github.com/rust-lang/crates.io-index', `${lock}: ${name}`)
      assert.match(checksum, /^[0-9a-f]{64}$/, `${lock}: ${name}`)
    }
  }
  for (const [place, { integrity, resolved }] of Object.entries(JSON.parse(read('package-lock.json')).packages)) {
    if (place === '') continue
    assert.match(integrity ?? '', /^sha512-[\w+/]{86}==$/, place)
    assert.match(resolved ?? 'https://registry.npmjs.org/', /^https:\/\/registry\.npmjs\.org\//, place)
  }
})

test('the audit asks about every lock file of Cargo', () => {
  const asked = [...read('tools', 'supply.mjs').matchAll(/manifest: '([^']+)'/g)].map(([, manifest]) => manifest.replace('.toml', '.lock'))
  assert.deepEqual(asked.sort(), [...LOCKS].sort())
  const { licenses, bans, sources } = parse(read('deny.toml'))
  assert.deepEqual([bans['multiple-versions'], bans.wildcards, sources['unknown-registry'], sources['unknown-git'], sources['allow-git'] ?? []], ['deny', 'deny', 'deny', 'deny', []])
  assert.ok(licenses.allow.length > 0)
})

const settings = readSettings()
const bill = await billOf(settings, await compilerVersion())

test('the bill lists each crate that is in the modules, with the checksum of the lock file, and no other', () => {
  // Another way to the same list.
  const features = Object.values(settings.modules).flatMap((module) => module.features).join()
  const tree = execFileSync('cargo', ['tree', '--locked', '--edges', 'normal,no-proc-macro', '--no-default-features', '--features', features, '--target', settings.rust.target, '--prefix', 'none'], { cwd: inRoot(), encoding: 'utf8' })
  const wanted = new Set(tree.trim().split('\n').map((line) => line.split(' ').slice(0, 2).join(' ')).filter((line) => !line.startsWith('portcullis ')))
  const crates = bill.components.filter(({ purl }) => purl?.startsWith('pkg:cargo/'))
  assert.deepEqual(crates.map(({ name, version }) => `${name} v${version}`).sort(), [...wanted].sort())
  const checksums = new Map(parse(read('Cargo.lock')).package.map(({ name, version, checksum }) => [`pkg:cargo/${name}@${version}`, checksum]))
  for (const { purl, hashes, licenses } of crates) {
    assert.deepEqual(hashes, [{ alg: 'SHA-256', content: checksums.get(purl) }])
    assert.match(licenses[0].expression, /^[\w.\-() ]+$/, purl)
  }
  assert.ok(bill.components.some(({ name }) => name === 'rust-std'))
})

test('no package of npm is shipped, and the bill says what writes code into what is', () => {
  const { packages } = JSON.parse(read('package-lock.json'))
  const shipped = Object.entries(packages).filter(([place, { dev }]) => place !== '' && !dev)
  assert.equal(bill.components.filter(({ purl }) => purl?.startsWith('pkg:npm/')).length, shipped.length)
  const tools = bill.metadata.tools.components
  assert.deepEqual(tools.map(({ name }) => name).sort(), ['binaryen', 'esbuild', 'wasm-bindgen-cli-support'])
  for (const { hashes } of tools) assert.match(hashes[0].content, /^[0-9a-f]{64,128}$/)
})

test('the bill is one of CycloneDX: each reference leads somewhere, and no two are the same', () => {
  assert.deepEqual([bill.bomFormat, bill.specVersion, bill.version], ['CycloneDX', '1.6', 1])
  assert.match(bill.serialNumber, /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/)
  const refs = [bill.metadata.component, ...bill.components].map((one) => one['bom-ref'])
  assert.equal(new Set(refs).size, refs.length)
  assert.deepEqual(bill.dependencies.map(({ ref }) => ref).sort(), [...refs].sort())
  for (const { dependsOn } of bill.dependencies) for (const ref of dependsOn) assert.ok(refs.includes(ref), ref)
})

test('the bill says nothing of when and where it was made, and is the same the next time', async () => {
  const text = JSON.stringify(bill)
  assert.deepEqual(await billOf(settings, await compilerVersion()), bill)
  for (const place of [inRoot(), process.env.HOME, 'timestamp']) assert.ok(!place || !text.includes(place), place)
})
