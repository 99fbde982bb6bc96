import { ownerOf, purposeName } from './policy.js'

/** The cookies this page can see, each with the service that declares it. */
export function cookiesPresent(policy) {
  return document.cookie
    .split('; ')
    .filter(Boolean)
    .map((pair) => {
      const name = pair.split('=', 1)[0]
      const { service, purpose } = ownerOf(policy, name)
      return {
        name,
        owner: service ? `${service}, ${purposeName(policy, purpose)}` : 'not declared in the policy',
        known: Boolean(service),
      }
    })
}
