/** Elements that were looked at, and what a script element is. */
import type { Item } from './item';

/** What each element is gated as, so that one that moves is not taken for a new one. */
export const known = new WeakMap<Element, Item[]>();

/** True for a `type` that is none of a script that runs: `text/plain`, JSON. */
export const isNoScript = (type: string) =>
  !/^(|module|importmap|speculationrules|(text|application)\/(x-)?(java|ecma)script)$/i.test(type.trim());
