/** Gated elements: where each stands, and how it is made as the gate says. */
import { Ask } from '../stub/ask';
import { releaseTemplate, spend as spendOrigin, takeBackTemplate } from './contents';
import { releaseEmbed, show, takeBackEmbed } from './embeds';
import { type Item, isAllowed } from './item';
import { known } from './known';
import { stand } from './placeholders';
import { recognise } from './recognise';
import { afterTurns, queue, run } from './scripts';
import { stub } from './stub';

/** What is gated in the page. */
const held = new Set<Item>();
/** Elements that left the page while they worked, and may come back. */
const away = new Set<WeakRef<Element>>();
/** What scripts that ran were gated by. */
const ran = new Set<string>();
/** Elements released and taken back since the page was last told. */
const moved: Record<'release' | 'hold', Element[]> = { release: [], hold: [] };

/** What to do to an element: see `src/consent/hold.rs`. */
const act = (...marks: [script: boolean, released: boolean, allowed: boolean]) => stub.tell(Ask.Act, marks.map(Number).join(''));

/** Takes up elements that came into the page, in order. */
export function takeUp(elements: HTMLElement[]): void {
  const items = elements.flatMap((element) => {
    let own = known.get(element);
    if (!own) known.set(element, (own = recognise(element)));
    return own;
  });
  items.forEach((item) => held.add(item));
  settle(items);
}

/** Lets go of elements that left the page. What they put in the page may still be there. */
export function letGo(elements: HTMLElement[]): void {
  for (const element of elements) {
    for (const item of known.get(element) || []) {
      if (item.placed.some((node) => node.isConnected)) continue;
      held.delete(item);
      if (item.shape !== 'script') stand(item);
      if (item.released) away.add(new WeakRef(element));
    }
  }
}

/** Makes every element as the gate says; scripts may take some turns. */
export function reconcile(): void {
  letGo([...held].flatMap(({ element }) => (element.isConnected ? [] : element)));
  settle([...held]);
  for (const ref of away) {
    const element = ref.deref();
    if (element) settle(known.get(element)!);
    if (!element || !known.get(element)!.some((item) => item.released)) away.delete(ref);
  }
  tellPage();
}

/** True where something that may no longer run has run. */
export const needsReload = () => [...ran].some((expression) => act(true, true, stub.is(Ask.Allowed, expression)) === '3');

const RELEASE = { template: releaseTemplate, embed: releaseEmbed, part: () => {} };
const TAKE_BACK = { template: takeBackTemplate, embed: takeBackEmbed, part: () => {} };

/** Makes `items` as the gate says, asking it for each. */
export function settle(items: Item[]): void {
  for (const item of items) {
    const { shape } = item;
    const allowed = isAllowed(item);
    const what = act(shape === 'script', item.released, allowed);
    if (shape === 'script') {
      if (what === '1') queue(item);
      continue;
    }
    if (what !== '0') {
      item.released = allowed;
      stub.guard(() => (allowed ? RELEASE : TAKE_BACK)[shape](item));
      moved[allowed ? 'release' : 'hold'].push(item.element);
    }
    if (shape === 'part') show(item, allowed);
    else stand(item);
  }
  run();
}

/** `script` takes the place of `item`: it is no longer held, and what gated it is remembered. */
export function spend(item: Item, script: HTMLScriptElement): void {
  const { within, origin, expression } = item;
  item.released = true;
  held.delete(item);
  // It keeps its attributes, and is not to be taken for a new one.
  known.set(script, []);
  spendOrigin(origin);
  const at = within ? within.placed.indexOf(item.element) : -1;
  if (at >= 0) within!.placed[at] = script;
  if (expression !== null) ran.add(expression);
  moved.release.push(script);
}

/** Tells the page what was released and taken back since it was last told, when scripts have had their turns. */
export const tellPage = () =>
  afterTurns(() => {
    for (const name of ['hold', 'release'] as const) {
      const elements = moved[name].splice(0);
      if (elements.length) stub.emit(name, { elements: Object.freeze(elements) });
    }
  });
