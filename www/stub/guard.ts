/**
 * `data-guard`: a backstop for trackers that carry no attribute. It stops what goes through the doors a page usually
 * uses; `docs/guard.md` says which it leaves open. Hooked in only where the tag asks for it.
 */
import { attempt } from './report';
import { tag } from './tag';
import { TRACKERS } from './trackers';
import type { PolicyFile } from './words';

let hosts: string[] | undefined;
/** What may be reached; nothing, until the gate says so. */
let permitted: (host: string) => boolean = () => false;

/** Takes what says which of the guarded hosts may be reached now. */
export function permit(may: (host: string) => boolean): void {
  permitted = may;
}

/** Guards the hosts of the policy's services, too. Nobody has checked that policy yet. */
export const guardHosts = (policy?: PolicyFile | null) =>
  void attempt(() => hosts?.push(...policy!.services!.flatMap((service) => service.hosts || [])));

/** The host of `url`. `example.com.` is `example.com`. */
export const hostOf = (url: unknown) => attempt(() => new URL(url as string, document.baseURI).hostname.replace(/\.$/, ''));

function holds(url: unknown): boolean {
  const host = hostOf(url);
  return !!host && host !== location.hostname && hosts!.some((known) => ('.' + host).endsWith('.' + known)) && !permitted(host);
}

/** True where `element` is not to have the address `url`. What carries our attribute is the gate's. */
const isHeld = (element: HTMLElement, url: unknown) => holds(url) && !element.hasAttribute('data-consent');

/**
 * Makes `element` inert, as gated markup is, if it is a script that would run and is not to; the gate finds out what it
 * waits for. Where the browser is fetching it, a copy takes its place, for it runs only in the document that it was in
 * then (https://html.spec.whatwg.org/multipage/scripting.html#execute-the-script-element).
 */
function still(element: Element, url?: unknown, running?: boolean): void {
  const script = element as HTMLScriptElement & SVGScriptElement;
  // One of SVG has its address in `href`, and what runs in its place is one of HTML.
  const { type, dataset, src = script.href?.baseVal } = script;
  if (script.localName !== 'script' || !/^$|^module$|script/i.test(type) || !isHeld(script, (url ??= src))) return;
  Object.assign(dataset, { type, guarded: '' });
  script.type = 'text/plain';
  if (script.href) script.setAttribute('src', url as string);
  // Loaders set it last, some of them.
  Object.defineProperty(script, 'type', { __proto__: null, get: () => 'text/plain', set: (type) => (dataset.type = type), configurable: true } as PropertyDescriptor);
  if (!running) return;
  script.replaceWith(script.cloneNode());
  // In a parent, for loaders that take their script out of it.
  document.implementation.createHTMLDocument('').head.append(script);
}

/** What stands at a door of the page, a method or a setter; `go` goes through. */
type Door = (args: any[], self: any, go: (args?: unknown[]) => unknown) => unknown;

/** An address: of a picture it is not set; a script that is in the page already is made inert before it has one. */
const address: Door = (args, element, go) => {
  const said = args.flatMap((about) => (about instanceof Attr ? [about.name, about.value] : about));
  const at = said.findIndex((about) => /^(src|(xlink:)?href)$/i.test(about));
  const url = said[at + 1];
  if (element.localName === 'img' && isHeld(element, url)) return;
  if (at >= 0 && element.isConnected) still(element, url);
  return go();
};

/** However a script was made, by such a door it comes into the page. */
const insert: Door = (nodes, _, go) => {
  for (const node of nodes) {
    if (node?.nodeType && !node.isConnected) for (const element of [node, ...(node.querySelectorAll?.('script') || [])]) still(element);
  }
  return go();
};

const sent = new WeakMap<object, unknown>();

const doors: Record<string, Door | undefined> = {
  __proto__: null as never,
  fetch: ([input], _, go) => (holds(input instanceof Request ? input.url : input) ? Promise.resolve(new Response(null, { status: 204 })) : go()),
  sendBeacon: ([url], _, go) => holds(url) || go(),
  open([, url], self, go) {
    sent.set(self, url);
    return go();
  },
  send(_, self: XMLHttpRequest, go) {
    if (!holds(sent.get(self))) return go();
    setTimeout(() => {
      for (const name of ['error', 'loadend']) self.dispatchEvent(new ProgressEvent(name));
    });
  },
  src: (args, self, go) => address(['src', ...args], self, go),
  setAttribute: address,
  /**
   * Before the parser prepares a script that is written it asks nobody, so a text is written up to the end of a script,
   * and then looked at. What is no text (Trusted Types) is left as it is, and looked at too late to keep it from being fetched.
   */
  write(texts, self, go) {
    const pieces = texts.every((text) => typeof text === 'string') ? texts.join('').split(/(?=<\/script)/i) : [];
    const last = pieces.pop();
    for (const piece of pieces) {
      write.call(self, piece);
      look();
    }
    go(last === undefined ? texts : [last]);
    look(last === undefined);
  },
};
const { write } = Document.prototype;

// Before the parser prepares a script of the page's HTML it lets these have their turn.
const observer = new MutationObserver((records) => look(false, records));

/**
 * Looks at what came into the page by no door. One that is `async` without the attribute was put in by script, and one of SVG
 * may have ended with its start tag: the browser has begun with it.
 */
function look(running = false, records = observer.takeRecords()): void {
  for (const { addedNodes } of records) {
    for (const node of addedNodes as NodeListOf<HTMLScriptElement>) {
      const begun = running || !('src' in node) || (node.async && !node.hasAttribute('async'));
      if (begun || document.readyState === 'loading') still(node, undefined, begun);
    }
  }
}

export function guardPage(): void {
  const guard = tag.getAttribute('data-guard') ?? 'off';
  if (guard.trim() === 'off') return;
  // What is no host is said later; a host in an address is guarded all the same.
  hosts = (TRACKERS + ' ' + guard).split(/[^\w.-]+\.?/);
  attempt(() => guardHosts(JSON.parse(document.querySelector(`script[type="application/json"][id="${tag.getAttribute('data-policy')!.slice(1)}"]`)!.textContent!)));
  observer.observe(document, { childList: true, subtree: true });
  const classes = [Navigator, XMLHttpRequest, HTMLScriptElement, HTMLImageElement, Node, Element, Document, DocumentFragment, CharacterData, Range];
  for (const owner of [window, ...classes.map(({ prototype }) => prototype)]) {
    for (const name of owner === window ? ['fetch'] : Object.getOwnPropertyNames(owner)) {
      const at = doors[name.replace(/N\w+$|ln$/, '')] || (/^(append|prepend|insert|replace|before|after|surround)/.test(name) && insert);
      if (!at) continue;
      const door = Object.getOwnPropertyDescriptor(owner, name)!;
      const kind = Object.hasOwn(door, 'set') ? 'set' : 'value';
      // A proxy has name, length and text of what it stands for.
      door[kind] = new Proxy(door[kind]!, {
        apply: (own, self, args) => at(args, self, (given = args) => Reflect.apply(own, self, given)),
      });
      Object.defineProperty(owner, name, door);
    }
  }
}
