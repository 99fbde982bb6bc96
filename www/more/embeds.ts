/** Releases and takes back what is no script: templates, embedded content, parts of the page. */
import type { Item } from './items';

/** Attributes that make an element fetch something. */
const REAL = ['src', 'srcset', 'href', 'data', 'poster'];

const heldBack = (element: Element) => REAL.filter((name) => element.hasAttribute('data-consent-' + name));

/** True where `element` has an attribute that is held back. */
export const isEmbed = (element: Element) => heldBack(element).length > 0;

/** Lets `item` work. */
export function release({ element, shape, placed }: Item): void {
  if (shape === 'template') {
    const content = document.importNode((element as HTMLTemplateElement).content, true);
    placed.push(...content.childNodes);
    element.after(content);
  } else if (shape === 'embed') {
    // A frame that the parser made has a place in the session history, and Back would load it again without
    // asking anyone; one that script put in the page has none.
    if (/^(iframe|embed|object)$/.test(element.localName)) element.replaceWith(element);
    for (const name of heldBack(element)) element.setAttribute(name, element.getAttribute('data-consent-' + name)!);
    reload(element);
  }
}

/** Makes `item` inert again. What is held back stays in the element for next time. */
export function takeBack({ element, shape, placed }: Item): void {
  for (const node of placed.splice(0)) node.remove();
  if (shape !== 'embed') return;
  for (const name of heldBack(element)) {
    // A frame whose src is removed keeps its page; one that is led elsewhere does not.
    if (element.localName === 'iframe') element.setAttribute(name, 'about:blank');
    element.removeAttribute(name);
  }
  reload(element);
}

/** Media notice new and removed sources only when told. */
function reload(element: Element): void {
  const player = element.localName === 'source' ? element.parentElement : element;
  if (player instanceof HTMLMediaElement) player.load();
}

/** Shows or hides a part of the page by the attribute that our style sheet reads. */
export function show({ element }: Item, shown: boolean): void {
  element.dataset.consentState = shown ? 'shown' : 'hidden';
}
