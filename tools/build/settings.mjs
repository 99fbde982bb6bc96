// What a build is: wasm-pack.toml, the folders, and the flags that tools/setup.sh chose.

import { readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'smol-toml'

export const ROOT = fileURLToPath(new URL('../../', import.meta.url)).replace(/\/$/, '')
export const DIST = path.join(ROOT, 'dist')
export const WORK = path.join(ROOT, 'target', 'build')

// First in a script, it has Chromium (from 136 on) compile every function of it as it arrives, beside the page, and not
// one by one as they are called (https://www.trevorlasn.com/blog/javascript-compile-hints); docs/performance.md has what
// that brings.
export const COMPILED_AHEAD = '//# allFunctionsCalledOnLoad'

export const inRoot = (...parts) => path.join(ROOT, ...parts)

export function readSettings() {
  const build = parse(readFileSync(inRoot('wasm-pack.toml'), 'utf8'))
  const { version } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'))
  const profile = process.env.PROFILE || build.rust.profile
  if (profile !== 'size' && profile !== 'plain') {
    throw new Error(`profile is "${profile}"; it can be "size" or "plain" (PROFILE, or wasm-pack.toml [rust])`)
  }
  return { ...build, version, profile }
}

// How cargo is called for what is shipped.
export function cargoEnvironment(profile) {
  if (profile === 'plain') return {}
  return {
    CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS: process.env.SIZE_RUSTFLAGS,
    // The size flags are unstable ones; the compiler is pinned for their sake (tools/setup/rust.sh).
    RUSTC_BOOTSTRAP: '1',
  }
}
