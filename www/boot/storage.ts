/** Reads the two stores: a first-party cookie and localStorage. Each access may be refused. */
import { attempt } from './report';

/** The cookie, and the item in localStorage, that hold the record. */
export const RECORD = 'portcullis';

/** Every cookie called `name`: one may stand on this host and another on a parent domain. */
export function cookies(name: string = RECORD): string[] | undefined {
  const jar = attempt(() => document.cookie);
  return jar?.split(/; */).flatMap((pair) => (pair.startsWith(name + '=') ? [pair.slice(name.length + 1)] : []));
}

export const item = (name: string = RECORD): string | null | undefined => attempt(() => localStorage.getItem(name));
