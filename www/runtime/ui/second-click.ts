/** The second click of a double click is meant for what was there: it lands on nothing of the page, and in no frame of it. */
import { stub } from '../gate/stub';

/** Milliseconds and pixels within which a second click belongs to the first, as desktops have it; fingers meet less exactly. */
const TIME = 500;
const SIZE = 48;
/** Milliseconds from the end of a touch to the click that a browser makes of it. */
const CLICK = 100;

let rules: CSSStyleSheet | undefined;
let turn = 0;
let until = 0;
/** Somebody presses on it: it stays until they have let go. */
let isPressed = false;

/** The rule that covers a place, for the root in which `.rest` lies: that stays when layers go, in the top layer. */
export const coverRules = () => (rules ||= stub.view.sheet(''));

/** Covers the place of a click that takes a layer away, if it is a first one. A key has no place. */
export function coverClick(event: MouseEvent): void {
  const { clientX, clientY } = event;
  if (event.detail !== 1 || !event.isTrusted) return;
  const box = `left:${clientX - SIZE / 2}px;top:${clientY - SIZE / 2}px;width:${SIZE}px;height:${SIZE}px`;
  coverRules().replaceSync(`.rest::before{position:fixed;${box};pointer-events:auto;content:""}`);
  isPressed = false;
  until = performance.now() + TIME;
  uncover(TIME);
}

function uncover(after: number): void {
  const now = ++turn;
  setTimeout(() => now === turn && !isPressed && coverRules().replaceSync(''), after);
}

/** A pointer goes down, `onIt` or elsewhere, or up again. */
export function pressCover(type: string, onIt: boolean): void {
  // What begins later is no second click, however often somebody tries.
  if (type === 'pointerdown') isPressed = onIt && performance.now() < until;
  else if (isPressed) {
    isPressed = false;
    uncover(Math.max(CLICK, until - performance.now()));
  }
}
