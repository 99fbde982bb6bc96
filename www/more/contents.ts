/** Puts markup into the page and takes it out again: what a template holds, what a script writes. */
import { type Item, itemOf } from './item';
import { isNoScript, known } from './known';
import { queue } from './scripts';

/** Scripts in templates that ran: each runs once, however often its template is released. */
const spent = new WeakSet<Element>();

export const spend = (script: Element | undefined) => void (script && spent.add(script));

/** Puts the content of a template after it. */
export function releaseTemplate(item: Item): void {
  const template = item.element as HTMLTemplateElement;
  const content = document.importNode(template.content, true);
  const scripts = hush(content, item, template.content);
  item.placed.push(...content.childNodes);
  template.after(content);
  scripts.forEach(queue);
}

export function takeBackTemplate({ placed }: Item): void {
  for (const node of placed.splice(0)) node.remove();
}

/**
 * The scripts in `content`, none of which runs by itself now: they take their turn with all others, with the
 * nonce and through the sinks that a page asks for, and only once.
 */
export function hush(content: DocumentFragment, within: Item, template?: DocumentFragment): Item[] {
  const origins = template?.querySelectorAll('script');
  return [...content.querySelectorAll('script')].flatMap((script, at) => {
    const origin = origins?.[at];
    const { type, text } = script;
    if (isNoScript(type)) return [];
    script.type = 'text/plain';
    // Where Trusted Types are required even a script that does not run may not be put in the page with a text.
    script.replaceChildren();
    known.set(script, []);
    return origin && spent.has(origin) ? [] : itemOf(script, 'script', within.expression, { within, type, text, origin });
  });
}
