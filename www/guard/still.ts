/** Scripts that are not to run are made inert. */
import { holds } from './hosts';

/** Types of scripts that a browser runs, old ones too. */
const RUNS = /^$|^module$|script/i;

/** True where `element` is not to have the address `url`. What carries our attribute is the gate's. */
export const isHeld = (element: Element, url: unknown) => holds(url) && !element.hasAttribute('data-consent');

/** One of SVG has its address in `href`. */
const addressOf = (script: HTMLScriptElement | SVGScriptElement): string => ('src' in script ? script.src : script.href.baseVal);

/**
 * Makes `element` inert, as gated markup is, if it is a script that would run and is not to; the gate finds out what it
 * waits for. Where the browser has begun with it, a copy takes its place, for a script runs only in the document that it was
 * in then (https://html.spec.whatwg.org/multipage/scripting.html#execute-the-script-element).
 */
export function still(element: Element, { url, begun = false }: { url?: unknown; begun?: boolean } = {}): void {
  // MathML has scripts that are none.
  if (element.localName !== 'script' || !('src' in element || 'href' in element)) return;
  const script = element as HTMLScriptElement;
  const address = url ?? addressOf(script);
  const { type, dataset } = script;
  if (!RUNS.test(type) || !isHeld(script, address)) return;
  dataset.type = type;
  dataset.guarded = '';
  script.type = 'text/plain';
  // What runs in its place is a script of HTML.
  if (!('src' in element)) script.setAttribute('src', address as string);
  // Loaders set it last, some of them.
  Object.defineProperty(script, 'type', { get: () => 'text/plain', set: (type) => (dataset.type = type), configurable: true });
  if (!begun) return;
  script.replaceWith(script.cloneNode());
  // In a parent, for loaders that take their script out of it.
  document.implementation.createHTMLDocument('').head.append(script);
}
