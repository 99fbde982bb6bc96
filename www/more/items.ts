/** Gated elements: finds them, knows each one's shape and where it stands, and makes it as the gate says. */
import { Ask, Mark } from '../stub/ask';
import { isEmbed, release, show, takeBack } from './embeds';
import { queue, run } from './scripts';
import { stub } from './stub';

/** Everything that may be gated, and what looks like a slip of the pen. */
const GATED = '[data-consent],[data-consent-if],[data-consent-unless],[data-portcullis=us-opt-out],script[type="text/plain"]';

/** What is fetched from within a template. */
const EARLY =
  'img:is([src],[srcset]):not([loading=lazy]),source[srcset],script[src]:not([type="text/plain"]),link[href]:is([rel~=stylesheet],[rel~=preload]),video[poster],image[href]';

/** One gated element. */
export interface Item {
  element: HTMLElement;
  shape: 'script' | 'template' | 'embed' | 'part';
  /** When it may work; `null` for the opt-out link, which the regime governs. */
  expression: string | null;
  /** `data-consent-unless`: works while the expression does not hold. */
  inverted: boolean;
  released: boolean;
  /** Nodes a template put in the page. */
  placed: ChildNode[];
}

const held = new Set<Item>();
/** Elements known, so that one that moves is not taken for a new one. */
const seen = new WeakSet<Element>();
/** What scripts that ran were gated by. */
const ran = new Set<string>();
/** Elements released and taken back since the page was last told. */
const moved: Record<'release' | 'hold', Element[]> = { release: [], hold: [] };

/** Whether `item` may work at this moment. */
export const isAllowed = ({ expression, inverted }: Item) =>
  expression === null ? stub.tell(Ask.Standing)[Mark.Rule] === '1' : stub.is(Ask.Allowed, expression) !== inverted;

/** What to do to an element: see `src/consent/hold.rs`. */
const act = (...marks: [script: boolean, released: boolean, allowed: boolean]) => stub.tell(Ask.Act, marks.map(Number).join(''));

/** Takes up the gated elements of the whole document, and those that are added later. */
export function watch(): void {
  takeUp([...document.querySelectorAll<HTMLElement>(GATED)]);
  // The work is proportional to what was added: the page is never searched again.
  new MutationObserver((records) => {
    const fresh = records.flatMap((record) => [...record.addedNodes]).flatMap((node) => {
      if (!(node instanceof HTMLElement || node instanceof SVGElement)) return [];
      const below = [...node.querySelectorAll<HTMLElement>(GATED)];
      return node.matches(GATED) ? [node as HTMLElement, ...below] : below;
    });
    if (fresh.length) settle(takeUp(fresh));
    tellPage();
    stub.restoreBanner();
  }).observe(document, { childList: true, subtree: true });
}

/** Makes every element as the gate says. True where something that may no longer run had run. */
export function reconcile(): boolean {
  for (const item of held) {
    if (!item.element.isConnected) {
      held.delete(item);
      seen.delete(item.element);
    }
  }
  settle([...held]);
  tellPage();
  return [...ran].some((expression) => act(true, true, stub.is(Ask.Allowed, expression)) === '3');
}

/** Adds elements that are new, in order, and gives them back. */
function takeUp(elements: HTMLElement[]): Item[] {
  const fresh = elements.flatMap((element) => {
    if (seen.has(element)) return [];
    seen.add(element);
    return recognise(element) || [];
  });
  fresh.forEach((item) => held.add(item));
  return fresh;
}

/** The item that `element` is; reports what cannot be gated. */
function recognise(element: HTMLElement): Item | null {
  const get = (name: string) => element.getAttribute('data-consent' + name);
  const tag = element.localName;
  const inert = tag === 'script' && (element as HTMLScriptElement).type === 'text/plain';
  const [own, part] = [get(''), get('-if')];
  const expression = own ?? part ?? get('-unless');
  let shape: Item['shape'] = 'part';
  if (own !== null) {
    if (tag === 'script' && !inert) {
      stub.report('live-script', `A script with data-consent="${own}" ran at once. Give it type="text/plain".`);
      return null;
    }
    if (tag === 'script' || tag === 'template') shape = tag;
    else if (isEmbed(element)) shape = 'embed';
    else {
      stub.report('nothing-to-gate', `<${tag} data-consent="${own}"> has no data-consent-src or the like, so nothing of it is held.`);
      return null;
    }
  } else if (expression === null && inert) {
    // Somebody's text/plain script: none of ours, unless an attribute was meant to be.
    const slip = element.getAttributeNames().find((name) => name.startsWith('data-con'));
    if (slip) stub.report('unknown-attribute', `A script stays inert: write data-consent instead of ${slip}.`);
    return null;
  }
  if (expression !== null && !stub.is(Ask.Known, expression)) {
    stub.report('unknown-purpose', `"${expression}" is never granted: the policy does not declare every name in it.`);
  }
  // Firefox's speculative parser looks into templates, before any script can keep it from doing so.
  const early = shape === 'template' && (element as HTMLTemplateElement).content.querySelector(EARLY);
  if (early) stub.report('early-fetch', `Firefox fetches ${early.outerHTML} in a template before consent: hold it, with data-consent-src or type="text/plain".`);
  const inverted = expression !== null && own === null && part === null;
  return { element, shape, expression, inverted, released: false, placed: [] };
}

/** Makes `items` as the gate says, asking it for each. */
function settle(items: Item[]): void {
  for (const item of items) {
    const allowed = isAllowed(item);
    const what = act(item.shape === 'script', item.released, allowed);
    if (item.shape === 'script') {
      if (what === '1') queue(item);
    } else if (what !== '0') {
      item.released = allowed;
      (allowed ? release : takeBack)(item);
      moved[allowed ? 'release' : 'hold'].push(item.element);
    }
    if (item.shape === 'part') show(item, allowed);
  }
  run();
}

/** `script` takes the place of `item`: it is no longer held, and what gated it is remembered. */
export function spend(item: Item, script: Element): void {
  item.released = true;
  held.delete(item);
  // It keeps its attributes, and is not to be taken for a new one.
  seen.add(script);
  if (item.expression !== null) ran.add(item.expression);
  moved.release.push(script);
}

/** Tells the page what was released and taken back since it was last told. */
export function tellPage(): void {
  for (const name of ['hold', 'release'] as const) {
    const elements = moved[name].splice(0);
    if (elements.length) stub.emit(name, { elements: Object.freeze(elements) });
  }
}
