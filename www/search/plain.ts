/** What a visitor's words find in a text: case and accents do not count. */

/**
 * Accents, vowel points of Hebrew and Arabic, the stretching of Arabic. Signs that make another letter stay: vowels of
 * Devanagari, the voicing marks of kana.
 */
const MARKS = /[\u0300-\u036f\u0591-\u05c7\u0640\u064b-\u065f\u0670]/g;
/** What the platform takes for letters of their own, and keyboards lack. */
const ALIKE: Record<string, string> = { ı: 'i', ς: 'σ', ø: 'o', ł: 'l', đ: 'd', ß: 'ss', æ: 'ae', œ: 'oe' };

/** `text` as it is compared. */
export const plain = (text: string) => text.normalize('NFKD').toLowerCase().replace(MARKS, '').replace(/[ıςøłđßæœ]/g, (letter) => ALIKE[letter]!);

/** Tells whether a text has every word of `query`, wherever they stand; none where there are no words. */
export function finder(query: string): ((text: string) => boolean) | undefined {
  const words = plain(query).split(/\s+/).filter(Boolean);
  return words.length ? (text) => words.every((word) => text.includes(word)) : undefined;
}
