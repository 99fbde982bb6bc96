// dist/sbom.cdx.json: what of others is in what is shipped, as a CycloneDX bill of materials
// (https://cyclonedx.org/docs/1.6/json/). From the lock files and the compiler alone, without a time and without a place,
// so that the same sources make the same file.

import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'smol-toml'
import { run } from './run.mjs'
import { DIST, inRoot } from './settings.mjs'
import { step } from './steps.mjs'

// Programs that write code into what is shipped: loaders, and what stands in for Wasm.
const NPM_TOOLS = ['binaryen', 'esbuild']
const CARGO_TOOL = 'wasm-bindgen-cli-support'

export async function buildSbom(settings) {
  const output = path.join(DIST, 'sbom.cdx.json')
  const compiler = await compilerVersion()
  const locks = ['Cargo.toml', 'Cargo.lock', 'package-lock.json', 'tools/xtask/Cargo.lock', 'tools/build/sbom.mjs'].map((name) => inRoot(name))
  await step('sbom.cdx.json', { inputs: [...locks, { compiler, modules: settings.modules, version: settings.version }], outputs: [output], quiet: true }, async () => {
    writeFileSync(output, `${JSON.stringify(await billOf(settings, compiler), null, 2)}\n`)
  })
}

export const compilerVersion = async () => /^rustc (\S+)/.exec(await run('rustc', ['--version']))[1]

export async function billOf({ modules, version, rust }, compiler) {
  const { crates, root } = shippedCrates(await metadata(modules, rust.target))
  const checksums = checksumsIn('Cargo.lock')
  const { packages } = JSON.parse(readFileSync(inRoot('package-lock.json'), 'utf8'))
  const npm = Object.entries(packages).filter(([place, { dev }]) => place !== '' && !dev).map(([place, found]) => npmPackage(place, found))
  const components = [...crates.map((crate) => cargoPackage(crate, checksums)), standardLibrary(compiler), ...npm].sort(byRef)
  const self = `portcullis@${version}`
  const bill = {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      lifecycles: [{ phase: 'build' }],
      tools: { components: toolsOf(packages).sort(byRef) },
      component: { type: 'library', 'bom-ref': self, name: 'portcullis', version, licenses: licences('MIT OR Apache-2.0') },
    },
    components,
    dependencies: dependencies(crates, root, self, [...npm, standardLibrary(compiler)].map((one) => one['bom-ref'])),
  }
  const { bomFormat, specVersion, ...rest } = bill
  return { bomFormat, specVersion, serialNumber: numberOf(bill), ...rest }
}

async function metadata(modules, target) {
  const features = Object.values(modules).flatMap((module) => module.features)
  const args = ['--format-version', '1', '--no-default-features', '--features', features.join(','), '--filter-platform', target]
  // What cargo says beside it comes in the same text.
  const said = await run('cargo', ['metadata', '--locked', '--quiet', ...args])
  return JSON.parse(said.split('\n').find((line) => line.startsWith('{')))
}

// The crates whose code is in the modules: not those that only build or test them, and no macros, which run in the compiler.
function shippedCrates({ packages, resolve }) {
  const byId = new Map(packages.map((found) => [found.id, found]))
  const nodes = new Map(resolve.nodes.map((node) => [node.id, node]))
  const isMacro = ({ targets }) => targets.some(({ kind }) => kind.includes('proc-macro'))
  const isShipped = ({ pkg, dep_kinds }) => dep_kinds.some(({ kind }) => kind === null) && !isMacro(byId.get(pkg))
  const needs = (id) => nodes.get(id).deps.filter(isShipped).map(({ pkg }) => pkg)
  const found = new Set([resolve.root])
  for (const id of found) for (const pkg of needs(id)) found.add(pkg)
  const crateOf = (id) => ({ ...byId.get(id), needs: needs(id).map((pkg) => refOf(byId.get(pkg))) })
  const [root, ...crates] = [...found].map(crateOf)
  return { root, crates }
}

const refOf = ({ name, version }) => `pkg:cargo/${name}@${version}`

function cargoPackage({ name, version, license }, checksums) {
  const ref = refOf({ name, version })
  const hashes = [{ alg: 'SHA-256', content: checksums.get(`${name}@${version}`) }]
  return { type: 'library', 'bom-ref': ref, name, version, hashes, licenses: licences(license), purl: ref }
}

function checksumsIn(lock) {
  const { package: packages } = parse(readFileSync(inRoot(lock), 'utf8'))
  return new Map(packages.map(({ name, version, checksum }) => [`${name}@${version}`, checksum]))
}

// Built from the compiler's own source, with the crates that its lock file names.
const standardLibrary = (version) => ({
  type: 'library',
  'bom-ref': `rust-std@${version}`,
  name: 'rust-std',
  version,
  licenses: licences('MIT OR Apache-2.0'),
  cpe: `cpe:2.3:a:rust-lang:rust:${version}:*:*:*:*:*:*:*`,
})

function npmPackage(place, { version, integrity, license }) {
  const name = place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length)
  const ref = `pkg:npm/${name.replace('@', '%40')}@${version}`
  const [alg, content] = integrity.split('-')
  const hashes = [{ alg: alg.replace(/^sha/, 'SHA-'), content: Buffer.from(content, 'base64').toString('hex') }]
  return { type: 'library', 'bom-ref': ref, name, version, hashes, ...(license && { licenses: licences(license) }), purl: ref }
}

function toolsOf(packages) {
  const bindgen = parse(readFileSync(inRoot('tools', 'xtask', 'Cargo.lock'), 'utf8')).package.find(({ name }) => name === CARGO_TOOL)
  const fromNpm = NPM_TOOLS.map((name) => npmPackage(`node_modules/${name}`, packages[`node_modules/${name}`]))
  return [cargoPackage({ ...bindgen, license: 'MIT OR Apache-2.0' }, checksumsIn('tools/xtask/Cargo.lock')), ...fromNpm]
}

// Older crates write a slash for "or".
const licences = (expression) => [{ expression: expression.replaceAll('/', ' OR ') }]

function dependencies(crates, root, self, others) {
  const rows = [{ ref: self, dependsOn: [...root.needs, ...others] }, ...crates.map((crate) => ({ ref: refOf(crate), dependsOn: crate.needs })), ...others.map((ref) => ({ ref, dependsOn: [] }))]
  return rows.map(({ ref, dependsOn }) => ({ ref, dependsOn: [...new Set(dependsOn)].sort() })).sort((a, b) => (a.ref < b.ref ? -1 : 1))
}

const byRef = (a, b) => (a['bom-ref'] < b['bom-ref'] ? -1 : 1)

// A number that is the same for the same bill: a UUID of version 8 (RFC 9562, 5.8).
function numberOf(bill) {
  const hash = createHash('sha256').update(JSON.stringify(bill)).digest('hex')
  const parts = [hash.slice(0, 8), hash.slice(8, 12), `8${hash.slice(13, 16)}`, `8${hash.slice(17, 20)}`, hash.slice(20, 32)]
  return `urn:uuid:${parts.join('-')}`
}
