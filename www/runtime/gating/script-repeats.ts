/**
 * Scripts that a page puts in once more. A browser runs no copy of a script that ran (`cloneNode` copies its "already started",
 * https://html.spec.whatwg.org/multipage/scripting.html#script-processing-model), but the copy of a held one has not
 * started. So for what a script of the page put in: where an equal one ran in this visit of the address, and has left the page,
 * this one is put back in its place; where that one stands in a part that says the same, this is a copy of that part, as sliders make
 * them. Neither runs. What the server sends runs, however often it is the same.
 */
import type { Item } from './item';

/** What stood in the page for the scripts that ran in this visit, by what they say. */
const runs = new Map<string, Set<WeakRef<Element>>>();
/** What scripts of the head said that ran: routers keep those they know, or put them in anew, and run none again. */
const inHead = new Set<string>();
let address = '';
let body: Element | null = null;
/** Scripts of a new body that look like what ran at the address of the one before: a router may lead on in a moment. */
const early = new Set<Item>();
let again: (items: Item[]) => void;

/** Has `then` run those after all. */
export const whenNew = (then: typeof again) => void (again = then);

/** A router that leads to another address begins another visit: what runs there runs as in a page that was loaded. */
export function noteVisit(): void {
  const now = location.pathname + location.search;
  if (now === address) return;
  address = now;
  body = document.body;
  runs.clear();
  const items = [...early].filter(({ element }) => element.isConnected);
  early.clear();
  if (items.length) again(items);
}

/** Astro changes the body before the address. */
function waitForAddress(item: Item): void {
  if (document.body === body) return;
  early.add(item);
  setTimeout(() => {
    noteVisit();
    early.delete(item);
  });
}

/** The script as it was written, and what stands for it in the page. */
const written = ({ element, origin, within }: Item) => ({ script: origin || element, holder: origin ? within!.element : element });

function runsLike(item: Item): Set<WeakRef<Element>> {
  noteVisit();
  const key = written(item).script.outerHTML;
  const all = runs.get(key) || new Set();
  runs.set(key, all);
  return all;
}

/** Notes that `item` runs here. */
export function noteRun(item: Item): void {
  const { script, holder } = written(item);
  runsLike(item).add(new WeakRef(holder));
  if (isInHead(holder)) inHead.add(script.outerHTML);
}

const isInHead = (holder: Element) => !!holder.parentElement && holder.parentElement === document.head;

/** What sliders call the slides that they copy: Splide, slick, Swiper, Glide, tiny-slider, Owl. */
const CLONES = '[class*=clone i],[class*=duplicate i]';

/** True for what stands in a slider's copy of a slide, made before we looked: the slide itself is in the page, too. */
function isInClone(holder: Element): boolean {
  const alike = (other: Element) => other !== holder && !other.closest(CLONES) && other.outerHTML === holder.outerHTML;
  return !!holder.closest(CLONES) && [...document.getElementsByTagName(holder.localName)].some(alike);
}

/** True where `item` is a copy of what ran, or that put back. */
export function isRepeat(item: Item): boolean {
  if (isInClone(written(item).holder)) return true;
  const part = item.brought;
  if (!part) return false;
  const { script, holder } = written(item);
  const all = runsLike(item);
  if (isInHead(holder) && inHead.has(script.outerHTML)) return true;
  for (const ref of all) {
    const there = ref.deref();
    if (there?.isConnected) {
      if (holder !== part && standsAlike(there, holder, part)) return true;
      continue;
    }
    // It takes the place of that one.
    all.delete(ref);
    if (!there) continue;
    noteRun(item);
    waitForAddress(item);
    return true;
  }
  return false;
}

/** True where `there` stands in its part of the page as `holder` in `part`. */
function standsAlike(there: Node, holder: Node, part: Node): boolean {
  let around: Node | null = there;
  for (let node: Node | null = holder; node && node !== part; node = node.parentNode) around = around && around.parentNode;
  return !!around && around !== part && around.nodeName === part.nodeName && words(around) === words(part);
}

/** What `part` says, but for what we put into it. */
function words(part: Node): string {
  const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
  let text = '';
  while (walker.nextNode()) if (!walker.currentNode.parentElement!.closest('portcullis-content,portcullis-placeholder')) text += walker.currentNode.nodeValue;
  return text;
}
