/** What we style in the page itself, in sheets of our own, so that nothing of the page's own is touched. */

/** The places of the sheets. A browser looks again at all that a sheet is about when one rule of it changes. */
export const enum Part {
  Consent,
  Padding,
  Theme,
}

/** A style sheet that passes `style-src 'none'`. */
export function sheet(css: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  return sheet;
}

/** What is shown by consent, and what the regime decides. */
export const BY_CONSENT = '[data-consent-if],[data-portcullis=us-opt-out]';

/**
 * Such parts are hidden until the gate says otherwise; `www/runtime/gating/parts.ts` says what is said then. One sheet, for each tree
 * that has such parts.
 */
export const parts = sheet(BY_CONSENT + '{display:none!important}');
const sheets = [parts, sheet(''), sheet('')];

/** Puts `css` in place of what the sheet of `part` says. */
export const pageStyle = (part: Part, css: string) => sheets[part]!.replaceSync(css);

/** What puts ours back, for each list that they are in. */
const kept: (() => void)[] = [];

/** Puts our sheets back wherever a page has taken them out of a list. */
export const keepSheets = () => kept.forEach((keep) => keep());

/**
 * Adopts `own` in `root`, and keeps them there: frameworks assign the whole list
 * (https://drafts.csswg.org/cssom/#dom-documentorshadowroot-adoptedstylesheets), and what they leave out would be shown.
 */
export function adopt(root: Document | ShadowRoot, own: CSSStyleSheet[]): void {
  const prototype = (root instanceof Document ? Document : ShadowRoot).prototype;
  const { get, set } = Object.getOwnPropertyDescriptor(prototype, 'adoptedStyleSheets')!;
  const list = () => get!.call(root) as CSSStyleSheet[];
  const put = (theirs: CSSStyleSheet[]) => set!.call(root, [...[...theirs].filter((sheet) => !own.includes(sheet)), ...own]);
  const keep = () => own.every((sheet) => list().includes(sheet)) || put(list());
  keep();
  kept.push(keep);
  Object.defineProperty(root, 'adoptedStyleSheets', {
    configurable: true,
    enumerable: true,
    get() {
      // Whoever asks may change the list in its place.
      queueMicrotask(keep);
      return list();
    },
    set: put,
  });
}

/** Hides those parts from the first moment on. */
export const hideParts = () => adopt(document, sheets);
