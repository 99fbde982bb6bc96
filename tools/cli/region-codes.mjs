// Codes of regions as people write them: an ISO 3166 code, EU, or a country's name.

const OTHERS = ['*', 'EU', 'EEA']
// What people write and no language's list of countries has.
const MEANT = { UK: 'GB', 'GREAT BRITAIN': 'GB', ENGLAND: 'GB', EUROPE: 'EU', 'EUROPEAN UNION': 'EU', USA: 'US', AMERICA: 'US', WORLD: '*', ALL: '*' }
const LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'nl']

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
// What Intl knows beside countries: unions, and codes kept for other uses.
const NONE = /^(AC|CP|CQ|DG|EA|EU|EZ|IC|QO|TA|UN|X[A-Z]|ZZ)$/
const inLanguage = (language) => new Intl.DisplayNames(language, { type: 'region', fallback: 'none' })
const english = inLanguage('en')

/** True for a country's code; codes of countries that are gone are spelt as those that came after. */
function isCountry(code) {
  return /^[A-Z]{2}$/.test(code) && !NONE.test(code) && new Intl.Locale(`und-${code}`).region === code && english.of(code) !== undefined
}

/** True for a code, in capitals, that Portcullis compares a visitor's region with. */
export function isRegion(code) {
  const [country, part, ...more] = code.split('-')
  return OTHERS.includes(code) || (more.length === 0 && isCountry(country) && (part === undefined || /^[A-Z0-9]{1,3}$/.test(part)))
}

/** `{ code, name }` of the country that `text` is a name of; `undefined` where it is none. */
export function meantBy(text) {
  const wanted = text.toUpperCase()
  const named = () => LETTERS.flatMap((a) => LETTERS.map((b) => a + b)).filter(isCountry)
  const is = (code) => LANGUAGES.some((language) => inLanguage(language).of(code)?.toUpperCase() === wanted)
  const code = Object.hasOwn(MEANT, wanted) ? MEANT[wanted] : named().find(is)
  return code && { code, name: isCountry(code) ? english.of(code) : code }
}
