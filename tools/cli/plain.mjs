// Texts of a file as a terminal may show them: a file may hold anything, also what a terminal obeys.

// Control and format characters, halves of characters, private and unassigned ones, separators of lines.
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}]+/gu

export const plain = (text) => text.replace(UNSEEN, ' ')

// A value of a file, short enough for a line. Only texts are shown: what else a file holds may not even become one.
export function shown(value, most = 60) {
  if (typeof value !== 'string') return value === null ? 'null' : `(${Array.isArray(value) ? 'list' : typeof value})`
  const signs = [...plain(value.slice(0, 2 * most))]
  return signs.length > most ? `${signs.slice(0, most).join('')}…` : signs.join('')
}
