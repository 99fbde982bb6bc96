/** Bundles of libraries and pages' scripts, as a user's build makes them. */
import { createRequire } from 'node:module'
import { type BuildOptions, build } from 'esbuild'

const SETTINGS: BuildOptions = {
  bundle: true,
  write: false,
  minify: true,
  logLevel: 'error',
  jsx: 'automatic',
  define: { 'process.env.NODE_ENV': '"production"' },
}

/** The bundle of a file in `folder`. */
export async function bundle(folder: URL, entry: string, settings: BuildOptions = {}): Promise<string> {
  const { outputFiles } = await build({ ...SETTINGS, format: 'iife', absWorkingDir: folder.pathname, entryPoints: [entry], ...settings })
  return outputFiles![0]!.text
}

/** The bundle of a few lines that stand in `folder`. */
export async function bundleOf(folder: URL, contents: string, settings: BuildOptions = {}): Promise<string> {
  const { outputFiles } = await build({
    ...SETTINGS,
    format: 'iife',
    absWorkingDir: folder.pathname,
    stdin: { contents, resolveDir: folder.pathname, loader: 'jsx' },
    ...settings,
  })
  return outputFiles![0]!.text
}

/** What a bundle of CommonJS for the server exports. */
export function evaluate<T>(text: string): T {
  const module = { exports: {} }
  new Function('module', 'exports', 'require', text)(module, module.exports, createRequire(import.meta.url))
  return module.exports as T
}
