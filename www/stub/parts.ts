/** What we style in the page itself: one sheet, so that nothing of the page's own is touched. */

/** The places of its rules. */
export const enum Part {
  Consent,
  Padding,
  Theme,
}

/**
 * Parts of the page that are shown by consent are hidden until the gate says otherwise, and what the regime
 * decides, too.
 */
const rules = [
  '[data-consent-if]:not([data-consent-state=shown]),[data-portcullis=us-opt-out]:not([data-consent-state=shown]),' +
    '[data-consent-state=hidden]{display:none!important}',
];
/** Ours, for each tree that has such parts. */
export const parts = new CSSStyleSheet();

/** A style sheet that passes `style-src 'none'`. */
export function sheet(css: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  return sheet;
}

/** Puts `css` in place of the rules that stand at `part`. */
export function pageStyle(part: Part, css: string): void {
  rules[part] = css;
  parts.replaceSync(rules.join(''));
}

/** Hides those parts from the first moment on. */
export function hideParts(): void {
  pageStyle(Part.Consent, rules[0]!);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, parts];
}
