/** Puts the guard into the page. */
import type { Begin } from '../boot/guard';
import { doors } from './doors';
import { holdCalls } from './held-calls';
import { holdHosts, holdHostsOf, permit } from './hosts';
import { TRACKERS } from './trackers';
import { watch } from './watch';

/** Methods by which a node comes into the page, of whatever interface. */
const INSERTS = /^(append|prepend|insert|replace|before|after|surround)/;

/** The interfaces whose methods and setters are doors. */
const INTERFACES = [Navigator, XMLHttpRequest, HTMLScriptElement, HTMLImageElement, Node, Element, Document, DocumentFragment, CharacterData, Range];

export const begin: Begin = (tag, calls) => {
  if (calls.mode) holdCalls(tag.getAttribute('data-events')!, calls);
  if (/^\s*off\s*$/.test(tag.getAttribute('data-guard') ?? 'off')) return undefined;
  // What is no host is said later; a host in an address is guarded all the same.
  holdHosts((TRACKERS + ' ' + tag.getAttribute('data-guard')).split(/[^\w.-]+\.?/));
  holdHostsOf(() => JSON.parse(inline(tag.getAttribute('data-policy')!)!.textContent!));
  watch(document);
  stand(window, ['fetch']);
  for (const { prototype } of INTERFACES) stand(prototype, Object.getOwnPropertyNames(prototype));
  return { hold: (policy) => holdHostsOf(() => policy), permit };
};

/** A policy that stands above the tag. */
const inline = (place: string) => (place[0] === '#' ? [...document.querySelectorAll('script[type="application/json"]')].find((one) => one.id === place.slice(1)) : null);

/** Puts a guard at each of the doors that `owner` has under `names`. */
function stand(owner: object, names: string[]): void {
  for (const name of names) {
    const at = doors.get(name) || (INSERTS.test(name) && doors.get('insert'));
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
