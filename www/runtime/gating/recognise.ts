/** Finds out what an element is gated as; reports what cannot be gated. */
import { Ask } from '../../generated/protocol';
import { heldBack } from './held-addresses';
import { recogniseGuarded } from './guarded';
import { type Item, foreign, itemOf } from './item';
import { FOREIGN, recogniseForeign } from './other-banners';
import { policy } from '../gate/names';
import { selectorOf } from './parts';
import { stub } from '../gate/stub';
import { nameOptOut } from './opt-out-link';

/** Everything that may be gated, and what looks like a slip of the pen. */
const GATED = '[data-consent],[data-consent-if],[data-consent-unless],[data-portcullis=us-opt-out],script[type="text/plain"]';

/** What finds them. */
export const gated = () => GATED + (policy.markup ? FOREIGN : '');

/** What is fetched from within a template. */
const EARLY =
  'img:is([src],[srcset]):not([loading=lazy]),source[srcset],script[src]:not([type="text/plain"]),link[href]:is([rel~=stylesheet],[rel~=preload]),video[poster],image[href]';

/** What `element` is: something held, a part of the page, both, or neither. */
export function recognise(element: HTMLElement): Item[] {
  const get = (name: string) => element.getAttribute('data-consent' + name);
  const items: Item[] = [];
  const expression = get('');
  const held = expression !== null ? recogniseHeld(element, expression) : element.hasAttribute('data-guarded') ? recogniseGuarded(element) : null;
  if (held) items.push(held);
  const [shown, unless] = [get('-if'), get('-unless')];
  const optsOut = element.getAttribute('data-portcullis') === 'us-opt-out';
  if (optsOut) nameOptOut(element);
  if (shown !== null || unless !== null || optsOut) items.push(itemOf(element, 'part', shown, { unless, selector: selectorOf(element) }));
  if (!items.length && expression === null) items.push(...recogniseForeign(element));
  if (!items.length && expression === null) lookForSlip(element);
  for (const { expression, unless } of items) [expression, unless].forEach(check);
  return items;
}

function recogniseHeld(element: HTMLElement, expression: string): Item | null {
  const tag = element.localName;
  if (!(element instanceof HTMLElement)) {
    stub.report('foreign-element', foreign(element));
    return null;
  }
  if (tag === 'script') {
    // For browsers that know no modules.
    if (element.hasAttribute('nomodule')) return null;
    if (isInert(element)) return itemOf(element, 'script', expression, { type: element.getAttribute('data-type') || '' });
    stub.report('live-script', `A script with data-consent="${expression}" ran at once. Give it type="text/plain".`);
    return null;
  }
  if (tag === 'template') {
    const { content } = element as HTMLTemplateElement;
    if (!content.hasChildNodes() && element.hasChildNodes()) {
      stub.report('template-children', `<template data-consent="${expression}"> is empty: its children were added by a script (JSX does that) and stay hidden. Set its innerHTML instead.`);
    }
    // Firefox's speculative parser looks into templates, before any script can keep it from doing so.
    const early = content.querySelector(EARLY);
    if (early) stub.report('early-fetch', `Firefox fetches ${early.outerHTML} in a template before consent: hold it, with data-consent-src or type="text/plain".`);
    return itemOf(element, 'template', expression);
  }
  const item = itemOf(element, 'embed', expression);
  if (heldBack(element, item.prefix).length) return item;
  stub.report('nothing-to-gate', `<${tag} data-consent="${expression}"> has no data-consent-src or the like that this element can load, so nothing of it is held.`);
  return null;
}

/** True for a script that a browser leaves alone. */
const isInert = (element: Element) => /^\s*text\/plain\s*$/i.test(element.getAttribute('type') || '');

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
