// npm start: builds what changed, then serves the demo store with its ledger. ORIGIN=https://… says under which origin it
// is reached, where that is another than localhost: its endpoint takes receipts of no other.

import { buildAll } from './build/all.mjs'
import { DIST, inRoot } from './build/settings.mjs'
import { demoHandlers } from './demo/handlers.mjs'
import { createServer } from './server/index.mjs'

const FIRST_PORT = Number(process.env.PORT || 8080)
const PORTS_TRIED = 20

async function serveOnFreePort(options) {
  for (let port = FIRST_PORT; ; port += 1) {
    try {
      return await createServer({ ...options, port })
    } catch (error) {
      if (error.code !== 'EADDRINUSE' || port - FIRST_PORT >= PORTS_TRIED) throw error
    }
  }
}

try {
  // A page needs the twins only where Wasm is refused: they follow once the store is served.
  await buildAll({ twins: false })
  const server = await serveOnFreePort({
    roots: { '/': inRoot('www', 'store'), '/portcullis/': DIST, '/policies/': inRoot('www', 'policies') },
    handlers: demoHandlers({ root: inRoot('www', 'store'), receipts: inRoot('target', 'receipts.jsonl'), origin: process.env.ORIGIN }),
  })
  if (server.port !== FIRST_PORT) console.log(`Port ${FIRST_PORT} is taken.`)
  console.log(`The demo store: ${server.origin}/   (Ctrl+C ends it)`)
  await buildAll().catch((error) => console.error(`${error.message}\nThe store is served, but without fresh twins.`))
} catch (error) {
  console.error(error.message)
  process.exit(1)
}
