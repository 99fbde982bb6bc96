// portcullis expand FILE: the policy as a page takes it, without a further request for the catalogue.

import { flags, oneFile } from './misuse.mjs'
import { readPolicy } from './policy-file.mjs'
import { resolve } from '../../www/catalogue/resolve.mjs'
import { readCatalogue } from './shipped.mjs'
import { OUT, written } from './written.mjs'

export async function expand(words, { stdout }) {
  const { values, positionals } = flags(words, OUT)
  const policy = resolve(readPolicy(oneFile(positionals)), readCatalogue())
  written(`${JSON.stringify(policy, null, 2)}\n`, values, stdout)
  return 0
}
