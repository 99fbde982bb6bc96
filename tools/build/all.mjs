// The whole build. Cargo makes the modules one after the other (it locks its folder); what follows cargo for one
// module runs beside the next one's cargo.

import { withLock } from './lock.mjs'
import { pack } from './pack.mjs'
import { buildSbom } from './sbom.mjs'
import { readSettings } from './settings.mjs'
import { outputsOfAll } from './steps.mjs'
import { buildStub, buildThemes, buildWords, copyFiles } from './texts.mjs'
import { buildTwin, twinOf } from './twin.mjs'
import { buildModule, compile } from './wasm-module.mjs'

export const buildAll = (options) => withLock(() => build(options))

async function build({ twins = true } = {}) {
  const settings = readSettings()
  // They go into the stub.
  const bare = {}
  for (const name of Object.keys(settings.modules)) {
    if (settings.modules[name].bare) bare[name] = await buildModule(settings, name, await compile(settings, name))
  }
  await buildStub(settings, bare)
  await buildWords(settings)
  await buildThemes(settings)
  await copyFiles(settings)
  await buildSbom(settings)
  const rest = []
  // Looked at when all are done: one that fails meanwhile is no unhandled rejection.
  const start = (promise) =>
    rest.push(
      promise.then(
        () => undefined,
        (error) => error,
      ),
    )
  for (const name of Object.keys(settings.modules)) {
    if (bare[name]) continue
    const made = await compile(settings, name)
    start(buildModule(settings, name, made))
    if (twins) start(buildTwin(settings, name, made))
    // An older twin is better than none, and a newer one comes in its place.
    else outputsOfAll.add(twinOf(name))
  }
  const failed = (await Promise.all(rest)).find((error) => error)
  if (failed) throw failed
  await pack(settings, { whole: true })
  return settings
}
