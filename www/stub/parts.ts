/** Parts of the page that are shown by consent. */

/** For each tree that has such parts. */
export let parts: CSSStyleSheet;

/** Hides what is shown only with consent until the gate says otherwise, and what the regime decides, too. */
export function hideParts(): void {
  parts = new CSSStyleSheet();
  parts.replaceSync(
    '[data-consent-if]:not([data-consent-state=shown]),[data-portcullis=us-opt-out]:not([data-consent-state=shown]),' +
      '[data-consent-state=hidden]{display:none!important}',
  );
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, parts];
}
