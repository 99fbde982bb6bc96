/** The copies of the record that the two stores hold, and the choices that wait for the gate, as the gate is told them. */
import { kept } from './early';
import { cookies, item } from './storage';

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
  return all.map((copy) => copy.replaceAll('\n', ' ')).join('\n');
}
