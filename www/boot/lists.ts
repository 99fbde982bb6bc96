/**
 * What the language does by looking for the page's own, done without: iterators, the making of lists and the use of
 * expressions. The build has our files call these (`tools/build/natives`), and this file, too, uses what the tag has kept.
 */

/** The members of a set. */
export function $ofSet<T>(set: Set<T>): T[] {
  const list: T[] = [];
  set.forEach((one) => list.push(one));
  return list;
}

/** Names and values of a map. */
export function $ofMap<K, V>(map: Map<K, V>): [K, V][] {
  const list: [K, V][] = [];
  map.forEach((value, key) => list.push([key, value]));
  return list;
}

export const $keys = <K>(map: Map<K, unknown>): K[] => $ofMap(map).map((pair) => pair[0]);
export const $values = <V>(map: Map<unknown, V>): V[] => $ofMap(map).map((pair) => pair[1]);

/** The characters of a text. */
export function $letters(text: string): string[] {
  const list: string[] = [];
  for (let at = 0; at < text.length; at += list[list.length - 1]!.length) {
    list.push(text.slice(at, at + (text.codePointAt(at)! > 0xffff ? 2 : 1)));
  }
  return list;
}

export function $toMap<K, V>(list: readonly (readonly [K, V])[]): Map<K, V> {
  const map = new Map<K, V>();
  list.forEach((pair) => map.set(pair[0], pair[1]));
  return map;
}

export function $toSet<T>(list: readonly T[]): Set<T> {
  const set = new Set<T>();
  list.forEach((one) => set.add(one));
  return set;
}

/** `Array.from`, of what has a length. */
export function $from<T, U>(list: ArrayLike<T>, make: (one: T, at: number) => U): U[] {
  const made: U[] = [];
  for (let at = 0; at < list.length; at++) made.push(make(list[at]!, at));
  return made;
}

export function $fromEntries<V>(list: readonly (readonly [string, V])[]): Record<string, V> {
  const object: Record<string, V> = {};
  list.forEach((pair) => (object[pair[0]] = pair[1]));
  return object;
}

/** `Promise.all` does ask the page's `resolve` and `then`. */
export const $all = (list: readonly unknown[]): Promise<unknown[]> =>
  new Promise((done, fail) => {
    const given: unknown[] = [];
    let waits = list.length;
    if (!waits) done(given);
    list.forEach((one, at) =>
      Promise.resolve(one).then((value) => {
        given[at] = value;
        if (!--waits) done(given);
      }, fail),
    );
  });

/** `catch` asks the page's `then`. */
export const $catch = <T>(promise: Promise<T>, hear: (error: unknown) => T): Promise<T> => promise.then(undefined, hear);

/** `test` asks the page's `exec`. */
export const $test = (expression: RegExp, text: string): boolean => expression.exec(text) !== null;

/** What matches; the first alone of an expression that is not global. */
export function $every(text: string, expression: RegExp): RegExpExecArray[] {
  const list: RegExpExecArray[] = [];
  expression.lastIndex = 0;
  for (let found; (found = expression.exec(text)); ) {
    list.push(found);
    if (!expression.global) break;
    // Else what matches nothing matches for ever.
    if (!found[0]) expression.lastIndex += 1;
  }
  return list;
}

/** `replace`, by a text without `$`, or what is made of the match and its group. */
export function $replace(text: string, what: RegExp | string, by: string | ((found: string, group: string) => string)): string {
  if (typeof what === 'string') return text.replace(what, by as string);
  let replaced = '';
  let from = 0;
  $every(text, what).forEach((found) => {
    replaced += text.slice(from, found.index) + (typeof by === 'string' ? by : by(found[0], found[1]!));
    from = found.index + found[0].length;
  });
  return replaced + text.slice(from);
}

/** The matches of a global expression. */
export const $match = (text: string, expression: RegExp): string[] => $every(text, expression).map((found) => found[0]);

export function $split(text: string, at: RegExp | string): string[] {
  if (typeof at === 'string') return text.split(at);
  const parts: string[] = [];
  let from = 0;
  $every(text, RegExp(at, at.ignoreCase ? 'gi' : 'g')).forEach((found) => {
    parts.push(text.slice(from, found.index));
    from = found.index + found[0].length;
  });
  return [...parts, text.slice(from)];
}

/** `value` without what a page has put on the prototypes; lists, too, keep theirs only with `lists`. */
export function $bare(value: unknown, lists?: boolean): unknown {
  if (typeof value !== 'object' || !value) return value;
  if (!Array.isArray(value)) return $fromEntries(Object.entries(value).map((pair) => [pair[0], $bare(pair[1], lists)]));
  const list = value.map((one) => $bare(one, lists));
  return lists ? list : Object.setPrototypeOf(list, null);
}

/** `JSON.stringify`, whatever Prototype.js has put on lists. */
export const $stringify = (value: unknown): string => JSON.stringify($bare(value));

/** `JSON.parse`, of which nothing is read that is not in the text. */
export const $parse = (text: string): unknown => $bare(JSON.parse(text), true);
