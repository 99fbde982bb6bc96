// portcullis check FILE…: exit status 1 where a policy would not be used, or, with --strict, where there are warnings.

import { findingsIn } from './findings.mjs'
import { Misuse, flags } from './misuse.mjs'
import { plain } from './plain.mjs'
import { interfaceWords, loadChecker, readCatalogue } from './shipped.mjs'

// So many findings of a file are printed; a file that is wrong everywhere is mended from its beginning.
const MOST = 200

export async function check(words, { stdout }) {
  const { values, positionals } = flags(words, {
    strict: { type: 'boolean' },
    json: { type: 'boolean' },
    root: { type: 'string' },
  })
  if (positionals.length === 0) throw new Misuse('which policy? portcullis check FILE…')
  const ui = Object.keys(interfaceWords('en'))
  const given = { checker: await loadChecker(), ui, catalogue: readCatalogue(), root: values.root }
  const files = positionals.map((file) => counted(file, findingsIn(file, given)))
  stdout.write(values.json ? `${JSON.stringify({ files }, null, 2)}\n` : files.map(printed).join(''))
  return files.some(({ errors, warnings }) => errors > 0 || (values.strict && warnings > 0)) ? 1 : 0
}

function counted(file, { used, findings }) {
  const errors = findings.filter(({ level }) => level === 'error').length
  return { file, used, errors, warnings: findings.length - errors, findings }
}

function printed({ file, errors, warnings, findings }) {
  const lines = findings
    .slice(0, MOST)
    .map(({ level, line, column, sentence }) => `${plain(`${file}:${line}:${column} ${level} ${sentence}`)}\n`)
  if (findings.length > MOST) lines.push(`${plain(file)}: and ${findings.length - MOST} more\n`)
  return `${lines.join('')}${plain(file)}: ${summary(errors, warnings)}\n`
}

function summary(errors, warnings) {
  const count = (number, what) => `${number} ${what}${number === 1 ? '' : 's'}`
  if (errors > 0) return `not used: ${count(errors, 'error')}, ${count(warnings, 'warning')}`
  return warnings > 0 ? `used, with ${count(warnings, 'warning')}` : 'no problems found'
}
