/**
 * Parts of the page that are shown or hidden by consent: by rules about their own attributes, so that a part that a framework
 * copies, morphs or hydrates is shown as the gate says, and none of them is touched.
 */
import { BY_CONSENT } from '../../boot/page-styles';
import { stub } from '../gate/stub';

/** A template shows what we put into it (`templates.ts`, `placeholders.ts`), and nothing that a framework takes for its children. */
const TEMPLATES =
  'template[data-consent],portcullis-content{display:contents!important}' +
  'template[data-consent]>:not(portcullis-content,portcullis-placeholder){display:none!important}';

/** Whether what a selector finds may be seen. */
const shown = new Map<string, boolean>();
let changed = true;

/** What finds `element` and all that have the same two attributes. */
export function selectorOf(element: Element): string {
  const names = ['data-consent-if', 'data-consent-unless'];
  const [shows, hides] = names.map((name) => (element.hasAttribute(name) ? `[${name}="${CSS.escape(element.getAttribute(name)!)}"]` : `:not([${name}])`));
  return shows! + hides! + (element.matches('[data-consent-if],[data-consent-unless]') ? '' : '[data-portcullis=us-opt-out]');
}

/** Notes whether the parts that `selector` finds may be seen. */
export function note(selector: string, allowed: boolean): void {
  changed ||= shown.get(selector) !== allowed;
  shown.set(selector, allowed);
}

/** Has the page look so. */
export function dress(): void {
  if (!changed) return;
  changed = false;
  const those = (seen: boolean) => [...shown].flatMap(([selector, allowed]) => (allowed === seen ? selector : [])).join();
  const unseen = those(false);
  // What nobody has looked at yet is hidden by the first of the two.
  stub.parts.replaceSync(`:is(${BY_CONSENT}):not(${those(true) || 'html'}){display:none!important}${unseen && unseen + '{display:none!important}'}${TEMPLATES}`);
}
