/** Looks at scripts that came into the page by no door: by the parser, or by functions of another realm. */
import { findAll } from '../boot/find-all';
import { still } from './still';

/** Before the parser prepares a script of the page's HTML it lets observers have their turn. */
const observer = new MutationObserver((records) => look(records));

/** What the parser has made by now; `begun` where the browser may have begun with it. */
export const lookNow = (begun = false) => look(observer.takeRecords(), begun);

function look(records: MutationRecord[], begun = false): void {
  for (const { type, target, addedNodes, oldValue } of records) {
    // A script in the page that had no address begins when it gets one.
    if (type === 'attributes' && oldValue === null) still(target as Element, { begun: true });
    for (const node of addedNodes) if (node.nodeType === 1) lookAt(node as Element, begun);
  }
}

function lookAt(element: Element, begun: boolean): void {
  const script = element as HTMLScriptElement;
  // One that is `async` without the attribute was put in by a script, and one of SVG may have ended with its start tag.
  const hasBegun = begun || !('src' in script) || (script.async && !script.hasAttribute('async'));
  if (hasBegun || document.readyState === 'loading') still(script, { begun: hasBegun });
  // As declared in the HTML: an open one can be seen, a closed one cannot.
  if (element.shadowRoot && document.readyState === 'loading') watch(element.shadowRoot);
}

/** Watches a document or a shadow root. */
export function watch(root: Document | ShadowRoot): void {
  observer.observe(root, { childList: true, subtree: true, attributeFilter: ['src', 'href'], attributeOldValue: true });
  if (root !== document) for (const script of findAll<HTMLScriptElement>(root, 'script')) lookAt(script, false);
}
