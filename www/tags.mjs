// Under which tags the words of a language are looked for, the best first: its own, the script of Traditional Chinese,
// the language alone, and a Chinese reader's other script. Norwegian is written in two ways, and Hebrew had another
// code once. Shared by pages and the command line; src/check/tags.rs says the same.

// Tags are the same in any case (RFC 5646, section 2.1.1), and many programs write de_DE.
/** @type {(tag: unknown) => string} */
const plain = (tag) => `${tag}`.replaceAll('_', '-').toLowerCase()

/** @type {(tag: string) => string[]} */
export const tagsOf = (tag) => {
  const own = plain(tag)
  const first = own.split('-')[0]
  const main = /^n[no]$/.test(first) ? 'nb' : first === 'iw' ? 'he' : first
  return [own, /^zh-(hant|tw|hk|mo)\b/.test(own) ? 'zh-hant' : own, main, main + '-hant']
}

// Languages that are written from the right.
export const RIGHT_TO_LEFT = /^(ar|he|fa|ur|yi|ps|sd|ug|dv|ckb)\b/i

// The one of `offered` that is best for who reads the first of `wanted`, or else the next, as it is written there.
/** @type {(wanted: string[], offered: string[]) => string | undefined} */
export const bestOf = (wanted, offered) => {
  for (const tag of wanted.flatMap(tagsOf)) {
    const found = offered.find((one) => plain(one) === tag)
    if (found) return found
  }
}
