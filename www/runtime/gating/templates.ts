/**
 * Puts what a template holds into the page and takes it out again. It is put into the template itself, whose children no
 * browser shows else: so it stands in its place, and no framework finds a node of ours among its own. A copy of a template
 * may bring a copy of that, which goes.
 */
import { findAll } from '../../boot/find-all';
import { type Item, foreign, itemOf, known } from './item';
import { queue } from './queue';
import { stub } from '../gate/stub';
import { isNoScript } from './script-types';

/** What we put into templates. */
export const CONTENT = 'portcullis-content';

/** Scripts in templates that ran: each runs once, however often its template is released. */
const spent = new WeakSet<Element>();

export const spend = (script: Element | null) => void (script && spent.add(script));
export const unspend = (script: Element | null) => void (script && spent.delete(script));

/** Puts the content of a template into the page. */
export function releaseTemplate(item: Item): void {
  const template = item.element as HTMLTemplateElement;
  const content = document.importNode(template.content, true);
  restoreRoots(template.content, content);
  const scripts = hush(content, item, template.content);
  const place = document.createElement(CONTENT);
  place.append(content);
  item.placed.push(place);
  template.append(place);
  scripts.forEach(queue);
}

export function takeBackTemplate({ placed }: Item): void {
  for (const node of placed.splice(0)) node.parentNode?.removeChild(node);
}

/** Takes out what a copy of a template brought along: it is none that the gate let in. */
export function clearCopy(template: Element): void {
  for (const child of [...template.children]) if (child.localName === CONTENT || child.localName === 'portcullis-placeholder') child.remove();
}

/** True where what was let in is gone with its place. What is taken out of that the page no longer wants: a note that was closed. */
export function isEmptied({ placed: [place], element }: Item): boolean {
  return !!place && place.parentNode !== element;
}

/** Nothing is left in `place`, one that we made; its template has to be filled anew. */
export function empty(place: Node): Node | null {
  const template = place.parentNode;
  if (place.hasChildNodes()) return null;
  (place as Element).remove();
  return template;
}

/** Shadow roots are left behind when a node is copied, unless they ask not to be (https://dom.spec.whatwg.org/#concept-node-clone). */
function restoreRoots(from: ParentNode, to: ParentNode): void {
  const copies = findAll(to, '*');
  findAll(from, '*').forEach((element, at) => {
    const { shadowRoot } = element;
    if (!shadowRoot) return;
    const { mode, delegatesFocus, slotAssignment, serializable } = shadowRoot;
    const root = copies[at]!.shadowRoot || copies[at]!.attachShadow({ mode, delegatesFocus, slotAssignment, serializable });
    root.replaceChildren(document.importNode(asFragment(shadowRoot), true));
    restoreRoots(shadowRoot, root);
  });
}

function asFragment(root: ShadowRoot): DocumentFragment {
  const fragment = document.createDocumentFragment();
  fragment.append(...[...root.childNodes].map((node) => node.cloneNode(true)));
  return fragment;
}

/** Every script in `tree` and the open shadow roots in it, in order. */
const scriptsIn = (tree: ParentNode): HTMLScriptElement[] =>
  findAll<HTMLScriptElement>(tree, '*').flatMap((element) => [
    ...(element.localName === 'script' ? [element] : []),
    ...(element.shadowRoot ? scriptsIn(element.shadowRoot) : []),
  ]);

/**
 * The scripts in `content`, none of which runs by itself now: they take their turn with all others, with their
 * nonce and through the sinks that a page asks for, and only once.
 */
export function hush(content: DocumentFragment, within: Item, template?: DocumentFragment): Item[] {
  const origins = template && scriptsIn(template);
  return scriptsIn(content).flatMap((script, at) => {
    const origin = origins?.[at] || null;
    const type = script.getAttribute('type') || '';
    const text = script.textContent!;
    if (isNoScript(type)) return [];
    script.setAttribute('type', 'text/plain');
    // Where Trusted Types are required even a script that does not run may not be put in the page with a text.
    script.replaceChildren();
    known.set(script, []);
    if (!(script instanceof HTMLScriptElement)) {
      stub.report('foreign-element', foreign(script));
      return [];
    }
    return origin && spent.has(origin) ? [] : itemOf(script, 'script', within.expression, { within, type, text, origin, brought: within.brought });
  });
}
