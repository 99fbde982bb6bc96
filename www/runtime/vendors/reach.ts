/**
 * How far a command of the policy reaches. A policy is no place for code, and nobody's choice: a command names what a script
 * of the page made, by plain names, and nothing of the browser's, no eval of a library, nothing of ours.
 */
import { stub } from '../gate/stub';
import unreachable from './unreachable.txt';

type Place = Record<string, any>;
const page = window as Place;

/** Names that lead to the browser, to prototypes, to code or to us, whoever has them. `src/check/reach.rs` reads them, too. */
const DENIED = unreachable.split(/\s+/);
const isDenied = (name: string) => /eval|scripts?$/i.test(name) || DENIED.includes(name.toLowerCase());
const isPlain = (name: string) => /^[A-Za-z_$][\w$]*$/.test(name) && !isDenied(name);

/** Markup, code, or an address to load some from: no argument about consent needs it. */
const isCode = (value: unknown): boolean =>
  typeof value === 'string' ? /[<>()`{}=;]|\/\/|script:|data:/i.test(value) : !!value && typeof value === 'object' && Object.entries(value).flat().some(isCode);

const isNative = (made: unknown) => typeof made === 'function' && /\[native code]/.test(Function.prototype.toString.call(made));

/** What a script of the page calls `name`: undefined where none does, null where the browser does. An element's id is nothing. */
function global(name: string): PropertyDescriptor | null | undefined {
  const found = Object.getOwnPropertyDescriptor(page, name);
  if (!found) return name in EventTarget.prototype || Object.hasOwn(Window.prototype, name) ? null : undefined;
  return found.enumerable && !isNative(found.get) ? found : null;
}

/** A list, an object or a function of a script; a window, a document or an element says otherwise of itself. */
const isScripts = (place: any) => place !== ours() && /^\[object (Object|Array|Function)]$/.test(Object.prototype.toString.call(place));
const ours = (): Place => page[stub.tag.getAttribute('data-global') || 'portcullis'];

function refuse(name: string, why: string): true {
  stub.report('vendor', `The command ${name} is not spoken: ${why}.`);
  return true;
}

const CALLS = 'it has to name a function that a script of your page made, by plain names';
const SETS = 'it has to name a switch of a vendor, and nothing that is there already as something else';

/** Turns a switch on the page's window on or off. */
export function turn(name: string, on: unknown): true {
  if (typeof on !== 'boolean') return true;
  const found = global(name);
  if (!/^[\w$-]+$/.test(name) || isDenied(name) || found === null || (found && Object(found.value) === found.value)) return refuse(name, SETS);
  page[name] = on;
  return true;
}

/** Calls the vendor's function `name`; false where it is not there yet. `queue` keeps its calls until it is. */
export function call(name: string, queue: string | null, values: unknown[]): boolean {
  const path = name.split('.');
  const method = path.pop()!;
  const [first = method] = path;
  const found = global(first);
  const isQueue = method === 'push' && path.length === 1;
  if (found === null || ![...path, method, queue || first].every(isPlain)) return refuse(name, CALLS);
  if (!isQueue && isCode(values)) return refuse(name, 'its arguments hold markup, code or an address');
  // A vendor's queue is a list until its script comes.
  if (isQueue && !(found && page[first])) page[first] = [];
  let owner = page;
  for (let at = 0; at < path.length; at++) {
    const part = path[at]!;
    if (at ? !Object.hasOwn(owner, part) : !found && !isQueue) return false;
    owner = owner[part];
    if (Object(owner) !== owner) return false;
    if (!isScripts(owner)) return refuse(name, CALLS);
  }
  if (queue && (path.length ? !(method in owner) : !found)) {
    const keep = (owner[method] = function () {
      const calls: IArguments[] = (keep[queue] ||= []);
      calls.push(arguments);
    } as Place);
  }
  const own = path.length || found || queue ? owner[method] : undefined;
  if (typeof own !== 'function') return false;
  if ((isNative(own) && !(isQueue && Array.isArray(owner))) || Object.values(ours()).includes(own)) return refuse(name, CALLS);
  Reflect.apply(own, owner, values);
  return true;
}
