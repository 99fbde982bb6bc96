/**
 * Where a placeholder stands: in what it stands for, so that no framework finds a node of ours among its own, and a copy of
 * the element has none of it. A template shows what we put into it; a frame that leads nowhere is an empty page of this origin.
 */
import { stub } from '../gate/stub';

/** A template may say how large its content is: `data-consent-placeholder="560x315"`. */
export const SIZE = /^(\d+)x(\d+)$/;

/** What a placeholder is put into, and what makes sheets for it; nothing where a page lets nobody in. */
export interface Place {
  room: Element;
  sheet(css: string): CSSStyleSheet;
  /** The rules of its box. */
  box: string;
}

export function placeIn(element: Element): Place | undefined {
  if (element.localName === 'template') {
    const [, width, height] = SIZE.exec(element.getAttribute('data-consent-placeholder')!) || [];
    const size = width ? `width:${width}px!important;max-width:100%!important;aspect-ratio:${width}/${height}!important` : '';
    return { room: element, sheet: stub.view.sheet, box: `:host{position:relative!important;display:block!important;${size}}` };
  }
  return element.localName === 'iframe' ? inFrame(element as HTMLIFrameElement) : undefined;
}

/** True where `element` never has a place for one. */
export const hasNoPlace = (element: Element) =>
  element.localName === 'iframe' ? element.hasAttribute('sandbox') && !(element as HTMLIFrameElement).sandbox.contains('allow-same-origin') : element.localName !== 'template';

function inFrame(frame: HTMLIFrameElement): Place | undefined {
  const page = stub.attempt(() => frame.contentDocument);
  // Another page than the empty one is none of ours; it may be about to go.
  if (!page || !page.body || page.URL !== 'about:blank') return undefined;
  const inside = frame.contentWindow as Window & typeof globalThis;
  const sheet = (css: string) => {
    const made = new inside.CSSStyleSheet();
    made.replaceSync(css);
    return made;
  };
  const style = getComputedStyle(frame);
  // What the page gives our surfaces does not reach into a frame.
  const tokens = TOKENS.map((name) => `--portcullis-${name}:${style.getPropertyValue('--portcullis-' + name) || 'initial'}`);
  page.adoptedStyleSheets = [sheet(`:root{${tokens.join(';')};color-scheme:${style.colorScheme}}body{margin:0}`)];
  return { room: page.body, sheet, box: ':host{position:fixed!important;inset:0!important;display:block!important}' };
}

/** What a page may set; see `www/styles/theme.css`. */
const TOKENS = 'surface raised ink muted line control accent on-accent edge radius font'.split(' ');
