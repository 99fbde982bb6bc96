/**
 * The element that runs a held script. The held one stays as the server sent it, where it is: frameworks own it, compare it
 * and copy it. What runs is another one at the end of the head, where hydration looks for nothing of its own, and goes when it
 * has run. Scripts that ask for themselves (`document.currentScript`) get the held one.
 */
import { type Item, known } from './item';
import { sourceOf } from './held-addresses';
import { stub } from '../gate/stub';
import { put, trusted } from './trusted';

/** The held script that each running one stands for. */
const stands = new WeakMap<Element, Element>();

const { get } = Object.getOwnPropertyDescriptor(Document.prototype, 'currentScript')!;

/** The script of ours that runs at this moment. */
export const running = (): HTMLScriptElement | undefined => {
  const script = get!.call(document) as HTMLScriptElement | null;
  return script && stands.has(script) ? script : undefined;
};

/** The element that stands for `script` in the page. */
const standsFor = (script: Element) => stands.get(script)!;

function answerForCurrent(): void {
  if (Object.hasOwn(document, 'currentScript')) return;
  Object.defineProperty(document, 'currentScript', {
    configurable: true,
    enumerable: true,
    get() {
      const script = get!.call(document) as HTMLScriptElement | null;
      return (script && stands.get(script)) || script;
    },
  });
}

/** Attributes that are the held one's alone. */
const OWN = /^(id|type|data-type|nonce|src|onload|onerror|data-consent-.*|data-guarded)$/;

/**
 * A script that runs, made from one that does not: a browser never runs an element again that was once inert
 * (https://html.spec.whatwg.org/multipage/scripting.html#already-started).
 */
export function makeRunner({ element, prefix, type, text }: Item): HTMLScriptElement {
  answerForCurrent();
  const inert = element as HTMLScriptElement;
  const script = document.createElement('script');
  for (const { name, value } of inert.attributes) if (!OWN.test(name)) put(script, name, value);
  const src = sourceOf(element, prefix);
  if (src !== null) {
    put(script, 'src', src);
    // Scripts take their own address for that of their other files.
    if (!inert.hasAttribute('src')) Object.defineProperty(inert, 'src', { configurable: true, get: () => script.src });
  }
  if (type) script.type = type;
  // Browsers hide the nonce attribute of connected elements; the property still has it.
  script.nonce = inert.nonce;
  const says = text ?? inert.text;
  if (says) script.text = trusted('createScript', says);
  // Astro's router runs scripts that it finds new, but for those it has marked itself.
  script.setAttribute('data-astro-exec', '');
  stands.set(script, element);
  known.set(script, []);
  return script;
}

/** Whoever waits for the held one hears that it has come, or has not. */
export const tellWaiting = (script: Element, type: string) => standsFor(script).dispatchEvent(new Event(type));

/** True where the page's own nonce does not forbid it: what was put in the page without it is no script of the store's. */
export function hasNonce({ element }: Item): boolean {
  const may = !stub.nonce || element.nonce === stub.nonce;
  if (!may) stub.report('nonce', 'A held script stays held: the tag of Portcullis has a nonce, so each held script needs the same one.');
  return may;
}

/** Keeps a script that is still loading from running: in another document it is none of this page's any more. */
export const stop = (script: Element) => void document.implementation.createHTMLDocument('').adoptNode(script);
