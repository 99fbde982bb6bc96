/** Parts of the page that are shown by consent. */

/** Hides what is shown only with consent until the gate says otherwise, and what the regime decides, too. */
export function hideParts(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    '[data-consent-if]:not([data-consent-state=shown]),[data-portcullis=us-opt-out]:not([data-consent-state=shown]),' +
      '[data-consent-unless][data-consent-state=hidden]{display:none!important}',
  );
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}
