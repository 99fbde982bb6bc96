/** The id of the record that comes of a choice which a page kept before the gate could take it. */

/** FNV-1a, as `key` in `src/policy/purpose.rs`. */
function key(text: string): number {
  let sum = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) sum = Math.imul(sum ^ byte, 0x1000193);
  return sum;
}

/** The id of the record of a choice that was kept; `src/consent/early.rs` makes the same one. */
export const idOf = (kept: string) => [0, 1, 2].map((salt) => (key(salt + kept) >>> 0).toString(16).padStart(8, '0')).join('');
