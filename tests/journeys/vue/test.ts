/** Vue 3, which hydrates the main part of a page that its server has rendered. */
import { bundle, evaluate } from '../harness/bundle'
import { around, hydrating } from '../harness/hydrated'
import { journeys } from '../harness/walks'

const here = new URL('.', import.meta.url)
const define = { __VUE_OPTIONS_API__: 'false', __VUE_PROD_DEVTOOLS__: 'false', __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'true', 'process.env.NODE_ENV': '"production"' }

const client = await bundle(here, 'client.js', { define })
const { render } = evaluate<{ render(path: string): Promise<string> }>(await bundle(here, 'server.js', { define, platform: 'node', format: 'cjs' }))
const page = async (path: string, script?: string) => around('Vue', await render(path), script)

journeys(import.meta.url, await hydrating('Vue 3', 'early', client, page), await hydrating('Vue 3', 'late', client, page))
