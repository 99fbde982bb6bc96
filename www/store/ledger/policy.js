// The policy that the page's own tag names, for the purposes', services' and cookies' names.

const tag = () => document.querySelector('script[data-policy]')

export const tried = () => ({ region: tag()?.dataset.region ?? '', lang: tag()?.dataset.lang ?? '' })

export async function readPolicy() {
  try {
    const answer = await fetch(tag().dataset.policy)
    return answer.ok ? await answer.json() : null
  } catch {
    return null
  }
}

export function purposeName(policy, id) {
  return policy?.words?.en?.purposes?.[id]?.name ?? id
}

const glob = (pattern) =>
  new RegExp(
    `^${pattern
      .split('*')
      .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
      .join('.*')}$`,
  )

/** The service that declares this cookie, and the purpose that service serves. */
export function ownerOf(policy, cookie) {
  const service = policy?.services?.find(({ cookies = [] }) =>
    cookies.some(({ name, pattern }) => name === cookie || (pattern && glob(pattern).test(cookie))),
  )
  const purpose = service && policy.purposes.find(({ services = [] }) => services.includes(service.id))
  return { service: service?.id, purpose: purpose?.id }
}
