/** Sees what comes into the page, what leaves it and what changes. The work is proportional to that: no place is searched twice. */
import { findAll } from '../../boot/find-all';
import { tellPage } from './changes';
import { CONTENT, empty } from './templates';
import { known } from './item';
import { isMorphed, letGo, lookAgain, takeUp } from './registry';
import { FOREIGN_ATTRIBUTES } from './other-banners';
import { policy } from '../gate/names';
import { noteLoss } from '../ui/panel';
import { gated } from './recognise';
import { noteVisit } from './script-repeats';
import { stub } from '../gate/stub';
import { isWhole } from './whole';

const ADDRESSES = ['src', 'srcset', 'href', 'data', 'poster'];
/** Attributes that say what is gated, and those that are set when it is released: a page may set or take back either. */
const ATTRIBUTES = ['', '-if', '-unless', '-placeholder', ...ADDRESSES.map((name) => '-' + name)].map((name) => 'data-consent' + name).concat(ADDRESSES, 'data-portcullis');

const within = () => ({ childList: true, subtree: true, attributeFilter: policy.markup ? [...ATTRIBUTES, ...FOREIGN_ATTRIBUTES] : ATTRIBUTES });

/** Elements that the parser is still in. */
const open = new Set<HTMLElement>();

const observer = new MutationObserver((records) => {
  noteVisit();
  const added = new Set<Node>();
  const removed = new Set<Node>();
  const changed = new Set<Node>();
  const contents = new Set<Node>();
  for (const record of records) {
    record.addedNodes.forEach((node) => added.add(node));
    record.removedNodes.forEach((node) => removed.add(node));
    // What is put into a template by others than us, or taken out.
    if (record.type === 'attributes' || known.has(record.target)) changed.add(record.target);
    else if (record.target.nodeName === CONTENT.toUpperCase()) contents.add(record.target);
  }
  // A page that makes a part of it as the server sent it undoes more than one thing.
  if (isMorphed([...changed])) for (const place of contents) changed.add(empty(place) || place);
  letGo([...gatedIn(removed).keys()].filter((element) => !element.isConnected));
  const roots = gatedIn(added);
  take([...roots.keys()], roots);
  const again = [...changed].filter((node): node is HTMLElement => node instanceof Element);
  lookAgain(again.filter((element) => known.has(element)));
  take(again.filter((element) => !known.has(element) && element.matches(gated())));
  tellPage();
  stub.keepSheets();
  restore();
  noteLoss();
});

/** Takes up `elements`, and those that were open and are whole by now, in order. */
function take(elements: HTMLElement[], roots?: Map<HTMLElement, Node | null>): void {
  for (const element of elements) open.add(element);
  const whole: HTMLElement[] = [];
  for (const element of open) {
    if (element.isConnected && !isWhole(element)) continue;
    // What came and is gone already is not waited for, nor kept.
    open.delete(element);
    if (element.isConnected) whole.push(element);
  }
  takeUp(whole, roots);
}

/** The page is parsed: all is whole. */
document.addEventListener('readystatechange', () => {
  take([]);
  tellPage();
});

/** How often in one task the banner is built anew. A blocker that takes it away each time would never let the task end. */
const TRIES = 3;
let tries = 0;

function restore(): void {
  if (tries >= TRIES || !stub.view.restoreBanner()) return;
  if (!tries) setTimeout(() => (tries = 0));
  tries += 1;
}

/** The gated elements among `nodes` and below them, each with what it was put in with; none for what the parser put in. */
function gatedIn(nodes: Set<Node>): Map<HTMLElement, Node | null> {
  const found = new Map<HTMLElement, Node | null>();
  for (const node of nodes) {
    // What lies in another of them is found there.
    if (!(node instanceof Element) || (node.parentNode && nodes.has(node.parentNode))) continue;
    for (const element of [node, ...node.querySelectorAll<HTMLElement>(gated())]) {
      // The parser puts in one node after another, a script all at once.
      if (element !== node || node.matches(gated())) found.set(element as HTMLElement, nodes.has(element) && document.readyState === 'loading' ? null : node);
    }
  }
  return found;
}

/** Takes up the gated elements below `root`, a document or an open shadow root, and those that come later. */
export function watch(root: Document | ShadowRoot): void {
  if (root !== document) stub.adopt(root, [stub.parts]);
  observer.observe(root, within());
  take(findAll(root, gated()));
  tellPage();
}
