/** What matches `selector` in `root`, whichever of those that can be asked it is, of this page or of a frame. */
export const findAll = <E extends HTMLElement = HTMLElement>(root: ParentNode, selector: string): E[] => [
  ...(root.nodeType === ELEMENT
    ? (root as Element).querySelectorAll<E>(selector)
    : root.nodeType === DOCUMENT
      ? (root as Document).querySelectorAll<E>(selector)
      : (root as DocumentFragment).querySelectorAll<E>(selector)),
];

const ELEMENT = 1;
const DOCUMENT = 9;
