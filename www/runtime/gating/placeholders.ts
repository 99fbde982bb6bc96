/** Placeholders: in the place of what is held, whom it comes from, what it needs, and two ways to allow it. */
import { AFTER, PANEL } from '../../boot/word-files';
import css from '../../styles/placeholder.css';
import { Ask } from '../../generated/protocol';
import { choose, wantsHand } from '../record/choices';
import { isByHand } from '../ui/own-events';
import { own } from '../ui/hosts';
import { type Item, letOnce } from './item';
import { names, policy } from '../gate/names';
import { type Place, SIZE, hasNoPlace, placeIn } from './placeholder-place';
import { stub } from '../gate/stub';

type Texts = Awaited<ReturnType<typeof stub.words>>;

interface Placeholder {
  host: HTMLElement;
  /** The visitor pressed a button of it. */
  used: boolean;
}

const shown = new Map<Item, Placeholder>();
let texts: Texts | undefined;
let wanted: Promise<unknown> | undefined;

/** Shows a placeholder for `item`, which asks for one, while it is held. */
export function stand(item: Item): void {
  const { element, released } = item;
  const there = shown.get(item);
  if (!released && element.isConnected && element.hasAttribute('data-consent-placeholder')) {
    // A frame that was moved is another page.
    if (there?.host.isConnected && there.host.ownerDocument.defaultView) return;
    if (there) remove(item, there);
    if (texts) return show(item);
    // Whoever comes before the texts is shown with them.
    waiting.add(item);
    wanted ||= translate();
  } else if (there) {
    remove(item, there);
    // Whoever used it is where it was.
    if (there.used && element.isConnected) focus(item.placed.flatMap((node) => (node instanceof HTMLElement ? [...node.children] : []))[0] as HTMLElement || element);
  }
}

function remove(item: Item, { host }: Placeholder): void {
  shown.delete(item);
  host.remove();
}

/** Has `then` make an item as it may be when the visitor let it work once. */
export const whenUsed = (then: (item: Item) => void) => void (used = then);
let used: (item: Item) => void;

const waiting = new Set<Item>();

function focus(element: HTMLElement): void {
  if (element.tabIndex < 0) element.tabIndex = -1;
  element.focus({ preventScroll: true });
}

/** Says everything in the language of the visitor, and in another one when that changes. */
export async function translate(): Promise<void> {
  texts = await stub.words(policy, stub.preferred(), [AFTER, PANEL]);
  for (const [item, there] of [...shown]) {
    remove(item, there);
    show(item);
  }
  for (const item of waiting) stand(item);
  waiting.clear();
}

/** Frames in which a browser may put another empty page in the place of the one that was there at first, as Firefox does. */
const followed = new WeakSet<Element>();

function show(item: Item): void {
  const { element } = item;
  if (hasNoPlace(element)) {
    stub.report('placeholder', `<${element.localName} data-consent-placeholder> shows none: a frame without sandbox (or with allow-same-origin) and a template can. Put the element into a <template>.`);
    return;
  }
  if (element.localName === 'iframe' && !followed.has(element)) {
    followed.add(element);
    element.addEventListener('load', () => stand(item));
  }
  const place: Place | undefined = placeIn(element);
  // A frame that is led away from what it showed has one when it has come there.
  if (!place) return;
  const inFrame = place.room !== element;
  const host = own(document.createElement('portcullis-placeholder'));
  host.lang = texts!.lang;
  host.dir = texts!.dir;
  if (policy.style?.theme) host.setAttribute('data-scheme', policy.style.theme);
  if (!inFrame && !SIZE.test(element.getAttribute('data-consent-placeholder')!)) host.setAttribute('data-flow', '');
  const there = { host, used: false };
  const root = host.attachShadow({ mode: 'open' });
  root.append(content(item));
  // Of what is clicked in the page itself we are told otherwise, see `own-events.ts`.
  root.addEventListener(inFrame ? 'click' : 'press', (event) => {
    const action = (event.target as Element).closest('[data-action]')?.getAttribute('data-action');
    there.used = !!action;
    const byHand = inFrame ? event.isTrusted : isByHand(action!);
    if (action === 'once') {
      if (wantsHand() && !byHand) return;
      letOnce(item);
      used(item);
    } else if (action === 'always') choose('save', 'save', byHand, 'page', wants(item));
  });
  place.room.append(host);
  // In the page that it stands in by now.
  root.adoptedStyleSheets = [place.sheet(stub.view.theme + css), place.sheet(place.box)];
  shown.set(item, there);
}

/** What is to be granted so that `item` may work. */
function wants({ expression }: Item): Record<string, boolean> {
  const marks = stub.tell(Ask.Wanted, expression!);
  return Object.fromEntries(names.flatMap((name, at) => (marks[at] === '1' ? [[name, true]] : [])));
}

function content(item: Item): Element {
  const wish = Object.keys(wants(item));
  const list = (of: string[]) => stub.listed(of, texts!.texts.ui.list);
  const purposes = wish.filter((name) => !name.startsWith('service:'));
  const purpose = list(purposes.map((id) => texts!.texts.purposes[id]?.name || id));
  const vendor = list(vendors(item, wish)) || policy.store?.name || location.hostname;
  const say = (key: string) => (texts!.texts.ui[key] || key).replace(/{(vendor|purpose)}/g, (_, name) => (name === 'vendor' ? vendor : purpose));
  const make = (tag: string, className: string, text = '') => Object.assign(document.createElement(tag), { className, textContent: text });
  const button = (action: string) => {
    const made = make('button', action === 'once' ? 'primary' : 'quiet', say('hold-' + action));
    made.setAttribute('type', 'button');
    made.setAttribute('data-action', action);
    made.setAttribute('part', action);
    return made;
  };
  const group = make('div', 'placeholder');
  const choices = make('div', 'choices');
  // What names anything unknown is never released, by this either.
  if (stub.is(Ask.Known, item.expression!)) choices.append(button('once'));
  if (wish.length) choices.append(button('always'));
  group.append(make('p', '', say('hold-title')), choices);
  group.setAttribute('role', 'group');
  group.setAttribute('part', 'placeholder');
  group.setAttribute('aria-label', say('hold-title'));
  return group;
}

/** Vendors of the services named, of those that the address belongs to, or of all that the purposes use. */
function vendors({ element, prefix }: Item, wish: string[]): string[] {
  const services = policy.services || [];
  const host = stub.attempt(() => new URL(element.getAttribute(prefix + 'src')!, document.baseURI).hostname);
  const used = new Set((policy.purposes || []).flatMap(({ id, services }) => (wish.includes(id) ? services || [] : [])));
  const named = services.filter(({ id }) => wish.includes('service:' + id));
  const near = services.filter(({ hosts }) => host && hosts?.some((known) => host === known || host.endsWith('.' + known)));
  const found = [named, near, services.filter(({ id }) => used.has(id))].find((some) => some.length) || [];
  return [...new Set(found.map(({ vendor }) => vendor))];
}
