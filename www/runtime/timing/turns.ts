/** Lets the browser have its turn amid long work: a frame shows, a click is heard. */
import { stub } from '../gate/stub';

/** Milliseconds of work, script after script or piece after piece, before that. */
export const TURN = 8;

let rested = false;
const turns = new MessageChannel();
/** Who wants to know when the scripts have had their turns. */
const waiting: (() => void)[] = [];
let goOn: () => void;

/** Has `next` go on after each turn of the browser's. */
export const whenRested = (next: () => void) => void (goOn = next);

// A message and no timeout: those of a page in the background wait for a second.
turns.port1.onmessage = () => {
  rested = false;
  goOn();
  if (!rested) for (const then of waiting.splice(0)) stub.guard(then);
};

/** True while the browser has its turn. */
export const resting = () => rested;

/** True from now on if the time is up: what follows is for the next turn. */
export function rests(began: number): boolean {
  if (performance.now() - began < TURN) return false;
  turns.port2.postMessage((rested = true));
  return true;
}

/** Calls `then` when every script in line has run, or one has to be waited for. */
export function afterTurns(then: () => void): void {
  if (rested) waiting.push(then);
  else then();
}
