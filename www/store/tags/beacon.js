// What the shop's own tags share. Each is an ES module that the page holds back until its purpose is granted.

/** A tag that is already running asks again before each report: a withdrawn choice stops it at once. */
const allowed = (purpose) => window.portcullis?.allows(purpose) === true

export function report(tag, purpose, event, detail = {}) {
  if (!allowed(purpose)) return
  const body = JSON.stringify({ event, page: location.pathname, ...detail })
  if (!navigator.sendBeacon?.(`/collect/${tag}`, body)) {
    fetch(`/collect/${tag}`, { method: 'POST', body, keepalive: true }).catch(() => {})
  }
}

export function remembered(name) {
  const found = document.cookie.split('; ').find((pair) => pair.startsWith(`${name}=`))
  return found ? decodeURIComponent(found.slice(name.length + 1)) : ''
}

export function remember(purpose, name, value, days) {
  if (!allowed(purpose)) return
  document.cookie = `${name}=${encodeURIComponent(value)}; Path=/; Max-Age=${days * 86400}; SameSite=Lax`
}

/** Hears everything the page has said so far, then everything it says later. */
export function follow(hear) {
  for (const said of window.dataLayer ?? []) if (said?.event) hear(said)
  document.addEventListener('store:event', ({ detail }) => hear(detail))
}
