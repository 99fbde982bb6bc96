/** The addresses that an element is to fetch from, held back in attributes of other names. */
import { stub } from '../gate/stub';

/** Attributes that make an element fetch something, for each that may be held. */
const ADDRESSES: Record<string, string> = {
  iframe: 'src',
  img: 'src srcset',
  video: 'src poster',
  audio: 'src',
  source: 'src srcset',
  embed: 'src',
  object: 'data',
  link: 'href',
  script: 'src',
};

/** Where an address may lead; `javascript:` and `data:` would be code in the page. */
const SCHEME = /^https?:$/;

/** True where `value` may be fetched: an address, or those of a `srcset`. */
function isAddress(name: string, value: string): boolean {
  const all = name === 'srcset' ? value.split(/,\s+|\s+[\d.]+[wxh]\s*(?:,|$)/).filter((one) => one.trim()) : [value];
  return all.every((one) => SCHEME.test(stub.attempt(() => new URL(one.trim(), document.baseURI).protocol) || ''));
}

/** The attributes of `element` that are held back under `prefix`, and may ever be set. */
export const heldBack = (element: Element, prefix: string) =>
  (Object.hasOwn(ADDRESSES, element.localName) ? ADDRESSES[element.localName]! : '').split(' ').filter((name) => {
    const value = name && element.getAttribute(prefix + name);
    if (typeof value !== 'string' || !name) return false;
    const may = isAddress(name, value);
    if (!may) stub.report('address', `<${element.localName} ${prefix}${name}="${value}"> stays held: its address has to begin with https: or http:.`);
    return may;
  });

/** The address of a script's file; none for one that stands in the page. */
export const sourceOf = (element: Element, prefix: string): string | null =>
  heldBack(element, prefix).length ? element.getAttribute(prefix + 'src') : element.getAttribute('src');
