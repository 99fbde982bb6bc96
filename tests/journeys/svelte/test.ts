/** Svelte 5, which hydrates the main part of a page that its server has rendered. */
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Plugin } from 'esbuild'
import { bundle, evaluate } from '../harness/bundle'
import { around, hydrating } from '../harness/hydrated'
import { journeys } from '../harness/walks'

const here = new URL('.', import.meta.url)

interface Compiler {
  compile(source: string, options: { generate: 'client' | 'server'; filename: string }): { js: { code: string } }
}
const { compile } = createRequire(import.meta.url)('svelte/compiler') as Compiler

const components = (generate: 'client' | 'server'): Plugin => ({
  name: 'components',
  setup: (build) =>
    build.onLoad({ filter: /\.svelte$/ }, async ({ path }) => ({
      contents: compile(await readFile(path, 'utf8'), { generate, filename: path }).js.code,
      loader: 'js',
    })),
})

const client = await bundle(here, 'client.js', { plugins: [components('client')], conditions: ['svelte', 'browser', 'production'] })
const server = await bundle(here, 'server.js', { plugins: [components('server')], conditions: ['svelte', 'production'], platform: 'node', format: 'cjs' })
const { render } = evaluate<{ render(path: string): { body: string; head: string } }>(server)
const page = (path: string, script?: string) => {
  const { body, head } = render(path)
  return around('Svelte', body, script, head)
}

journeys(import.meta.url, await hydrating('Svelte 5', 'early', client, page), await hydrating('Svelte 5', 'late', client, page))
