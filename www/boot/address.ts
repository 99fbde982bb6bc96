/** Addresses that the store writes. Our own files have theirs beside the script: `base`. */
import { bestOf } from '../tags.mjs';
import { attempt } from './report';
import type { Addresses } from '../types/policy-file';

/**
 * `url` as the store means it: from the page's own address, whatever `<base>` says. A page without one, such as a frame's
 * `srcdoc`, has that of what it is in.
 */
export const at = (url: string): string => attempt(() => new URL(url, /^about/.test(location.href) ? document.baseURI : location.href).href) || url;

/** Of `urls`, which may be one for each language, those for who reads the first of `wanted`, or else the next, or any; they are first. */
export function addresses(urls: Addresses | null | undefined, ...wanted: string[]): string[] {
  const all = typeof urls === 'string' ? { '': urls } : urls || {};
  return [all[bestOf(wanted, Object.keys(all))!], ...Object.values<string>(all)].filter((one): one is string => !!one);
}
