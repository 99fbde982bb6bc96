// A policy as a file: read, its catalogue services written out, its words in files of their own brought in.

import { readFileSync } from 'node:fs'
import path from 'node:path'
import { Misuse } from './misuse.mjs'
import { isObject } from '../../www/catalogue/resolve.mjs'
import { lineStarts, position } from './places.mjs'

// The JSON in a file: { text, value }, or { text, problem } where it is none.
export function readJson(file) {
  let text
  try {
    // A browser's response.json() goes past a byte order mark too.
    text = readFileSync(file, 'utf8').replace(/^\ufeff/, '')
  } catch (error) {
    throw new Misuse(`${file}: cannot be read (${error.code ?? error.message})`, { showUsage: false })
  }
  try {
    return { text, value: JSON.parse(text) }
  } catch (error) {
    const offset = Number(/position (\d+)/.exec(error.message)?.[1] ?? text.length)
    const reason = error.message.replace(/\s+/g, ' ').slice(0, 160)
    return { text, problem: { ...position(lineStarts(text), offset), reason } }
  }
}

// The JSON in a file that has to be a policy, for commands that make something of it.
export function readPolicy(file) {
  const { value, problem } = readJson(file)
  if (problem) throw new Misuse(`${file}:${problem.line}:${problem.column}: not valid JSON: ${problem.reason}`, { showUsage: false })
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Misuse(`${file}: not a policy. portcullis check ${file} says why`, { showUsage: false })
  }
  return value
}

// `policy` with the texts of each language in it, as far as their files can be read here. `missing` are the
// languages whose file cannot: { language, url }.
export function withWords(policy, { file, root }) {
  const missing = []
  if (!isObject(policy) || !isObject(policy.words)) return { policy, missing }
  const words = Object.entries(policy.words).map(([language, texts]) => {
    if (typeof texts !== 'string') return [language, texts]
    const place = placeOf(texts, { file, root })
    try {
      if (place) return [language, JSON.parse(readFileSync(place, 'utf8').replace(/^\ufeff/, ''))]
    } catch {
      // Said below, with the URL as the policy has it.
    }
    missing.push({ language, url: texts })
    return [language, texts]
  })
  return { policy: { ...policy, words: Object.fromEntries(words) }, missing }
}

// A browser takes the URL relative to the page; here `root` stands for the host, and the policy's folder for the page's.
function placeOf(url, { file, root }) {
  if (/^[a-z][a-z\d+.-]*:|^\/\//i.test(url)) return undefined
  const [plain] = url.split(/[?#]/)
  return plain.startsWith('/') ? path.join(root ?? path.dirname(file), plain) : path.resolve(path.dirname(file), plain)
}

