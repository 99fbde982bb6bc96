/** Placeholders: in the place of what is held, whom it comes from, what it needs, and two ways to allow it. */
import css from '../styles/placeholder.css';
import { Ask } from '../stub/ask';
import { choose } from './choices';
import { isByHand } from './heard';
import { own } from './hosts';
import { type Item, letOnce } from './item';
import { settle, tellPage } from './items';
import { names, policy } from './names';
import { type Lay, layOf, ruleFor, sizeOf } from './sizing';
import { stub } from './stub';

type Texts = Awaited<ReturnType<typeof stub.words>>;

interface Placeholder {
  host: HTMLElement;
  root: ShadowRoot;
  /** The rule that gives it its box. */
  box: CSSStyleSheet;
  /** How the element it stands for lay in the page. */
  lay: Lay;
}

const shown = new Map<Item, Placeholder>();
let texts: Texts | undefined;
let wanted: Promise<unknown> | undefined;
let sheet: CSSStyleSheet;

/** Shows a placeholder for `item`, which asks for one, while it is held. */
export function stand(item: Item): void {
  const { element, released } = item;
  if (!element.hasAttribute('data-consent-placeholder')) return;
  const there = shown.get(item);
  if (!released && element.isConnected) {
    if (there?.host.isConnected) {
      // It goes where the element goes.
      if (there.host.nextSibling !== element) element.before(there.host);
      return;
    }
    if (there) shown.delete(item);
    if (texts) return show(item);
    // Whoever comes before the texts is shown with them.
    waiting.add(item);
    wanted ||= translate();
  } else if (there) {
    const focused = there.root.activeElement;
    shown.delete(item);
    there.host.remove();
    element.removeAttribute('data-consent-held');
    // Whoever used it is where it was.
    if (focused) focus(item.placed.find((node) => node instanceof HTMLElement) as HTMLElement || element);
  }
}

const waiting = new Set<Item>();

function focus(element: HTMLElement): void {
  if (element.tabIndex < 0) element.tabIndex = -1;
  element.focus({ preventScroll: true });
}

/** Says everything in the language of the visitor, and in another one when that changes. */
export async function translate(): Promise<void> {
  texts = await stub.words(policy, stub.preferred(), true);
  for (const item of [...shown.keys()]) {
    shown.get(item)!.host.remove();
    shown.delete(item);
    show(item);
  }
  for (const item of waiting) stand(item);
  waiting.clear();
}

function show(item: Item): void {
  const { element } = item;
  sheet ||= stub.view.sheet(stub.view.theme + css);
  const host = own(document.createElement('portcullis-placeholder'));
  host.lang = texts!.lang;
  host.dir = texts!.dir;
  if (policy.style?.theme) host.setAttribute('data-scheme', policy.style.theme);
  const root = host.attachShadow({ mode: 'open' });
  const box = stub.view.sheet('');
  root.adoptedStyleSheets = [sheet, box];
  element.removeAttribute('data-consent-held');
  if (element.localName === 'template' && !sizeOf(element)) host.setAttribute('data-flow', '');
  const placeholder = { host, root, box, lay: layOf(element) };
  hideHeld(element.getRootNode() as Document | ShadowRoot);
  element.setAttribute('data-consent-held', '');
  fit(item, placeholder);
  root.append(content(item));
  root.addEventListener('press', (event) => {
    const action = (event.target as Element).closest<HTMLElement>('[data-action]')?.dataset.action;
    if (action === 'once') {
      letOnce(item);
      settle([item]);
      tellPage();
    } else if (action === 'always') choose('save', 'save', isByHand('always'), 'page', wants(item));
  });
  element.before(host);
  shown.set(item, placeholder);
}

const fit = ({ element }: Item, { box, lay }: Placeholder) => box.replaceSync(ruleFor(element, lay));

// What the page wrote may be for one width of the window only.
addEventListener('resize', () => shown.forEach((placeholder, item) => fit(item, placeholder)));

let hidden: CSSStyleSheet;

/** Takes what is held out of the layout while a placeholder is in its place. */
function hideHeld(root: Document | ShadowRoot): void {
  hidden ||= stub.view.sheet('[data-consent-held]{display:none!important}');
  if (!root.adoptedStyleSheets.includes(hidden)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, hidden];
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
