// portcullis render FILE: the disclosures as a page without scripts, for visitors who run none and for paper.

import { page } from './html.mjs'
import { flags, oneFile } from './misuse.mjs'
import { plain } from './plain.mjs'
import { readPolicy, withWords } from './policy-file.mjs'
import { resolve } from '../../www/catalogue/resolve.mjs'
import { interfaceWords, readCatalogue } from './shipped.mjs'
import { textsIn } from './texts.mjs'
import { OUT, written } from './written.mjs'

export async function render(words, { stdout, stderr }) {
  const { values, positionals } = flags(words, {
    ...OUT,
    lang: { type: 'string' },
    root: { type: 'string' },
    fragment: { type: 'boolean' },
  })
  const file = oneFile(positionals)
  const { policy, missing } = withWords(resolve(readPolicy(file), readCatalogue()), { file, root: values.root })
  for (const { language, url } of missing) stderr.write(`portcullis: ${plain(`words.${language}: ${url} could not be loaded; --root names the folder that is shown as /`)}\n`)
  const lang = values.lang ?? policy.language ?? 'en'
  written(page(policy, textsIn(policy, lang, interfaceWords(lang)), values), values, stdout)
  return 0
}
