/** Gated elements: where each stands, and how it is made as the gate says. */
import { Act } from '../../generated/protocol';
import { act, noteMoved, tellPage } from './changes';
import { clearCopy, isEmptied, releaseTemplate, takeBackTemplate } from './templates';
import { isStray, isUndone, releaseEmbed, takeBackEmbed } from './embeds';
import { type Item, isAllowed, known } from './item';
import { queue } from './queue';
import { dress, note } from './parts';
import { stand, whenUsed } from './placeholders';
import { recognise } from './recognise';
import { run, stopLoading } from './scripts';
import { stub } from '../gate/stub';

/** What is gated in the page. */
const held = new Set<Item>();
/** Elements that left the page while they worked, and may come back. */
const away = new Set<WeakRef<Element>>();
/** Takes up elements that came into the page, in order; `roots` has what a script of the page put in with each. */
export function takeUp(elements: HTMLElement[], roots?: Map<Node, Node | null>): void {
  const items = elements.flatMap((element) => {
    let own = known.get(element);
    if (!own) {
      known.set(element, (own = recognise(element)));
      for (const item of own) {
        item.brought = roots?.get(element) || null;
        if (item.shape === 'template') clearCopy(element);
      }
    }
    return own;
  });
  items.forEach((item) => held.add(item));
  settle(items);
}

/** Looks again at elements whose attributes have changed, or what stands in them. */
export function lookAgain(elements: HTMLElement[]): void {
  for (const element of elements) {
    const then = known.get(element);
    if (!then) continue;
    const now = recognise(element);
    for (const item of then) {
      const same = now.findIndex(({ shape }) => shape === item.shape);
      if (same < 0) {
        held.delete(item);
        continue;
      }
      const { expression, unless, prefix, type, selector } = now[same]!;
      Object.assign(item, { expression, unless, prefix, type, selector });
      now[same] = item;
    }
    known.set(element, now);
    if (element.isConnected) takeUp([element]);
  }
}

/**
 * Takes the address out of an element that left with the whole body. Routers put such a body away and show copies of copies of it,
 * which Chromium asks for at once, lazy or not, if a beacon was answered by no picture (204) that might be kept.
 */
function rest(item: Item): void {
  item.released = false;
  stub.guard(() => takeBackEmbed(item));
}

/** Lets go of elements that left the page. */
export function letGo(elements: HTMLElement[]): void {
  for (const element of elements) {
    for (const item of known.get(element) || []) {
      // What it wrote elsewhere in the page may still be there.
      if (item.placed.some((node) => node.isConnected)) continue;
      held.delete(item);
      stand(item);
      if (!item.released || item.shape === 'script') continue;
      if (item.shape === 'embed' && element.getRootNode().nodeName === 'BODY') rest(item);
      else away.add(new WeakRef(element));
    }
  }
}

/** Makes every element as the gate says; scripts may take some turns. */
export function reconcile(): void {
  stopLoading();
  letGo([...held].flatMap(({ element }) => (element.isConnected ? [] : element)));
  settle([...held]);
  for (const ref of away) {
    const element = ref.deref();
    if (element) settle(known.get(element)!);
    if (!element || !known.get(element)!.some((item) => item.released)) away.delete(ref);
  }
  tellPage();
}

const RELEASE = { template: releaseTemplate, embed: releaseEmbed, part: () => {} };
const TAKE_BACK = { template: takeBackTemplate, embed: takeBackEmbed, part: () => {} };
/** What a page has undone of it since, such as by making a part of it as the server sent it. */
const UNDONE = { template: isEmptied, embed: isUndone, part: () => false };

/** True where the page has undone what was done to one of `nodes`. */
export const isMorphed = (nodes: Node[]) =>
  nodes.some((node) => known.get(node)?.some((item) => item.released && item.shape !== 'script' && UNDONE[item.shape](item)));

/** Makes `items` as the gate says, asking it for each. */
export function settle(items: Item[]): void {
  for (const item of items) {
    const { shape } = item;
    const allowed = isAllowed(item);
    const what = act(shape === 'script', item.released, allowed);
    if (shape === 'script') {
      if (what === Act.Release) queue(item);
      continue;
    }
    if (what !== Act.Leave) {
      item.released = allowed;
      stub.guard(() => (allowed ? RELEASE : TAKE_BACK)[shape](item));
      noteMoved(allowed ? 'release' : 'hold', item.element);
    } else if (allowed && item.element.isConnected && UNDONE[shape](item)) {
      stub.guard(() => {
        if (shape === 'template') takeBackTemplate(item);
        RELEASE[shape](item);
      });
    }
    if (!allowed && shape === 'embed' && isStray(item)) takeBackEmbed(item);
    if (shape === 'part') note(item.selector, allowed);
    else stand(item);
  }
  dress();
  run();
}

whenUsed((item) => {
  settle([item]);
  tellPage();
});
