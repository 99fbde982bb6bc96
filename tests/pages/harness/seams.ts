/**
 * What tests put in the place of a browser's natives while a page runs. Our files use what was there when the tag ran, so a
 * native that a test may change later is replaced before: by one that asks what stands in its place by now.
 */

/** Runs in the page, before the tag. */
export function seam(): void {
  const { getOwnPropertyDescriptor, defineProperty } = Object
  const { apply } = Reflect
  const methods: [object, string][] = [
    [window, 'setTimeout'],
    [window, 'requestAnimationFrame'],
    [Date, 'now'],
    [Performance.prototype, 'now'],
    [Storage.prototype, 'getItem'],
    [Storage.prototype, 'setItem'],
    [globalThis.SubtleCrypto?.prototype, 'digest'],
    [DataView.prototype, 'getInt32'],
    [Element.prototype, 'querySelectorAll'],
    [Document.prototype, 'querySelectorAll'],
    [Document.prototype, 'createElement'],
  ].filter(([owner]) => owner) as never
  const restore: (() => void)[] = []
  for (const [owner, name] of methods) {
    const place = getOwnPropertyDescriptor(owner, name)!
    const real = place.value as () => unknown
    // What stood there before the tag calls the one before, which is this.
    let inside = false
    const now = function (this: unknown, ...given: never[]) {
      const other = (owner as Record<string, unknown>)[name] as () => unknown
      if (other === now || other === real || inside) return apply(real, this, given)
      inside = true
      try {
        return apply(other, this, given)
      } finally {
        inside = false
      }
    }
    defineProperty(owner, name, { ...place, value: now })
    restore.push(() => (owner as Record<string, unknown>)[name] === now && defineProperty(owner, name, place))
  }
  // The page itself has the browser's own again, as soon as the tag has run.
  document.addEventListener('load', ({ target }) => (target as Element).localName === 'script' && restore.splice(0).forEach((one) => one()), true)
  const place = getOwnPropertyDescriptor(Document.prototype, 'hidden')!
  let inside = false
  const get = function (this: Document): unknown {
    const other = getOwnPropertyDescriptor(Document.prototype, 'hidden')!
    if (other.get === get || inside) return apply(place.get!, this, [])
    inside = true
    try {
      return other.get ? apply(other.get, this, []) : other.value
    } finally {
      inside = false
    }
  }
  defineProperty(Document.prototype, 'hidden', { ...place, get })
}
