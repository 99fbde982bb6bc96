/** React, which hydrates a whole document and a part of one, before us and after, and unmounts what is held in it. */
import { bundle, evaluate } from '../harness/bundle'
import { hydrating } from '../harness/hydrated'
import { journeys } from '../harness/walks'

const here = new URL('.', import.meta.url)

for (const version of ['18', '19']) {
  // React 18 is installed under another name.
  const alias: Record<string, string> = version === '18' ? { react: 'react18', 'react-dom': 'react-dom18' } : {}
  const client = await bundle(here, 'client.jsx', { alias })
  const { render } = evaluate<{ render(path: string, script?: string): string }>(await bundle(here, 'server.jsx', { alias, platform: 'node', format: 'cjs' }))
  for (const when of ['early', 'late'] as const) journeys(import.meta.url, await hydrating(`React ${version}`, when, client, render))
}
