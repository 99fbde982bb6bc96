/** Reads the two stores: a first-party cookie and localStorage. Each access may be refused. */
import { Stored } from '../generated/protocol';
import { attempt } from './report';

/** The cookie, and the item in localStorage, that hold the record. */
const NAME = Stored.Record;

/** Every cookie called `name`: one may stand on this host and another on a parent domain. */
export function cookies(name: string = NAME): string[] | undefined {
  const jar = attempt(() => document.cookie);
  return jar?.split(';').flatMap((pair) => (pair.trim().startsWith(name + '=') ? [pair.trim().slice(name.length + 1)] : []));
}

export const item = (name: string = NAME): string | null | undefined => attempt(() => localStorage.getItem(name));
