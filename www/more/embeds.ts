/** Releases and takes back embedded content, and shows and hides parts of the page. */
import type { Item } from './item';
import { put } from './trust';

/** Attributes that make an element fetch something. */
const REAL = ['src', 'srcset', 'srcdoc', 'href', 'data', 'poster'];

/** The attributes of `element` that are held back under `prefix`. */
export const heldBack = (element: Element, prefix: string) => REAL.filter((name) => element.hasAttribute(prefix + name));

/** What stood in the attributes before: a picture of the page's own, perhaps. */
const before = new WeakMap<Element, Record<string, string | null>>();

export function releaseEmbed({ element, prefix }: Item): void {
  const names = heldBack(element, prefix);
  before.set(element, Object.fromEntries(names.map((name) => [name, element.getAttribute(name)])));
  // A frame that the parser made has a place in the session history, and Back would load it again without
  // asking anyone; one that script put in the page has none.
  if (/^(iframe|embed|object)$/.test(element.localName)) element.replaceWith(element);
  for (const name of names) put(element, name, element.getAttribute(prefix + name)!);
  reload(element);
}

/** What is held back stays in the element for next time. */
export function takeBackEmbed({ element, prefix }: Item): void {
  for (const name of heldBack(element, prefix)) {
    const own = before.get(element)?.[name] ?? null;
    // A frame whose src is removed keeps its page; one that is led elsewhere does not.
    if (element.localName === 'iframe') element.setAttribute('src', 'about:blank');
    if (own === null) element.removeAttribute(name);
    else put(element, name, own);
    if (name === 'srcdoc') element.removeAttribute('src');
  }
  reload(element);
}

/** Media notice new and removed sources only when told. */
function reload(element: Element): void {
  const player = element.localName === 'source' ? element.parentElement : element;
  if (player instanceof HTMLMediaElement) player.load();
}

/** Shows or hides a part of the page by the attribute that our style sheet reads. */
export function show({ element }: Item, shown: boolean): void {
  element.dataset.consentState = shown ? 'shown' : 'hidden';
}
