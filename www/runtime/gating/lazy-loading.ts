/**
 * A frame or a picture that works is marked as one to be loaded when it comes near (`loading=lazy`). It is loaded by then; a copy
 * that a page makes of it, and puts back when it may no longer be loaded, is asked for no earlier than the next frame, and we have
 * looked at it before (https://html.spec.whatwg.org/multipage/urls-and-fetching.html#lazy-loading-attributes).
 */

/** What the page said of it, for elements that were marked. */
const own = new WeakMap<Element, string | null>();

/** What is loaded for `element`: of a source, the picture. */
const loadedFor = (element: Element) =>
  /^(iframe|img)$/.test(element.localName) ? element : element.localName === 'source' ? element.closest('picture')?.querySelector('img') : undefined;

/** Marks what works. */
export function putOff(element: Element): void {
  const loaded = loadedFor(element);
  if (!loaded) return;
  if (!own.has(loaded)) own.set(loaded, loaded.getAttribute('loading'));
  loaded.setAttribute('loading', 'lazy');
}

/** Takes the mark away: what was put off is asked for at once. A copy brought it along, and its page's own word is lost. */
export function ask(element: Element): void {
  const loaded = loadedFor(element);
  if (!loaded) return;
  const said = own.has(loaded) ? own.get(loaded)! : isCopy(loaded) ? null : loaded.getAttribute('loading');
  own.set(loaded, said);
  if (said === null) loaded.removeAttribute('loading');
  else loaded.setAttribute('loading', said);
}

/** Has what we set in it already, and was never looked at before. */
const isCopy = (loaded: Element) => ['src', 'srcset'].some((name) => loaded.hasAttribute(name) && loaded.getAttribute(name) === loaded.getAttribute('data-consent-' + name));
