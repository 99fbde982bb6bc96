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

/**
 * Parts of the page that are shown by consent are hidden until the gate says otherwise, and what the regime
 * decides, too. Ours, for each tree that has such parts.
 */
export const parts = sheet(
  '[data-consent-if]:not([data-consent-state=shown]),[data-portcullis=us-opt-out]:not([data-consent-state=shown]),' +
    '[data-consent-state=hidden]{display:none!important}',
);
const sheets = [parts, sheet(''), sheet('')];

/** Puts `css` in place of what the sheet of `part` says. */
export const pageStyle = (part: Part, css: string) => sheets[part]!.replaceSync(css);

/** Hides those parts from the first moment on. */
export function hideParts(): void {
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, ...sheets];
}
