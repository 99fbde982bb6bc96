/** The banner: the first layer. What stays when it has gone is in `www/runtime/ui/reopen.ts`. */
import theme from '../styles/theme.css';
import css from '../styles/banner.css';
import { at } from './address';
import { Ask, Layer, Signal, Why } from '../generated/protocol';
import { is } from './gate';
import { parsed } from './load';
import { afterPaint, soon } from './paint';
import { Part, pageStyle, sheet } from './page-styles';
import { signal } from './tag';

/** Tokens of all surfaces. */
export { theme };

/** Whose words a banner has that is shown for another reason than that nobody has chosen. */
const WORDS: Record<string, string | undefined> = { [Why.Changed]: 'changed', [Why.Expired]: 'expired', [Why.Notice]: 'notice' };

/** Does what a control is for, by its name; the page's own buttons do it as well (`api.ts`). */
type Press = (action: string, gesture: boolean, layer?: Layer) => void;
let press: Press;

/** Has `act` do it. */
export const pressBy = (act: Press): void => void (press = act);

/** Texts by key. Nothing is shown before they are there. */
let words: Record<string, string> | undefined;
let look: Record<string, string | undefined> = {};
/** Shows what is to be seen: the last of what the gate said. */
let show: (() => void) | undefined;
let root: ShadowRoot | undefined;
let adopted: CSSStyleSheet | undefined;
let layer: HTMLElement | undefined;
/** It was answered before the gate was there, and nothing is asked until that has heard of it; and what was answered. */
let answered = false;
let left: HTMLElement | undefined;

/** The first layer while it is shown, what shows it, and the look. */
export const banner = () => ({ host: root?.host, layer, left, look, show });

/** The styles of all that stands in the root. */
export const styles = () => (adopted ||= sheet(theme + css));

/**
 * Takes texts and look, `policyUrl`, `lang`, `dir` and the policy's `style`, and shows what waited. What it stands in, the
 * banner and its layout are a task each: together they hold up a slow phone.
 */
export async function dress(texts?: Record<string, string>, style: typeof look = {}): Promise<void> {
  words = texts;
  look = style;
  hideBanner();
  root?.host.remove();
  if (!show || !host()) return;
  await soon();
  show?.();
  await soon();
  // Else one frame lays out the page and the banner, each with fonts that are new to it.
  void layer?.offsetHeight;
}

/** Takes more texts; what is shown stays as it is, and what waited for them is shown. */
export function say(texts: Record<string, string>): void {
  words = texts;
  show?.();
}

/** Shows nothing, now and later. */
export function conceal(): void {
  show = undefined;
  void dress();
}

/** Builds everything anew where the page has lost it: frameworks replace the whole body. Says whether it had. */
export function restoreBanner(): unknown {
  const lost = words && document.body && !root?.host.isConnected;
  if (lost) {
    layer = undefined;
    show?.();
  }
  return lost;
}

/** Shows by `act`, now and wherever it has to be built anew. */
export function showBy(act: () => void): void {
  (show = act)();
}

/** Shows the first layer for the reason that `why` stands for. */
export const showBanner = (why: string) =>
  showBy(() => {
    if (answered || !host() || layer) return;
    const kind = WORDS[why] || 'banner';
    // Its words are those of a first banner, or on their way.
    if (!words![`${kind}-title`]) return;
    const title = make('h2', '', `${kind}-title`);
    const texts = make('div', 'texts');
    texts.append(title, make('p', '', `${why === Why.Expired ? 'banner' : kind}-text`));
    if (signal[0] === Signal.Privacy) texts.append(make('p', '', 'signal-conflict'));
    const link = make('a', '', 'policy-link') as HTMLAnchorElement;
    if (look.policyUrl && is(Ask.Link, look.policyUrl)) {
      link.href = at(look.policyUrl);
      texts.append(link);
    }
    // A page's own modal stays on top.
    const modal = look.modal && !document.querySelector('dialog:modal');
    const choices = make('div', 'choices');
    // Accept and reject are one and the same but for their text.
    choices.append(control('primary', 'accept-all'), control('primary', 'reject-all'), control('quiet', 'manage'));
    layer = make(modal ? 'dialog' : 'section', 'banner');
    attributes(layer, { role: modal ? 'dialog' : 'region', part: 'banner', 'aria-label': word('banner-label') });
    attributes(layer, { 'data-layout': modal ? 'modal' : look.layout, 'data-position': modal ? '' : look.position, 'data-side': look.side });
    layer.append(texts, choices);
    root!.prepend(layer);
    if (modal) {
      attributes(title, { tabindex: '-1', autofocus: '' });
      // Escape puts the question off.
      layer.onclose = () => press('hide', false);
      (layer as HTMLDialogElement).showModal();
    } else {
      layer.popover = 'manual';
      layer.showPopover?.();
    }
    new ResizeObserver(fit).observe(layer);
  });

