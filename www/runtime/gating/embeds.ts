/** Releases and takes back embedded content. */
import { heldBack } from './held-addresses';
import type { Item } from './item';
import { ask, putOff } from './lazy-loading';

/** What stood in an attribute before what was held went there: a picture of the page's own, perhaps. By element, for copies by what was held. */
const before = new WeakMap<Element, Record<string, string | null>>();
const copied = new Map<string, string | null>();

function noteBefore({ element, prefix }: Item): Record<string, string | null> {
  let own = before.get(element);
  if (!own) {
    own = {};
    for (const name of heldBack(element, prefix)) {
      const value = element.getAttribute(name);
      const held = element.getAttribute(prefix + name);
      const key = [element.localName, name, held].join('\n');
      // A copy of one that works has the address there already.
      if (value !== held) copied.set(key, value);
      own[name] = copied.get(key) ?? null;
    }
    before.set(element, own);
  }
  return own;
}

/** Sets what is held back, unless it stands there: a page may have taken it out again, or hold back another address by now. */
export function releaseEmbed(item: Item): void {
  const { element, prefix } = item;
  const fresh = !before.has(element);
  noteBefore(item);
  // A frame that the parser made has a place in the session history, and Back would load it again without
  // asking anyone; one that script put in the page has none.
  if (fresh && /^(iframe|embed|object)$/.test(element.localName)) element.replaceWith(element);
  ask(element);
  for (const name of heldBack(element, prefix)) {
    const value = element.getAttribute(prefix + name)!;
    if (element.getAttribute(name) !== value) element.setAttribute(name, value);
  }
  reload(element);
  // Pictures look at the mark when the present task is done.
  setTimeout(() => item.released && putOff(element));
}

/** True where what was set is there no more. */
export function isUndone({ element, prefix }: Item): boolean {
  return heldBack(element, prefix).some((name) => element.getAttribute(name) !== element.getAttribute(prefix + name));
}

/** True where a copy of one that worked has brought along what is held back. */
export function isStray({ element, prefix }: Item): boolean {
  return heldBack(element, prefix).some((name) => element.getAttribute(name) === element.getAttribute(prefix + name));
}

/** What is held back stays in the element for next time. */
export function takeBackEmbed(item: Item): void {
  const { element, prefix } = item;
  const own = noteBefore(item);
  for (const name of heldBack(element, prefix)) {
    // A frame whose src is removed keeps its page in some browsers; one that is led elsewhere does not.
    if (element.localName === 'iframe') element.setAttribute(name, 'about:blank');
    if (own[name] === null || own[name] === undefined) element.removeAttribute(name);
    else element.setAttribute(name, own[name]!);
  }
  ask(element);
  reload(element);
}

/** Media notice new and removed sources only when told. */
function reload(element: Element): void {
  const player = element.localName === 'source' ? element.parentElement : element;
  if (player instanceof HTMLMediaElement) player.load();
}
