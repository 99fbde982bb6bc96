/** The id of the record that comes of a choice which a page kept before the gate could take it. */

/** FNV-1a, as `key` in `src/policy/purpose.rs`. */
const key = (text: string) => new TextEncoder().encode(text).reduce((sum, byte) => Math.imul(sum ^ byte, 0x1000193), 0x811c9dc5);

/** The id of the record of a choice that was kept; `src/consent/early.rs` makes the same one. */
export const idOf = (kept: string) => [0, 1, 2].map((salt) => (key(salt + kept) >>> 0).toString(16).padStart(8, '0')).join('');
