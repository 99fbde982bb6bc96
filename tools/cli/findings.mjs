// Everything there is to say against the policy in a file: what the check module finds, and what only the text of the
// file and the files beside it can tell.

import { readJson, withWords } from './policy-file.mjs'
import { placesIn } from './places.mjs'
import { resolve } from '../../www/catalogue/resolve.mjs'
import { isTooDeep, tokens } from './tokens.mjs'

const finding = (level, path, found, expected) => ({
  level,
  path,
  found,
  expected,
  sentence: `${path || 'policy'}: found ${found}, expected ${expected}`,
})

// { used, findings }: whether a browser would use the policy, and each finding with its line and column.
// `checker`, `ui` and `catalogue` come from shipped.mjs.
export function findingsIn(file, { checker, ui, catalogue, root }) {
  const { text, value, problem } = readJson(file)
  if (problem) {
    const { line, column, reason } = problem
    return { used: false, findings: [{ ...finding('error', '', `no JSON (${reason})`, 'a JSON file'), line, column }] }
  }
  if (isTooDeep(value)) {
    const deep = finding('error', '', 'lists and objects nested more than 100 deep', 'a policy')
    return { used: false, findings: [{ ...deep, line: 1, column: 1 }] }
  }
  const { policy, missing } = withWords(value, { file, root })
  const ids = catalogue.services.map(({ id }) => id)
  const { used, findings } = checker(tokens(resolve(policy, catalogue)), ui, ids)
  const places = placesIn(text)
  for (const { path } of places.twice) {
    findings.push(finding('warning', path, 'a key that stands here twice', 'each key once: the last one counts'))
  }
  for (const { language, url } of missing) {
    const expected = 'a file that can be read here; --root names the folder that is shown as /'
    findings.push(finding('warning', `words.${language}`, JSON.stringify(url), expected))
  }
  const placed = findings.map((said) => ({ ...said, ...places.at(said.path) }))
  return { used, findings: placed.sort((a, b) => (a.level > b.level) - (a.level < b.level) || a.line - b.line || a.column - b.column) }
}
