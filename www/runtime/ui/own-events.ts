/**
 * What comes into our hosts is ours alone: no listener of the page hears of it, for focus traps and modals that are no
 * `<dialog>` take clicks, keys and the focus from whatever is not theirs. What a browser does by itself it still does.
 */
import { coverClick, pressCover } from './second-click';
import { comeIn, goOut, notePress } from './focus';
import { isOurs } from './hosts';
import { look } from '../record/choice-place';
import { stub } from '../gate/stub';
import { endFresh, followTab } from './tabbing';

/** A part of a page that may keep the focus to itself. */
const TRAP = '[role=dialog],[role=alertdialog],[aria-modal=true],[data-focus-lock-disabled]';

/** The click that is being handed on. */
let click: { isTrusted: boolean; action: string | undefined } | undefined;

/** Whether a hand has just clicked the control of ours that does `action`. No event says so: a page could send one. */
export const isByHand = (action: string) => !!click?.isTrusted && click.action === action;

const actionOf = (target: EventTarget | undefined) => (target instanceof Element ? target.closest('[data-action]')?.getAttribute('data-action') || undefined : undefined);

/** Tells the listeners in a host, and nobody outside, what the page must not hear of. */
function handOn(event: Event, target: EventTarget): void {
  const options = { bubbles: true, cancelable: true };
  const { type } = event;
  let told: Event | undefined;
  if (type === 'click') told = new CustomEvent('press', { ...options, detail: (event as UIEvent).detail });
  else if (type === 'keydown' || type === 'keyup') {
    const { key, isComposing } = event as KeyboardEvent;
    told = new KeyboardEvent(type, { ...options, key, isComposing });
  }
  if (told && !target.dispatchEvent(told)) event.preventDefault();
}

/** A key that went down in one of our hosts, and is not up again; not Tab, which may go on into the page. */
let held = false;

/** The rest of a key press that took away the layer it began in: nothing in the page is meant by that. */
function isRestOfKey(event: KeyboardEvent): boolean {
  const { type } = event;
  if (type === 'keydown' && !event.repeat) held = false;
  const is = held;
  if (type === 'keyup') held = false;
  return is;
}

function hear(event: Event): void {
  const path = event.composedPath();
  const [target] = path;
  const { type } = event;
  const host = path.find(isOurs) as Element | undefined;
  const isKey = type.startsWith('key');
  if (type === 'keydown') followTab(event as KeyboardEvent, !!host);
  const onCover = !!host && target instanceof Element && target.className === 'rest';
  if (type.startsWith('pointer')) pressCover(type, onCover);
  if (type === 'pointerdown') {
    notePress(!!host);
    endFresh();
  }
  if (!host) {
    if (isKey && isRestOfKey(event as KeyboardEvent)) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
    if (/out|blur/.test(type) && isOurs((event as FocusEvent).relatedTarget)) {
      goOut(target as HTMLElement);
      // Who keeps the focus in a part of the page would take it back.
      if (path.some((node) => node instanceof Element && node.matches(TRAP))) event.stopImmediatePropagation();
    }
    return;
  }
  event.stopImmediatePropagation();
  if (type === 'keydown') held = (event as KeyboardEvent).key !== 'Tab';
  if (type === 'keyup') held = false;
  if (type === 'focusin') comeIn((event as FocusEvent).relatedTarget);
  // Neither does the focus go anywhere.
  if (type === 'mousedown' && onCover) event.preventDefault();
  if (type === 'click') {
    // The panel's words are noted before a click in it is taken: it closes, and then tells of the choice.
    if (host.localName === 'portcullis-panel') look('panel', host.shadowRoot);
    const action = actionOf(target);
    click = { isTrusted: event.isTrusted, action };
    if (action && action !== 'download') coverClick(event as MouseEvent);
  }
  stub.guard(() => (type === 'click' && host === stub.view.banner().host ? stub.view.click(event, target) : handOn(event, target!)));
  click = undefined;
}

/** Hears from now on. */
export const hearOurs = () => stub.hearFirst(hear);
