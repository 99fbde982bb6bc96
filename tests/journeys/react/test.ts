/** React, which hydrates a whole document and a part of one, before us and after, and unmounts what is held in it. */
import { bundle, evaluate } from '../harness/bundle'
import { hydrating } from '../harness/hydrated'
import type { Site } from '../harness/site'
import { journeys } from '../harness/walks'

const here = new URL('.', import.meta.url)

const sites = async (version: string): Promise<Site[]> => {
  // React 18 is installed under another name.
  const alias: Record<string, string> = version === '18' ? { react: 'react18', 'react-dom': 'react-dom18' } : {}
  const client = await bundle(here, 'client.jsx', { alias })
  const { render } = evaluate<{ render(path: string, script?: string): string }>(await bundle(here, 'server.jsx', { alias, platform: 'node', format: 'cjs' }))
  return Promise.all((['early', 'late'] as const).map((when) => hydrating(`React ${version}`, when, client, render)))
}

journeys(import.meta.url, ...(await Promise.all(['18', '19'].map(sites))).flat())
