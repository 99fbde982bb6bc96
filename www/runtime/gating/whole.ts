/** Whether the parser is done with an element: what comes over a slow line comes in pieces. */

/**
 * A script that does not run and that the parser has made is not "force async" until its end tag was read, and is then, which
 * its `async` shows (https://html.spec.whatwg.org/multipage/scripting.html#prepare-the-script-element, steps 2 to 4). Where it
 * has that attribute, and for a template, nothing tells before the page is parsed.
 */
export function isWhole(element: HTMLElement): boolean {
  if (document.readyState !== 'loading') return true;
  if (element.localName === 'template') return false;
  if (element.localName !== 'script' || element.hasAttribute('src') || element.hasAttribute('data-consent-src')) return true;
  return (element as HTMLScriptElement).async && !element.hasAttribute('async');
}
