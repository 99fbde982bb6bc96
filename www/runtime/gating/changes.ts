/** What was released and taken back: what of it cannot be undone, and what the page is told. */
import { Act, Ask } from '../../generated/protocol';
import type { Item } from './item';
import { stub } from '../gate/stub';
import { afterTurns } from '../timing/turns';

/** What scripts that ran were gated by. */
const ran = new Set<string>();
/** Elements released and taken back since the page was last told. */
const moved: Record<'release' | 'hold', Element[]> = { release: [], hold: [] };

/** What to do to an element: see `src/consent/hold.rs`. */
export const act = (...marks: [script: boolean, released: boolean, allowed: boolean]) => stub.tell(Ask.Act, marks.map(Number).join(''));

/** What is gated by `expression` has run: that is remembered. */
export const noteRan = ({ expression }: Item) => void (expression !== null && ran.add(expression));

/** `element` was released, or taken back. */
export const noteMoved = (name: 'release' | 'hold', element: Element) => void moved[name].push(element);

/** True where something that may no longer run has run. */
export const needsReload = () => [...ran].some((expression) => act(true, true, stub.is(Ask.Allowed, expression)) === Act.NeedsReload);

/** Tells the page what was released and taken back since it was last told, when scripts have had their turns. */
export const tellPage = () =>
  afterTurns(() => {
    for (const name of ['hold', 'release'] as const) {
      const elements = moved[name].splice(0);
      if (elements.length) stub.emit(name, { elements: Object.freeze(elements) });
    }
  });
