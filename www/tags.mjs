// Under which tags the words of a language are looked for, the best first: its own, the script of Traditional Chinese,
// the language alone, and a Chinese reader's other script. Norwegian is written in two ways, and Hebrew had another
// code once. Shared by pages and the command line; src/check/tags.rs says the same.

export const tagsOf = (tag) => {
  const main = tag.split('-')[0].replace(/^n[no]$/, 'nb').replace('iw', 'he')
  return [tag, tag.replace(/^zh-(hant|tw|hk|mo)\b.*/i, 'zh-Hant'), main, main + '-Hant']
}
