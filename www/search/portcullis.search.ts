/** Search in the panel, and in a policy in the page: shows what has the visitor's words, and opens it. */
import type { PolicyFile } from '../types/policy-file';
import type { Words } from '../boot/words';
import { type Section, read } from './index';
import { finder } from './plain';
import css from '../styles/search.css';

export { release } from '../release';

type Finds = (text: string) => boolean;

interface About {
  policy: PolicyFile;
  words: Words['texts'];
  lang: string;
}

/** With more services found than this, their folds stay closed: the first letter of a word would have hundreds built. */
const MANY = 40;

const sheet = new CSSStyleSheet();
sheet.replaceSync(css);

/** Adds a search to the panel in `root`; gives what ends one. */
export default function addSearch(root: ShadowRoot, { policy, words, lang }: About): () => void {
  const body = root.querySelector<HTMLElement>('.body')!;
  const word = (key: string) => words.ui[key] || key;
  const field = document.createElement('input');
  Object.assign(field, { type: 'search', autocomplete: 'off', spellcheck: false, placeholder: word('search'), ariaLabel: word('search'), enterKeyHint: 'search' });
  const said = document.createElement('p');
  said.role = 'status';
  const place = document.createElement('div');
  Object.assign(place, { className: 'search', role: 'search' });
  place.part.add('search');
  place.append(field, said);
  root.adoptedStyleSheets.push(sheet);
  body.querySelector('.intro')!.after(place);

  let sections: Section[] | undefined;
  /** Out of sight; and folds that were not open before. */
  let out: HTMLElement[] = [];
  let opened: HTMLDetailsElement[] = [];
  let isPaper = false;

  const takeOut = (element: HTMLElement) => {
    element.dataset.out = '';
    out.push(element);
  };
  // By its summary, as a visitor does: the panel builds services in that click.
  const open = (fold: HTMLDetailsElement) => {
    if (fold.open) return;
    fold.querySelector('summary')!.click();
    opened.push(fold);
  };
  const restore = () => {
    for (const element of out) element.removeAttribute('data-out');
    for (const fold of opened) fold.open = false;
    out = [];
    opened = [];
  };

  const sift = (fold: Element, services: string[], finds: Finds) =>
    fold.querySelectorAll<HTMLElement>('.service').forEach((item, at) => finds(services[at]!) || takeOut(item));

  /** Shows what is found in a section; says how much that is. */
  const show = ({ element, text, disclosures, fold, services }: Section, finds: Finds, many: boolean): number => {
    const itself = text && finds(text) ? 1 : 0;
    const said = disclosures.filter(({ text }) => finds(text));
    const count = services.filter(finds).length;
    const within = said.length + count;
    if (!itself && !within) takeOut(element);
    // A purpose that is found for itself alone is shown whole.
    if (!within) return itself;
    for (const one of disclosures) said.includes(one) ? open(one.element as HTMLDetailsElement) : takeOut(one.element);
    if (fold && !count) takeOut(fold);
    else if (fold) {
      if (!many) open(fold);
      sift(fold, services, finds);
    }
    return itself + within;
  };

  const search = () => {
    restore();
    const finds = finder(field.value);
    body.toggleAttribute('data-search', !!finds);
    if (!finds) return void (said.textContent = '');
    sections ||= read(body, policy, words as never);
    const many = sections.flatMap(({ services }) => services).filter(finds).length > MANY;
    const found = sections.reduce((sum, section) => sum + show(section, finds, many), 0);
    said.textContent = found ? word('search-found').replace('{n}', found.toLocaleString(lang)) : word('search-none');
  };
  const clear = () => {
    field.value = '';
    search();
  };

  field.addEventListener('input', search);
  // A fold that the visitor opened has all its services built.
  body.addEventListener(
    'toggle',
    (event) => {
      const { target } = event;
      const finds = !isPaper && finder(field.value);
      const section = sections?.find(({ fold }) => fold === target);
      if (finds && section?.services.some(finds)) sift(section.fold!, section.services, finds);
    },
    true,
  );
  for (const type of ['keydown', 'keypress', 'keyup'] as const) {
    field.addEventListener(type, (event) => {
      // The page sees no field as the target of these, and might take them for its shortcuts.
      event.stopPropagation();
      // Escape ends the search first, and only then closes the panel; in a composition it belongs to the input method.
      if (type !== 'keydown' || event.key !== 'Escape' || event.isComposing || !field.value) return;
      event.preventDefault();
      clear();
    });
  }
  // On paper everything is there, and open.
  const onPaper = (event: Event) => {
    if (!root.host.isConnected || !body.isConnected) return removeEventListener(event.type, onPaper);
    isPaper = event.type === 'beforeprint';
    if (!isPaper) return search();
    restore();
    root.querySelectorAll('details').forEach(open);
  };
  for (const type of ['beforeprint', 'afterprint']) addEventListener(type, onPaper);
  return clear;
}
