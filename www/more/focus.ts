/** Where the focus goes when the layer that had it is gone. */
import { stub } from './stub';

/**
 * Gives `element` the focus when the frame that shows a choice is painted: giving it lays the page out, and that frame
 * would come later. Nothing is taken from what has got it meanwhile.
 */
export function giveFocus(element: HTMLElement | null, options?: FocusOptions): void {
  stub.afterPaint(() => {
    const { activeElement, body } = document;
    if (!activeElement || activeElement === body) element?.focus(options);
  });
}
