// The steps of `npm test`, in order. Each is a list of commands; a `counts` command closes with a test summary.

import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { inRoot } from '../build/settings.mjs'
import { LANES, casesOf } from './cases.mjs'
import { driverEnvironment } from './drivers.mjs'

const WASM = ['--target', 'wasm32-unknown-unknown']
// The browser shells compile natively too: what in them touches no browser is tested there.
const NATIVE = 'schema,check,first,gate,panel'
const DENY = ['--', '-D', 'warnings']

// What is tested is what the lock file says: one that does not fit is an error, and is not changed on the way.
const cargo = (command, ...args) => ['cargo', [command, '--locked', ...args]]
const node = (...args) => [process.execPath, args]
const nodeTests = (files) => node('--import', 'tsx', '--test', '--test-reporter=spec', '--test-concurrency=2', ...files)

// Minutes after which a step counts as hanging.
const LIMIT = { quick: 5, compiling: 20, pages: 20 }

// `skip` says why a step cannot be done on this machine, or nothing.
export const STEPS = [
  { name: 'fmt', title: 'formatting', limit: LIMIT.quick, commands: () => [{ run: ['cargo', ['fmt', '--check']] }] },
  {
    name: 'clippy',
    title: 'lints, natively and for wasm32',
    limit: LIMIT.compiling,
    commands: () => [
      { run: cargo('clippy', '--all-targets', '--features', NATIVE, ...DENY) },
      // Not all targets: the native tests need proptest, which wasm32 does not have.
      { run: cargo('clippy', '--lib', '--test', 'browser', '--features', 'gate,panel', ...WASM, ...DENY) },
      // What these modules are built with, so that nothing of the panel is needed by accident.
      { run: cargo('clippy', '--no-default-features', '--features', 'first', ...WASM, ...DENY) },
      { run: cargo('clippy', '--no-default-features', '--features', 'gate', ...WASM, ...DENY) },
    ],
  },
  {
    name: 'doc',
    title: 'documentation of the crate',
    limit: LIMIT.compiling,
    commands: () => [{ run: cargo('doc', '--no-deps', '--document-private-items', '--features', NATIVE), env: { RUSTDOCFLAGS: '-D warnings' } }],
  },
  {
    name: 'native',
    title: 'native tests',
    limit: LIMIT.compiling,
    commands: () => [{ run: cargo('test', '--no-fail-fast', '--features', NATIVE), counts: true }],
  },
  {
    name: 'counts',
    title: 'instructions of the core',
    limit: LIMIT.compiling,
    // Valgrind runs on Linux alone, and only there does the set-up bring it.
    skip: () => spawnSync('valgrind', ['--version']).error && 'valgrind is not installed',
    commands: () => [{ run: node(inRoot('benches', 'run.mjs'), '--count', '--hold') }],
  },
  {
    name: 'tools',
    title: 'tests of the build and of the server',
    limit: LIMIT.quick,
    commands: () => [{ run: nodeTests(testsIn('tools/test', /\.test\.mjs$/)), counts: true }],
  },
  {
    name: 'wasm',
    title: 'browser adapters (wasm-bindgen-test)',
    limit: LIMIT.compiling,
    commands: () => [
      {
        run: cargo('test', ...WASM, '--features', 'gate,panel', '--test', 'browser'),
        env: driverEnvironment(process.env.BROWSER),
        counts: true,
      },
    ],
  },
  {
    name: 'types',
    title: 'TypeScript',
    limit: LIMIT.quick,
    commands: () => [{ run: ['tsc', ['--noEmit', '-p', inRoot('tsconfig.json')]] }],
  },
  {
    name: 'build',
    title: 'build of dist/',
    limit: LIMIT.compiling,
    commands: () => [{ run: node(inRoot('tools/build.mjs')) }],
  },
  {
    name: 'cli',
    title: 'command line, and the corpus of policies',
    limit: LIMIT.quick,
    // After the build: they use the checker as it is shipped.
    commands: () => [{ run: nodeTests(testsIn('tests/cli', /\.test\.mjs$/)), counts: true }],
  },
  {
    name: 'pages',
    title: 'pages in a browser',
    limit: LIMIT.pages,
    shown: true,
    // `npm test -- pages first second` runs those cases only.
    commands: (wanted) => [{ run: lanes('pages', wanted), counts: true }],
  },
  {
    name: 'journeys',
    title: 'journeys of visitors through pages of real libraries',
    limit: LIMIT.pages,
    shown: true,
    // `npm test -- journeys first second` runs those only.
    commands: (wanted) => [{ run: node(inRoot('tests', 'journeys', 'install.mjs')) }, { run: lanes('journeys', wanted), counts: true }],
  },
  {
    name: 'size',
    title: 'size budgets',
    limit: LIMIT.quick,
    shown: true,
    commands: () => [{ run: node(inRoot('tools/size.mjs')) }],
  },
]

function testsIn(folder, pattern) {
  return readdirSync(inRoot(folder))
    .filter((name) => pattern.test(name))
    .map((name) => path.join(folder, name))
}

// The command that runs cases of a folder; their lanes start from tests/pages.
const lanes = (folder, wanted) =>
  node(inRoot('tools', 'test', 'lanes.mjs'), LANES, ...casesOf(folder, wanted).map((name) => path.join('..', folder, name)))
