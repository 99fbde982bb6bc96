// Everything there is to say against the policy in a file: what the check module finds, and what only the text of the
// file and the files beside it can tell.

import { readJson, withWords } from './policy-file.mjs'
import { placesIn } from './places.mjs'
import { resolve } from '../../www/catalogue/resolve.mjs'
import { isTooDeep, tokens } from './tokens.mjs'

// A finding of this file, beside those of the check module: `says` is its sentence after the path.
const finding = (level, path, found, expected, says) => ({ level, path, found, expected, sentence: `${path || 'policy'}: ${says}` })

// { used, findings }: whether a browser would use the policy, and each finding with its line and column.
// `checker`, `ui` and `catalogue` come from shipped.mjs.
export function findingsIn(file, { checker, ui, catalogue, root }) {
  const { text, value, problem } = readJson(file)
  if (problem) {
    const { line, column, reason } = problem
    return { used: false, findings: [{ ...finding('error', '', `no valid JSON (${reason})`, 'a JSON file', `not valid JSON: ${reason}`), line, column }] }
  }
  if (isTooDeep(value)) {
    const deep = finding('error', '', 'lists and objects nested more than 100 deep', 'a policy', 'nested more than 100 deep')
    return { used: false, findings: [{ ...deep, line: 1, column: 1 }] }
  }
  const { policy, missing } = withWords(value, { file, root })
  const ids = catalogue.services.map(({ id }) => id)
  const { used, findings } = checker(tokens(resolve(policy, catalogue)), ui, ids)
  const places = placesIn(text)
  for (const { path } of places.twice) {
    findings.push(finding('warning', path, 'a key twice', 'each key once', 'duplicate key. The last one counts'))
  }
  for (const { language, url } of missing) {
    const says = `${JSON.stringify(url)} could not be loaded; --root names the folder that is shown as /`
    findings.push(finding('warning', `words.${language}`, JSON.stringify(url), 'a file that can be read here', says))
  }
  const placed = findings.map((said) => ({ ...said, ...places.at(said.path) }))
  return { used, findings: placed.sort((a, b) => (a.level > b.level) - (a.level < b.level) || a.line - b.line || a.column - b.column) }
}
