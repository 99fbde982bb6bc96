/**
 * What our files use of the browser, as it was when the tag ran: a page may put something else in the place of each of these
 * later, and libraries do. No file of ours names what is here; the build finds all uses and has them read it
 * (`tools/build/natives`).
 */
import { release } from '../release';

/**
 * What is kept, set by the build, with `;` between: whose it is, and an expression that finds the names, or none for all of
 * them. It is kept of a prototype, or with a dot before the name of the object itself, or of the window where no name follows.
 */
declare const PORTCULLIS_NATIVES: string;

type Kept = any;

const { getOwnPropertyDescriptor, getOwnPropertyNames, setPrototypeOf, defineProperty } = Object;
const { bind, call } = Function.prototype;
/** A method as a function of the object, whatever `call` is later. */
const free = bind.bind(call) as (method: Kept) => Kept;
const page = window as Kept;

/** By the places of the list; of each object by name, with `_` before it what sets a property. */
export const $: Kept[] = PORTCULLIS_NATIVES.split(';').map((line) => {
  const [name, names] = line.split(' ') as [string, string | undefined];
  const wanted = RegExp(names!);
  const isOwn = name[0] === '.';
  const owner = name === '.' ? page : isOwn ? page[name.slice(1)] : page[name]?.prototype;
  const kept: Kept = { __proto__: null };
  const keep = (name: string, value: Kept) => {
    // What is made by `new` has a large letter, and needs no object.
    if (value) kept[name] = typeof value !== 'function' || (isOwn && name < 'a') ? value : isOwn ? bind.call(value, owner) : free(value);
  };
  for (const name of owner ? getOwnPropertyNames(owner) : []) {
    if (names && !wanted.test(name)) continue;
    const found = setPrototypeOf(getOwnPropertyDescriptor(owner, name), null);
    keep(name, found.value || found.get);
    keep('_' + name, found.set);
  }
  return kept;
});

/** Leaves it for the files that come later, of this release. */
export const publish = () => defineProperty(window, 'portcullis ' + release, { value: $ });