/** Nothing that gets the focus may be hidden behind the banner (WCAG 2.4.11), and what scrolls is in reach of keys. */
function fit(): void {
  if (!layer) return;
  unzoom(root!.host as HTMLElement);
  const height = layer.offsetHeight;
  pageStyle(Part.Padding, height ? `html{scroll-padding-${look.position === 'top' ? 'top' : 'bottom'}:${height + 24}px!important}` : '');
  layer.tabIndex = layer.scrollHeight > layer.clientHeight ? 0 : -1;
  // Hidden by a blocker: a modal would lock the page.
  if (!height && layer instanceof HTMLDialogElement) layer.close();
}

/** A page zoomed by its own style is none of ours. Asked for once all is laid out: before, it would be one look more. */
export function unzoom(host: HTMLElement): void {
  const { body, documentElement } = document;
  // WebKit says it of each element alone.
  const zoom = (body as { currentCSSZoom?: number }).currentCSSZoom || zoomOf(body) * zoomOf(documentElement);
  if (zoom !== 1) host.style.setProperty('--unzoom', '' + 1 / zoom);
}

const zoomOf = (element: Element) => +getComputedStyle(element).zoom || 1;

/** Takes the banner out of sight for a choice that is made after the frame without it, or shows it again. */
export const leave = (leaves: boolean) => layer?.toggleAttribute('data-left', leaves);

/** Takes the banner away, for it was answered, until the gate has heard of that and shows what is to be seen. */
export function answer(yes: boolean): void {
  const shows = answered && !yes;
  answered = yes;
  if (yes) {
    left = layer || left;
    hideBanner();
  }
  if (shows) show?.();
}

export function hideBanner(): void {
  if (!layer) return;
  layer.remove();
  layer = undefined;
  // After the frame that no longer shows it: a browser looks again at the page's styles for it.
  afterPaint(() => layer || pageStyle(Part.Padding, ''));
}

/** The root of everything; undefined while there are no texts or no body. */
export function host(): ShadowRoot | undefined {
  if (!words || !document.body) return;
  if (!root?.host.isConnected) {
    const host = make('portcullis-banner');
    attributes(host, { 'data-nosnippet': '', lang: look.lang, dir: look.dir, 'data-scheme': look.theme });
    root = host.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [styles()];
    root.addEventListener('click', click);
    // Frameworks take a body over from its first child on, and let be what follows the last.
    document.body.append(host);
    const observer = new MutationObserver(stayLast);
    observer.observe(document.body, { childList: true });
    void Promise.resolve(parsed()).then(() => observer.disconnect());
    // What a scroll bar takes of the window, where it takes something.
    const ruler = make('p');
    // Out of the page's flow.
    ruler.style.cssText = 'position:fixed;overflow:scroll';
    root.append(ruler);
    unzoom(host);
    host.style.setProperty('--bar', ruler.offsetWidth - ruler.clientWidth + 'px');
    ruler.remove();
  }
  return root;
}

/** Somebody clicked `target`, which the page may know by the host alone. */
export function click(event: Event, target = event.target): void {
  // Of a double click that began on the page the second one is no answer.
  if ((event as UIEvent).detail > 1) return;
  const action = (target as Element).closest('[data-action]')?.getAttribute('data-action');
  if (action && !layer?.hasAttribute('data-left')) press(action, event.isTrusted, Layer.Banner);
}

/** Goes behind what the parser has brought. */
function stayLast(): void {
  const { host } = root!;
  const { body } = document;
  if (!host.nextSibling || host.parentNode !== body) return;
  if (body.moveBefore) body.moveBefore(host, null);
  // Elsewhere what is shown closes as it moves.
  else if (!layer?.matches('dialog,:focus-within,:active')) {
    body.append(host);
    root!.querySelectorAll<HTMLElement>('[popover]').forEach((one) => one.showPopover());
  }
}

/** Whether there are texts for what a first banner does not say. */
export const isComplete = () => !!words?.saved;

/** The text called `key`; the key itself where there is none, so that a button is never empty. */
export const word = (key: string) => words![key] || key;

export function make(tag: string, className = '', key?: string): HTMLElement {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (key) element.textContent = word(key);
  return element;
}

export function control(className: string, action: string, key = action): HTMLElement {
  const button = make('button', className, key);
  attributes(button, { type: 'button', 'data-action': action, part: key });
  return button;
}

function attributes(element: Element, all: Record<string, string | undefined>): void {
  for (const [name, value] of Object.entries(all)) element.setAttribute(name, value || '');
}
