/** Reads the two stores: a first-party cookie and localStorage. Each access may be refused. */
import { kept } from './early';
import { attempt } from './report';

const NAME = 'portcullis';

/** Every cookie called `name`: one may stand on this host and another on a parent domain. */
export function cookies(name = NAME): string[] | undefined {
  const jar = attempt(() => document.cookie);
  return jar?.split(/; */).flatMap((pair) => (pair.startsWith(name + '=') ? [pair.slice(name.length + 1)] : []));
}

export const item = (name = NAME) => attempt(() => localStorage.getItem(name));

/**
 * The copies found, one a line; an empty line for a store without one, none for a store that is refused. `=` stands before
 * those of cookies: others than the store's own pages can set them. Then, after `|`, the choices that are kept.
 */
export function copies(heard?: string): string {
  const found = cookies();
  const local = item();
  const all = found?.length === 0 ? [''] : (found || []).map((copy) => copy && '=' + copy);
  if (local !== undefined) all.push(local || '');
  if (heard) all.push(heard);
  const early = kept();
  if (early) all.push('|' + early);
  return all.map((copy) => copy.replace(/\n/g, ' ')).join('\n');
}
