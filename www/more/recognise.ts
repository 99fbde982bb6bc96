/** Finds out what an element is gated as; reports what cannot be gated. */
import { Ask } from '../stub/ask';
import { heldBack } from './embeds';
import { recogniseGuarded } from './guard';
import { type Item, itemOf } from './item';
import { FOREIGN, recogniseForeign } from './markup';
import { policy } from './names';
import { stub } from './stub';

/** Everything that may be gated, and what looks like a slip of the pen. */
const GATED = '[data-consent],[data-consent-if],[data-consent-unless],[data-portcullis=us-opt-out],script[type="text/plain"]';

/** What finds them. */
export const gated = () => GATED + (policy.markup ? FOREIGN : '');

/** What is fetched from within a template. */
const EARLY =
  'img:is([src],[srcset]):not([loading=lazy]),source[srcset],script[src]:not([type="text/plain"]),link[href]:is([rel~=stylesheet],[rel~=preload]),video[poster],image[href]';

/** Titles of the opt-out link that the law wants to the letter (11 CCR 7013(a), 7014(a), 7015(b)). */
const TITLES: Record<string, string | undefined> = {
  sell: 'Do Not Sell or Share My Personal Information',
  limit: 'Limit the Use of My Sensitive Personal Information',
  choices: 'Your Privacy Choices',
  california: 'Your California Privacy Choices',
};

/** What `element` is: something held, a part of the page, both, or neither. */
export function recognise(element: HTMLElement): Item[] {
  const get = (name: string) => element.getAttribute('data-consent' + name);
  const items: Item[] = [];
  const guarded = element.dataset.guarded !== undefined && get('') === null;
  const held = guarded ? recogniseGuarded(element) : get('') === null ? null : recogniseHeld(element, get('')!);
  if (held) items.push(held);
  const [shown, unless] = [get('-if'), get('-unless')];
  const optsOut = element.dataset.portcullis === 'us-opt-out';
  if (optsOut && !element.hasChildNodes()) element.textContent = TITLES[element.dataset.portcullisTitle || ''] || TITLES.sell!;
  if (shown !== null || unless !== null || optsOut) items.push(itemOf(element, 'part', shown, { unless }));
  if (!items.length && get('') === null) items.push(...recogniseForeign(element));
  if (!items.length && get('') === null) lookForSlip(element);
  for (const { expression, unless } of items) [expression, unless].forEach(check);
  return items;
}

function recogniseHeld(element: HTMLElement, expression: string): Item | null {
  const tag = element.localName;
  if (tag === 'script') {
    if ((element as HTMLScriptElement).type === 'text/plain') return itemOf(element, 'script', expression, { type: element.dataset.type || '' });
    stub.report('live-script', `A script with data-consent="${expression}" ran at once. Give it type="text/plain".`);
    return null;
  }
  if (tag === 'template') {
    // Firefox's speculative parser looks into templates, before any script can keep it from doing so.
    const early = (element as HTMLTemplateElement).content.querySelector(EARLY);
    if (early) stub.report('early-fetch', `Firefox fetches ${early.outerHTML} in a template before consent: hold it, with data-consent-src or type="text/plain".`);
    return itemOf(element, 'template', expression);
  }
  const item = itemOf(element, 'embed', expression);
  if (heldBack(element, item.prefix).length) return item;
  stub.report('nothing-to-gate', `<${tag} data-consent="${expression}"> has no data-consent-src or the like, so nothing of it is held.`);
  return null;
}

/** Somebody's text/plain script is none of ours, unless an attribute was meant to be. */
function lookForSlip(element: Element): void {
  const slip = element.getAttributeNames().find((name) => name.startsWith('data-con'));
  if (slip) stub.report('unknown-attribute', `A script stays inert: write data-consent instead of ${slip}.`);
}

function check(expression: string | null): void {
  if (expression !== null && !stub.is(Ask.Known, expression)) {
    stub.report('unknown-purpose', `"${expression}" is never granted: the policy does not declare every name in it.`);
  }
}
