/** A list in words. Not by `Intl.ListFormat`: `tools/build/lists.mjs` says why. */

/**
 * `names` as a language writes a list. `like` says what stands between them: "between|before the last|between two", and
 * where that changes "|to this|before a name that begins so, or so"; commas without it.
 */
export function listed(names: string[], like?: string): string {
  const parts = (like || ', ').split('|');
  const [between, last = between, two = last, change] = parts;
  const before = parts.slice(4);
  const joint = (name: string, at: number) =>
    at < names.length - 1 ? between : before.some((start) => name.toLowerCase().startsWith(start)) ? change : at > 1 ? last : two;
  return names.map((name, at) => (at ? joint(name, at) : '') + name).join('');
}
