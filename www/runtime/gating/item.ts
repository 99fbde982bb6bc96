/** One thing that is gated: what it is, and where it stands. */
import { Ask, Mark, Rule } from '../../generated/protocol';
import { stub } from '../gate/stub';

export interface Item {
  /** The element as the page has it. It stays where and what it is. */
  element: HTMLElement;
  shape: 'script' | 'template' | 'embed' | 'part';
  /** When it may work. */
  expression: string | null;
  /** It may not while this holds. Without either it is the opt-out link, which the regime governs. */
  unless: string | null;
  /** What stands before the names of attributes that are held back. */
  prefix: string;
  /** The `type` of a script that runs. */
  type: string;
  /** What a script says, where it does not stand in the element. */
  text: string | null;
  /** What finds a part of the page, and all that are like it. */
  selector: string;
  /** It works, or it is a script that ran or is about to. */
  released: boolean;
  /** Nodes it put in the page. */
  placed: ChildNode[];
  /** The template or script that put this one in the page: it may work when that may. */
  within: Item | null;
  /** The script in a template that this one is a copy of. */
  origin: Element | null;
  /** What a script of the page put in that this came with; none for what the server sent. */
  brought: Node | null;
  /** The record that counted when the visitor let just this one work. */
  once: string | null;
}

export const itemOf = (element: Element, shape: Item['shape'], expression: string | null, given: Partial<Item> = {}): Item => ({
  element: element as HTMLElement,
  shape,
  expression,
  unless: null,
  prefix: 'data-consent-',
  type: '',
  text: null,
  selector: '',
  released: false,
  placed: [],
  within: null,
  origin: null,
  brought: null,
  once: null,
  ...given,
});

/** What each element is gated as. What its markup says of having been released counts for nothing. */
export const known = new WeakMap<Node, Item[]>();

/** What is said of an element that is none of HTML. */
export const foreign = (element: Element) => `<${element.localName}> in SVG or MathML cannot be held by data-consent: put it into a <template>.`;

const holds = (expression: string | null) => expression === null || stub.is(Ask.Allowed, expression);

/** Whether `item` may work at this moment. */
export function isAllowed(item: Item): boolean {
  const { expression, unless, within } = item;
  if (within) return isAllowed(within);
  if (expression === null && unless === null) return stub.tell(Ask.Standing)[Mark.Rule] === Rule.OptOut;
  return ((isOnce(item) && stub.is(Ask.Known, expression!)) || holds(expression)) && (unless === null || !holds(unless));
}

/** Items let work by "this once". */
const lenient = new Set<Item>();

/** Lets just `item` work, until the next choice. */
export function letOnce(item: Item): void {
  item.once = stub.tell(Ask.Encoded);
  lenient.add(item);
}

/** True where the visitor let `item` work, or what it came with, and has made no choice since. */
function isOnce({ element, expression, once }: Item): boolean {
  const now = stub.tell(Ask.Encoded);
  if (once !== null) return once === now;
  return [...lenient].some((other) => other.once === now && other.expression === expression && other.placed.some((node) => node.contains(element)));
}
