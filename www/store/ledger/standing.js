import { purposeName } from './policy.js'

/** Where the visitor stands, in one line: what is granted, by whose word, or that nothing has been decided. */
export function standing(policy) {
  const portcullis = window.portcullis
  if (!portcullis?.choices) return 'Portcullis is not loaded, so everything optional stays held.'
  const optional = (policy?.purposes ?? []).filter(({ required }) => !required).map(({ id }) => id)
  const granted = optional.filter((id) => portcullis.allows(id)).map((id) => purposeName(policy, id))
  const what =
    granted.length === 0 ? 'nothing optional' : granted.length === optional.length ? 'everything' : granted.join(', ')
  if (portcullis.choices()) return `Decided: ${what}.`
  if (granted.length === 0) return 'No choice has been made yet.'
  return `No choice has been made yet. The rule of this region allows ${what} until somebody objects.`
}
