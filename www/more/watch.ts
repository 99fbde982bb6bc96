/** Sees what comes into the page and what leaves it. The work is proportional to that: no place is searched twice. */
import { letGo, takeUp, tellPage } from './items';
import { gated } from './recognise';
import { stub } from './stub';

const WITHIN = { childList: true, subtree: true };

const observer = new MutationObserver((records) => {
  const added = new Set<Node>();
  const removed = new Set<Node>();
  for (const record of records) {
    record.addedNodes.forEach((node) => added.add(node));
    record.removedNodes.forEach((node) => removed.add(node));
  }
  letGo(gatedIn(removed).filter((element) => !element.isConnected));
  takeUp(gatedIn(added).filter((element) => element.isConnected));
  tellPage();
  restore();
});

/** How often in one task the banner is built anew. A blocker that takes it away each time would never let the task end. */
const TRIES = 3;
let tries = 0;

function restore(): void {
  if (tries >= TRIES || !stub.view.restoreBanner()) return;
  if (!tries) setTimeout(() => (tries = 0));
  tries += 1;
}

/** The gated elements among `nodes` and below them. */
const gatedIn = (nodes: Set<Node>) =>
  [...nodes].flatMap((node) => {
    // What lies in another of them is found there.
    if (!(node instanceof Element) || (node.parentNode && nodes.has(node.parentNode))) return [];
    const below = [...node.querySelectorAll<HTMLElement>(gated())];
    return node.matches(gated()) ? [node as HTMLElement, ...below] : below;
  });

/** Takes up the gated elements below `root`, a document or an open shadow root, and those that come later. */
export function watch(root: Document | ShadowRoot): void {
  if (!root.adoptedStyleSheets.includes(stub.parts)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, stub.parts];
  observer.observe(root, WITHIN);
  takeUp([...root.querySelectorAll<HTMLElement>(gated())]);
  tellPage();
}
