/**
 * The markup of four other banners, where the policy maps their names (`markup`):
 * vanilla-cookieconsent `data-category`, `data-service`, before its version 3 `data-cookiecategory` · Cookiebot `data-cookieconsent`, `data-cookieblock-src` ·
 * OneTrust `class="optanon-category-…"`, `data-src` · Klaro `data-name`, `data-type`, `data-src`.
 */
import { heldBack } from './held-addresses';
import { type Item, itemOf } from './item';
import { policy } from '../gate/names';

/** What may be theirs, beside scripts of the type `text/plain`. */
export const FOREIGN =
  ',script[type="opt-in"],[data-cookieconsent],[class*="optanon-category-"],[class*="cookieconsent-opt"],[data-name]:is([data-src],[data-srcset],[data-href],[data-data],[data-poster])';

/** What their names stand in; see `watch.ts`. */
export const FOREIGN_ATTRIBUTES = [
  ...['class', 'data-category', 'data-service', 'data-cookiecategory', 'data-cookieconsent', 'data-name', 'data-type'],
  ...['src', 'srcset', 'href', 'data', 'poster'].flatMap((name) => ['data-' + name, 'data-cookieblock-' + name]),
];

const OPTANON = /(?:^|\s)optanon-category-(\S+)/;
const COOKIEBOT = /(?:^|\s)cookieconsent-opt(in|out)((?:-[a-z]+)+)(?=\s|$)/g;

/** What an expression of theirs is in ours; empty, which never holds, where it has no such form. */
function translate(name: string): string {
  const not = name.startsWith('!');
  const own = not ? name.slice(1).trim() : name;
  const ours = Object.hasOwn(policy.markup!, own) ? policy.markup![own]! : own;
  if (!not) return ours;
  // Neither of two is what not any of the two is.
  if (!/[\s|]/.test(ours)) return '!' + ours;
  return /^[^\s|!]+(\|[^\s|!]+)+$/.test(ours) ? ours.split('|').map((one) => '!' + one).join(' ') : '';
}

/** All of `names`. */
const every = (names: (string | null | undefined)[]) => {
  const ours = names.flatMap((name) => (name?.trim() ? translate(name.trim()) : []));
  return ours.every(Boolean) ? ours.join(' ') : '';
};

/** What `element` is by another banner's markup. */
export function recogniseForeign(element: HTMLElement): Item[] {
  if (!policy.markup) return [];
  const get = (name: string) => element.getAttribute('data-' + name) ?? undefined;
  const [category, cookiecategory, service, cookieconsent, name] = ['category', 'cookiecategory', 'service', 'cookieconsent', 'name'].map(get);
  const classes = element.getAttribute('class') || '';
  const [, optanon] = OPTANON.exec(classes) || [];
  let prefix = 'data-';
  let names: (string | undefined)[] = [];
  if (cookieconsent !== undefined) {
    if (cookieconsent === 'ignore') return [];
    names = cookieconsent.split(',');
    if (heldBack(element, 'data-cookieblock-').length) prefix = 'data-cookieblock-';
  } else if (optanon) names = optanon.split('-');
  // A script for when a service is off asks nothing of its category, which may be off as well.
  else if (service?.startsWith('!')) names = [service];
  else if (category !== undefined) names = [category, service];
  else if (cookiecategory !== undefined) names = [cookiecategory];
  else if (name !== undefined) names = [name];
  const items: Item[] = [];
  if (names.length) {
    const script = element.localName === 'script';
    const inert = script && /^\s*(text\/plain|opt-in)\s*$/i.test(element.getAttribute('type') || '') && !element.hasAttribute('nomodule');
    if (inert) items.push(itemOf(element, 'script', every(names), { prefix, type: get('type') || '' }));
    // Names of this kind are common: what the policy does not map is somebody else's.
    else if (!script && heldBack(element, prefix).length && (name === undefined || Object.hasOwn(policy.markup, name))) {
      items.push(itemOf(element, 'embed', every(names), { prefix }));
    }
  }
  // Its plugin for WordPress gives a placeholder a class for each category: one part, or each would undo the other.
  const when: string[] = [];
  const unless: string[] = [];
  let selector = '';
  for (const [whole, way, list] of classes.matchAll(COOKIEBOT)) {
    (way === 'in' ? when : unless).push(...list!.slice(1).split('-'));
    selector += '.' + whole.trim();
  }
  if (when.length || unless.length) {
    items.push(itemOf(element, 'part', when.length ? every(when) : null, { selector, unless: unless.length ? every(unless) : null }));
  }
  return items;
}
