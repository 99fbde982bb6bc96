/**
 * The page's events, before any listener of the page hears them: the tag runs first. What is done with them lies in
 * `www/runtime/ui/own-events.ts`.
 */
let listener: ((event: Event) => void) | undefined;

/** Has `hear` hear all of them first. */
export const hearFirst = (hear: (event: Event) => void) => void (listener = hear);

/** What a page may keep from a layer, or take for its own. Those by which a page scrolls are not held up. */
const TYPES = 'pointerdown pointerup mousedown mouseup click dblclick keydown keypress keyup focus blur focusin focusout touchstart touchmove touchend wheel';

/** Listens before anybody else does. */
export function listenFirst(): void {
  for (const type of TYPES.split(' ')) addEventListener(type, (event) => listener?.(event), { capture: true, passive: /^[tw]/.test(type) });
}
