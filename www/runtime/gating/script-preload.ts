/** Has the browser fetch the file of a script that is next to run. */
import type { Item } from './item';
import { sourceOf } from './held-addresses';
import { stub } from '../gate/stub';
import { isNoScript } from './script-types';

export function fetchAhead({ element, prefix, type }: Item): void {
  const src = sourceOf(element, prefix);
  // A preload knows no charset, and the script would be read in another one.
  if (src === null || isNoScript(type) || element.hasAttribute('charset')) return;
  const link = document.createElement('link');
  for (const name of ['crossorigin', 'integrity', 'referrerpolicy', 'fetchpriority']) {
    if (element.hasAttribute(name)) link.setAttribute(name, element.getAttribute(name)!);
  }
  link.rel = type === 'module' ? 'modulepreload' : 'preload';
  link.as = 'script';
  link.nonce = element.nonce || stub.nonce;
  link.href = src;
  link.onload = link.onerror = () => link.remove();
  document.head.append(link);
}
