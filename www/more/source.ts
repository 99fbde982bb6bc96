/** Where the file of a held script is. */
import { heldBack } from './embeds';

/** The address of a script's file; none for one that stands in the page. */
export const sourceOf = (element: Element, prefix: string) => (heldBack(element, prefix).length ? element.getAttribute(prefix + 'src') : element.getAttribute('src'));
