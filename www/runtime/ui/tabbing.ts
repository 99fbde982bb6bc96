/**
 * The banner's turn among what Tab reaches. It stands at the end of the page, and is the first that somebody with a keyboard
 * comes to; from there Tab leads on to the page's beginning.
 */
import { findAll } from '../../boot/find-all';
import { focused, takeNext } from './focus';
import { stub } from '../gate/stub';

const TABBABLE = 'a[href],area[href],button,input,select,textarea,summary,iframe,audio[controls],video[controls],[contenteditable],[tabindex]';

/** Nobody has clicked yet or moved the focus. */
let isFresh = !navigator.userActivation?.hasBeenActive;
/** Somebody was led into the banner, so their place in the page is still its beginning. */
let isAhead = false;
/** The first of the page, that Tab has led to from there. */
let first: HTMLElement | undefined;

const isReached = (element: HTMLElement) => element.tabIndex >= 0 && !element.matches(':disabled,[inert] *') && element.checkVisibility({ visibilityProperty: true });

/** What Tab reaches in `root`, in order. */
const reached = (root: ParentNode) => findAll(root, TABBABLE).filter(isReached);

/** The first in the page, our hosts left out. */
function firstOfPage(): HTMLElement | undefined {
  for (const element of document.querySelectorAll<HTMLElement>(TABBABLE)) if (isReached(element)) return element;
  return undefined;
}

/** Somebody clicked: from there Tab goes on. */
export function endFresh(): void {
  isFresh = isAhead = false;
  takeNext();
}

/** Moves the focus where a Tab is to lead otherwise than by the order of the page. */
export function followTab(event: KeyboardEvent, isOurs: boolean): void {
  if (event.key !== 'Tab' || event.altKey || event.ctrlKey || event.metaKey) return;
  const { layer } = stub.view.banner();
  const controls = layer?.popover ? reached(layer) : [];
  if (layer?.tabIndex === 0) controls.unshift(layer);
  const [active, wasFresh, place] = [focused(), isFresh, takeNext()];
  isFresh = false;
  const go = (to: HTMLElement | null | undefined, ahead: boolean) => {
    if (!to) return;
    isAhead = ahead;
    event.preventDefault();
    to.focus({ preventScroll: ahead });
  };
  if (!active && !event.shiftKey) {
    if (wasFresh && controls.length) go(controls[0], true);
    // The banner was answered, and nothing in sight was to have the focus.
    else if (!isOurs && (place || isAhead)) go(place || firstOfPage(), false);
  } else if (isAhead && !event.shiftKey && active === controls.at(-1)) go((first = firstOfPage()), false);
  else if (event.shiftKey && active && active === first && controls.length) go(controls.at(-1), true);
}
