/**
 * Runs gated scripts, each once, in document order.
 *
 * A script that is inserted by script does not wait for others, so order is kept here: an external script
 * without `async` is waited for before the next one.
 */
import { type Item, isAllowed, spend, tellPage } from './items';
import { stub } from './stub';

/** Milliseconds after which a script that neither loads nor fails keeps the others waiting no longer. */
const PATIENCE = 10_000;

/** Scripts whose turn has not come. */
const line = new Set<Item>();
/** The script that is loading, while the others wait for it. */
let loading: HTMLScriptElement | null = null;

/** Puts `item` in line, once. */
export const queue = (item: Item) => void line.add(item);

/** Runs scripts in line until one has to be waited for. */
export function run(): void {
  for (const item of line) {
    if (loading) return;
    line.delete(item);
    // The visitor may have refused, and the page may have removed it, while it stood in line.
    if (!item.released && isAllowed(item) && item.element.isConnected) start(item);
  }
}

function start(item: Item): void {
  const script = rebuild(item.element as HTMLScriptElement);
  if (script.src && !script.async) {
    loading = script;
    const done = () => {
      if (loading !== script) return;
      loading = null;
      run();
      tellPage();
    };
    script.addEventListener('load', done);
    script.addEventListener('error', done);
    setTimeout(done, PATIENCE);
  }
  spend(item, script);
  // An inline script runs inside this call; what it throws goes to the page's own error event.
  item.element.replaceWith(script);
}

/**
 * A script that runs, made from one that does not: a browser never runs an element again that was once inert
 * (https://html.spec.whatwg.org/multipage/scripting.html#already-started).
 */
function rebuild(inert: HTMLScriptElement): HTMLScriptElement {
  const script = document.createElement('script');
  for (const { name, value } of inert.attributes) {
    if (!/^(type|data-type|nonce)$/.test(name)) script.setAttribute(name, value);
  }
  if (inert.dataset.type) script.type = inert.dataset.type;
  // Browsers hide the nonce attribute of connected elements; the property still has it.
  script.nonce = inert.nonce || stub.nonce;
  script.async = inert.hasAttribute('async');
  if (!inert.src) script.text = inert.text;
  return script;
}
