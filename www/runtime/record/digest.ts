/** SHA-256 (FIPS 180-4) of a text, in hexadecimal. */
import { stub } from '../gate/stub';

/** The first 32 bits of the fractional part of each of the first 64 primes' `root`. */
function fractions(root: (prime: number) => number): number[] {
  const primes: number[] = [];
  for (let next = 2; primes.length < 64; next += 1) if (primes.every((prime) => next % prime)) primes.push(next);
  return primes.map((prime) => (root(prime) % 1) * 2 ** 32 | 0);
}

const turn = (word: number, by: number) => (word >>> by) | (word << (32 - by));

let constants: [start: number[], rounds: number[]] | undefined;

/** By the browser, away from the page's own thread; nothing where that is refused, as it is on pages that are not secure. */
export async function hashed(text: string): Promise<string | undefined> {
  const bytes = await stub.attempt(() => crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)).catch(() => undefined));
  return bytes && Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** By ourselves: a visitor who chooses and leaves at once would leave no receipt if that waited for an answer. */
export function sha256(text: string): string {
  const [start, rounds] = (constants ||= [fractions(Math.sqrt).slice(0, 8), fractions(Math.cbrt)]);
  const bytes = new TextEncoder().encode(text);
  const padded = new Uint8Array(((bytes.length + 72) >> 6) << 6);
  new TextEncoder().encodeInto(text, padded);
  padded[bytes.length] = 128;
  const view = new DataView(padded.buffer);
  // A text of half a gigabyte has no place in a browser's store, so one word holds the length in bits.
  view.setUint32(padded.length - 4, bytes.length * 8);
  const hash = [...start];
  for (let block = 0; block < padded.length; block += 64) {
    const w = Array.from({ length: 16 }, (_, at) => view.getInt32(block + 4 * at));
    let [a, b, c, d, e, f, g, h] = hash as [number, number, number, number, number, number, number, number];
    for (let at = 0; at < 64; at += 1) {
      if (at > 15) {
        const [x, y] = [w[at - 15]!, w[at - 2]!];
        w[at] = (w[at - 16]! + w[at - 7]! + (turn(x, 7) ^ turn(x, 18) ^ (x >>> 3)) + (turn(y, 17) ^ turn(y, 19) ^ (y >>> 10))) | 0;
      }
      const one = h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + rounds[at]! + w[at]!;
      const two = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
      h = g;
      g = f;
      f = e;
      e = (d + one) | 0;
      d = c;
      c = b;
      b = a;
      a = (one + two) | 0;
    }
    [a, b, c, d, e, f, g, h].forEach((word, at) => (hash[at] = (hash[at]! + word) | 0));
  }
  return hash.map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
}

/** JSON in one spelling only: no blanks, names in order (RFC 8785). */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || !value) return JSON.stringify(value);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(',')}}`;
}
