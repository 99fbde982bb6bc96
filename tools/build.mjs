// npm run build: dist/ from src/ and www/. Only what changed is built again. PROFILE=plain uses no unstable flag.

import { buildAll } from './build/all.mjs'

const began = performance.now()
try {
  const { profile } = await buildAll()
  const note = profile === 'plain' ? ' (plain profile: larger than what is shipped)' : ''
  console.log(`dist/ is up to date after ${((performance.now() - began) / 1000).toFixed(1)} s${note}`)
} catch (error) {
  console.error(error.message)
  console.error('The build failed; what is in dist/ may be of an older state.')
  process.exit(1)
}
