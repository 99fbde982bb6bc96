// Under which tags the words of a language are looked for, the best first: its own, the script of Traditional Chinese,
// the language alone, and a Chinese reader's other script. Norwegian is written in two ways, and Hebrew had another
// code once. Shared by pages and the command line; src/check/tags.rs says the same.

// Tags are the same in any case (RFC 5646, section 2.1.1), and many programs write de_DE.
const plain = (tag) => `${tag}`.replace(/_/g, '-').toLowerCase()

export const tagsOf = (tag) => {
  const own = plain(tag)
  const main = own.split('-')[0].replace(/^n[no]$/, 'nb').replace('iw', 'he')
  return [own, own.replace(/^zh-(hant|tw|hk|mo)\b.*/, 'zh-hant'), main, main + '-hant']
}

// Languages that are written from the right.
export const RIGHT_TO_LEFT = /^(ar|he|fa|ur|yi|ps|sd|ug|dv|ckb)\b/i

// The one of `offered` that is best for who reads the first of `wanted`, or else the next, as it is written there.
export const bestOf = (wanted, offered) => {
  for (const tag of wanted.flatMap(tagsOf)) {
    const found = offered.find((one) => plain(one) === tag)
    if (found) return found
  }
}
