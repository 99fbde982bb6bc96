/** Where the focus was before somebody came to a layer of ours, and where it goes when that is gone. */
import { isOurs } from './hosts';
import { openers } from './openers';
import { policy } from '../gate/names';
import { stub } from '../gate/stub';

type Focusable = HTMLElement | null | undefined;

/** What had the focus before it came into one of our hosts. */
let before: Focusable;

/** What had the focus when the panel opened. A choice in it takes the panel away without giving the focus back. */
let opener: HTMLElement | null = null;

/** The panel opens. */
export function noteOpener(): void {
  const { activeElement } = document;
  if (activeElement?.localName !== 'portcullis-panel') opener = (activeElement?.shadowRoot?.activeElement || activeElement) as HTMLElement | null;
}

/** The panel is closed, and the focus was given back. */
export const forgetOpener = (): void => void (opener = null);

/** Whether what opened the panel stands in `root`. */
export const isOpenedFrom = (root: ShadowRoot | undefined): boolean => !!opener && !!root?.contains(opener);

/** What in the page opens the panel. */
export const ownOpeners = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>(openers(policy))];

/** What leads back to the panel when a layer has gone, ours first. */
const stays = (): Focusable[] => [stub.view.banner().host?.shadowRoot?.querySelector<HTMLElement>('.reopen'), ...ownOpeners()];

/** What has the focus, in whatever shadow root; nothing where that is the page as a whole. */
export function focused(): Focusable {
  let { activeElement } = document;
  while (activeElement?.shadowRoot?.activeElement) activeElement = activeElement.shadowRoot.activeElement;
  return activeElement === document.body ? null : (activeElement as Focusable);
}

/** The focus leaves `element` for one of our hosts. */
export const goOut = (element: HTMLElement) => void (before = element);

/** The focus comes into one of our hosts, from nowhere if from nothing. */
export function comeIn(from: EventTarget | null): void {
  if (!from) before = null;
}

/** Somebody presses; not every browser gives the focus to what is pressed. */
export function notePress(inOurs: boolean): void {
  if (inOurs && !isOurs(document.activeElement)) before = focused();
}

/** Whether somebody sees it: it is shown, and some of it is on the screen. */
function isInSight(element: Focusable): boolean {
  // Others have a `focus` of their own.
  if (!(element instanceof HTMLElement) || !element.isConnected || element === document.body || !element.checkVisibility({ visibilityProperty: true })) return false;
  const { left, top, right, bottom } = element.getBoundingClientRect();
  const { offsetLeft: x, offsetTop: y, width, height } = window.visualViewport!;
  return right > x && left < x + width && bottom > y && top < y + height;
}

/** Where the next Tab goes on when nothing in sight was to have the focus: nothing scrolls for an answer. */
let next: Focusable;

/** That place, once. */
export function takeNext(): Focusable {
  const place = next;
  next = null;
  return place?.isConnected ? place : null;
}

/**
 * Gives the focus back, when the frame that shows a choice is painted: to give it lays the page out, and that frame would
 * come later. Nothing is taken from what has got it meanwhile, and nothing scrolls: what is out of sight gets none.
 */
export function giveBack(): void {
  const first = [opener, before];
  stub.afterPaint(() => {
    const active = focused();
    if (active?.isConnected) {
      if (isInSight(active)) return;
      if (active instanceof HTMLElement) active.blur();
    }
    next = first.find((element) => element?.isConnected && element !== document.body && !isOurs((element.getRootNode() as ShadowRoot).host));
    [...first, ...stays()].find(isInSight)?.focus({ preventScroll: true });
  });
}
