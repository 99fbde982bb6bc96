/** What is held, released and taken back in the page, by expression. */
import type { About } from '../runtime/offer-audit';
import { Ask } from '../generated/protocol';
import type { Stub } from '../boot/handover';
import { type Line, code, make, mark } from './write';

type State = 'held' | 'released' | 'taken back';

const takenBack = new WeakSet<Element>();

/** Notes what is taken back from now on, and what was last before. */
export function follow(): void {
  document.addEventListener('portcullis:hold', (event) => {
    for (const element of (event as CustomEvent<{ elements: Element[] }>).detail.elements) takenBack.add(element);
  });
}

/** The element as somebody would look for it: its name, its id, what it would load. */
function nameOf(element: Element): string {
  const attribute = element.getAttributeNames().find((name) => /^(data-(consent-)?)?(src|srcset|href|data|poster)$/.test(name));
  const id = element.id && '#' + element.id;
  return element.localName + id + (attribute ? ' ' + element.getAttribute(attribute) : '');
}

export function listElements(stub: Stub, { gated, known }: About): Line[] {
  const groups = new Map<string, Map<State, Element[]>>();
  const note = (expression: string, state: State, element: Element) => {
    const states = groups.get(expression) || new Map<State, Element[]>();
    groups.set(expression, states.set(state, [...(states.get(state) || []), element]));
  };
  for (const element of document.querySelectorAll(gated() + ',script[data-consent]')) {
    const items = known.get(element) || [];
    for (const { expression, unless, released } of items) {
      const text = expression ?? (unless === null ? '(the opt-out link)' : `unless ${unless}`);
      note(text, released ? 'released' : takenBack.has(element) ? 'taken back' : 'held', element);
    }
    // A script that ran is no longer an item: its place was taken by the one that ran.
    const ran = element.localName === 'script' && !items.length && element.getAttribute('data-consent');
    if (ran) note(ran, 'released', element);
  }
  if (!groups.size) return [make('p', 'none', 'Nothing in the page is gated.')];
  return [...groups].map(([expression, states]) => {
    const fold = make('details', '');
    const plain = expression.replace(/^unless /, '');
    const holds = stub.is(Ask.Allowed, plain);
    const isKnown = plain[0] === '(' || stub.is(Ask.Known, plain);
    const counts = [...states].map(([state, elements]) => `${state} ${elements.length}`).join(', ');
    const verdict = !isKnown ? mark('unknown name', 'bad') : holds ? mark('holds', 'good') : mark('does not hold');
    fold.append(make('summary', '', code(expression), ' ', verdict, ' ', counts));
    fold.append(make('ul', '', ...[...states].flatMap(([state, elements]) => elements.map((element) => make('li', '', mark(state, state === 'released' ? 'good' : 'plain'), ' ', code(nameOf(element)))))));
    return fold;
  });
}
