// How a language writes a list of names, taken from Intl.ListFormat here: the first one that a page makes reads the
// browser's locale data, which holds up the first banner for tens of milliseconds.

import { RIGHT_TO_LEFT } from '../../www/tags.mjs'

// Letters of the language's own script: Hebrew puts a hyphen before others.
const LETTERS = { he: 'אבגד' }

// Spanish says "e" for "y" before the sound of i, but for hia and hie.
const CHANGES = { es: [' e ', 'i', 'í', 'hí', ...'bcdgjlmnpst'].map((start, at) => (at > 3 ? `hi${start}` : start)) }

// Names may be in letters of the other direction. The words isolate what is put in, and so does each joint: what it ends
// is the name before, what it begins the next one.
const isolate = (joint) => `\u2069${joint}\u2068`

// "between|before the last|between two", and where that changes "|to this|before a name that begins so, or so".
export function listIn(language) {
  const format = new Intl.ListFormat(language)
  const letters = [...(LETTERS[language] ?? 'abcd')]
  const joints = (count) => format.formatToParts(letters.slice(0, count)).flatMap(({ type, value }) => (type === 'literal' ? value : []))
  const [two] = joints(2)
  const [between, last] = joints(3)
  if (joints(4).join('|') !== [between, between, last].join('|') || joints(3).length !== 2) {
    throw new Error(`Lists in ${language} are not written as the stub writes them: ${format.format(letters)}`)
  }
  return [...[between, last, two].map((joint) => (RIGHT_TO_LEFT.test(language) ? isolate(joint) : joint)), ...(CHANGES[language] ?? [])].join('|')
}
