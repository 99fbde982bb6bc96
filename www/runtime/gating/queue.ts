/** The scripts that are to run, in order: who stands in line, and who is next. */
import type { Item } from './item';
import { isParsed } from './document-state';
import { sourceOf } from './held-addresses';

/** Scripts whose turn has not come. */
const line = new Set<Item>();
/** Those that wait for the document's end, as they would as written. */
const deferred = new Set<Item>();
/** Those of them that may have to be fetched ahead. */
export const unfetched = new Set<Item>();
/** Those that a script wrote: they come before all others. */
const first: Item[] = [];

/** Puts `item` in line, once. */
export function queue(item: Item): void {
  if (line.has(item) || deferred.has(item)) return;
  (isDeferred(item) ? deferred : line).add(item);
  unfetched.add(item);
}

/** Puts what a script wrote before all that stand in line. */
export const queueFirst = (items: Item[]) => void first.unshift(...items);

/** Puts those in line that waited for the document's end: the page's own deferred scripts have run. */
export function queueDeferred(): void {
  for (const item of deferred) line.add(item);
  deferred.clear();
}

/** Who is next, if anybody. */
export const next = (): Item | undefined => first[0] || line.values().next().value;

/** Takes who is next out of line. */
export function leave(item: Item): void {
  if (item === first[0]) first.shift();
  else line.delete(item);
}

/** True for a script that waits for the document's end. */
function isDeferred({ element, type, prefix }: Item): boolean {
  if (isParsed() || element.hasAttribute('async')) return false;
  return type === 'module' || (sourceOf(element, prefix) !== null && element.hasAttribute('defer'));
}
