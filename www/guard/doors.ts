/** What stands at the doors of the page: methods and setters by which something is loaded, or comes into the page. */
import { findAll } from '../boot/find-all';
import { attempt } from '../boot/report';
import { holds } from './hosts';
import { isHeld, still } from './still';
import { lookNow } from './watch';

/** `go` goes through, with other arguments where they are given. */
type Door = (args: any[], self: Element, go: (args?: unknown[]) => unknown) => unknown;

const ADDRESS = /^(src|(xlink:)?href)$/i;

/** An address is set: of a picture it is not; a script that is in the page already is made inert before. */
const address: Door = (args, element, go) => {
  const said = args.flatMap((about) => (about instanceof Attr ? [about.name, about.value] : [about]));
  const at = said.findIndex((about) => ADDRESS.test(about));
  const url = said[at + 1];
  if (at >= 0 && element.localName === 'img' && isHeld(element, url)) return;
  if (at >= 0 && element.isConnected) still(element, { url });
  return go();
};

/** Types of nodes: one that a frame has made is no `Element` of this page. */
const ELEMENT = 1;
const FRAGMENT = 11;

/** However a script was made, by such a door it comes into the page. */
const insert: Door = (nodes, _, go) => {
  for (const node of nodes as unknown[]) {
    // What only moves is in the page already.
    const kind = attempt(() => (node as Node).nodeType);
    if (!kind || (node as Node).isConnected) continue;
    if (kind === ELEMENT) still(node as Element);
    if (kind === ELEMENT || kind === FRAGMENT) for (const script of findAll(node as Element, 'script')) still(script);
  }
  return go();
};

/**
 * Before the parser prepares a script that is written it asks nobody, so a text is written up to the end of a script, and then
 * looked at. What is no text (Trusted Types) is left as it is, and looked at too late to keep it from being fetched.
 */
const written: Door = (texts, self, go) => {
  if (!texts.every((text) => typeof text === 'string')) {
    lookNow();
    go();
    return lookNow(true);
  }
  const pieces = texts.join('').split(/(?=<\/script)/i);
  const last = pieces.pop();
  for (const piece of pieces) {
    // What is kept is what was there before this door.
    (self as unknown as Document).write(piece);
    lookNow();
  }
  go(pieces.length ? [last] : texts);
  lookNow();
};

/** Where requests go that are not sent yet. */
const sent = new WeakMap<object, unknown>();

export const doors = new Map<string, Door>([
  ['fetch', ([input], _, go) => (holds(input instanceof Request ? input.url : input) ? Promise.resolve(new Response(null, { status: 204 })) : go())],
  ['sendBeacon', ([url], _, go) => holds(url) || go()],
  [
    'open',
    ([, url], self, go) => {
      if (self instanceof XMLHttpRequest) sent.set(self, url);
      return go();
    },
  ],
  [
    'send',
    (_, self, go) => {
      if (!holds(sent.get(self))) return go();
      setTimeout(() => {
        for (const name of ['error', 'loadend']) self.dispatchEvent(new ProgressEvent(name));
      });
    },
  ],
  ['src', (args, self, go) => address(['src', ...args], self, go)],
  ['setAttribute', address],
  ['setAttributeNS', address],
  ['setAttributeNode', address],
  ['setAttributeNodeNS', address],
  ['write', written],
  ['writeln', written],
  ['insert', insert],
]);
