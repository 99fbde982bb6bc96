/** The banner: first layer, the control that reopens the panel, and the line that says what was saved. */
import theme from '../styles/theme.css';
import css from '../styles/banner.css';
import { Ask, Mark } from './ask';
import { press } from './api';
import { holds, is } from './gate';

/** Tokens of all surfaces. */
export { theme };

/** By the digit of why the banner is shown; see `src/gate/effects.rs`. */
const TITLES = ['banner-title', 'changed-title', 'expired-title', 'notice-title', 'banner-title'];
const TEXTS = ['banner-text', 'changed-text', 'banner-text', 'notice-text', 'banner-text'];

/** Texts by key. Nothing is shown before they are there. */
let words: Record<string, string> | undefined;
let look: Record<string, string | undefined> = {};
/** What is to be seen: the last of what the gate said. */
let current: [(about: string) => void, string] = [showRest, '0'];
let root: ShadowRoot | undefined;
let layer: HTMLElement | undefined;
let reopen: HTMLElement;
let said: HTMLElement;
/** The page's own scroll padding, while ours stands in its place. */
let padding: string | undefined;

/** Takes texts and look, `{ lang, dir, policyUrl, theme, layout, position, reopen }`, and shows what waited. */
export function dress(texts?: Record<string, string>, style: Record<string, string | undefined> = {}): void {
  words = texts;
  look = style;
  removeLayer();
  root?.host.remove();
  restoreBanner();
}

/** Builds everything anew where the page has lost it: frameworks replace the whole body. */
export function restoreBanner(): void {
  if (words && document.body && !root?.host.isConnected) {
    layer = undefined;
    current[0](current[1]);
  }
}

/**
 * A page's own modal dialog makes everything outside it inert, so the banner moves in, and out again when the
 * dialog closes (https://html.spec.whatwg.org/multipage/interaction.html#modal-dialogs-and-inert-subtrees).
 */
export function followModal(): void {
  const modal = [...document.querySelectorAll('dialog')].filter((dialog) => dialog.matches(':modal')).pop();
  const home = modal || document.body;
  if (!layer || !root || root.host.parentNode === home) return;
  home.prepend(root.host);
  layer.showPopover?.();
}

/** Shows the first layer for the reason that `why` stands for. */
export function showBanner(why: string): void {
  current = [showBanner, why];
  if (!build() || layer) return;
  const text = make('p', '', TEXTS[+why]);
  const texts = make('div', 'texts');
  texts.append(make('h2', '', TITLES[+why]), text);
  if (holds(Mark.Signal)) texts.append(make('p', '', 'signal-conflict'));
  if (look.policyUrl && is(Ask.Link, look.policyUrl)) {
    const link = make('a', '', 'policy-link') as HTMLAnchorElement;
    link.href = look.policyUrl;
    texts.append(link);
  }
  const choices = make('div', 'choices');
  // Accept and reject are one and the same but for their text.
  choices.append(control('primary', 'accept-all'), control('primary', 'reject-all'), control('quiet', 'manage'));
  layer = make('section', 'banner');
  attributes(layer, { role: 'region', popover: 'manual', part: 'banner', 'aria-label': word('banner-label') });
  attributes(layer, { 'data-layout': look.layout || 'card', 'data-position': look.position || 'bottom' });
  layer.append(texts, choices);
  root!.prepend(layer);
  layer.showPopover?.();
  followModal();
  reopen.hidden = true;
  // Nothing that gets the focus may be hidden behind the banner (WCAG 2.4.11).
  const page = document.documentElement.style;
  padding = page[edge()];
  page[edge()] = layer.offsetHeight + 'px';
}

/** Shows no layer; `about` says what the visitor is told: nothing, saved, or not kept. */
export function showRest(about: string): void {
  current = [showRest, '0'];
  const focused = root?.activeElement;
  removeLayer();
  if (!build()) return;
  const honoured = holds(Mark.Honoured);
  reopen.textContent = word(honoured ? 'signal-honored' : 'reopen');
  const own = look.reopen === 'none' || document.querySelector('[data-portcullis=open]');
  reopen.hidden = !look.asks || (!!own && !honoured);
  if (about !== '0') {
    said.className = about === '2' ? 'said seen' : 'said';
    said.textContent = word(about === '2' ? 'saved-memory' : 'saved');
    if (focused) reopen.focus();
  }
}

function removeLayer(): void {
  layer?.remove();
  layer = undefined;
  if (padding !== undefined) document.documentElement.style[edge()] = padding;
  padding = undefined;
}

const edge = () => (look.position === 'top' ? 'scrollPaddingTop' : 'scrollPaddingBottom');

/** Makes the host and what is always in it; false while there are no texts or no body. */
function build(): boolean {
  if (!words || !document.body) return false;
  if (root?.host.isConnected) return true;
  const host = make('portcullis-banner');
  attributes(host, { 'data-nosnippet': '', lang: look.lang!, dir: look.dir!, 'data-scheme': look.theme || '' });
  root = host.attachShadow({ mode: 'open' });
  root.adoptedStyleSheets = [sheet(theme + css)];
  reopen = control('reopen', 'manage', 'reopen');
  reopen.hidden = true;
  said = make('p', 'said');
  said.role = 'status';
  root.append(reopen, said);
  root.addEventListener('click', (event) => {
    const action = (event.target as Element).closest<HTMLElement>('[data-action]')?.dataset.action;
    if (action) press(action, event.isTrusted, 'banner');
  });
  // `toggle` does not bubble, but it can be caught on its way down.
  document.addEventListener('toggle', followModal, true);
  document.addEventListener('close', followModal, true);
  // First in the body, so that it comes first for keyboard and screen reader.
  document.body.prepend(host);
  return true;
}

/** A style sheet that passes `style-src 'none'`. */
export function sheet(css: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  return sheet;
}

/** The text called `key`; the key itself where there is none, so that a button is never empty. */
const word = (key: string) => words![key] || key;

function make(tag: string, className = '', key?: string): HTMLElement {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (key) element.textContent = word(key);
  return element;
}

function control(className: string, action: string, key = action): HTMLElement {
  const button = make('button', className, key);
  attributes(button, { type: 'button', 'data-action': action, part: key });
  return button;
}

function attributes(element: Element, all: Record<string, string>): void {
  for (const [name, value] of Object.entries(all)) element.setAttribute(name, value);
}
