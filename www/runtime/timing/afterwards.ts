/**
 * What a choice leaves to be done once the frame that shows it is painted, vendors are told and released scripts have had
 * their turns, though not later than the page lives: a visitor who chooses and leaves at once has done it all the same. The
 * record itself never waits: localStorage has it, or the cookie where that has not.
 */
import { afterTurns } from './turns';
import { stub } from '../gate/stub';

const waiting: (() => unknown)[] = [];
/** What comes when nothing waits any more. */
const then: (() => void)[] = [];

/**
 * Has `task` done after what waits already, in a turn of its own, or as the page is left. What comes next waits for a promise
 * that it gives, though not as the page is left.
 */
export function afterwards(task: () => unknown): void {
  waiting.push(task);
  // One turn more: what follows the frame of a choice, vendors and scripts, is in line for it by now or soon.
  if (waiting.length > 1) return;
  // A page that is being left may never have another turn, and one in the background has nothing to show.
  if (document.hidden) void Promise.resolve().then(catchUp);
  else stub.afterPaint(() => setTimeout(() => afterTurns(step)));
}

/** Calls `last` when nothing waits any more, in a turn of its own. */
export function whenDone(last: () => void): void {
  if (waiting.length || then.length) then.push(last);
  else last();
}

async function step(): Promise<void> {
  for (let task: (() => unknown) | undefined; (task = waiting.shift() || then.shift()); ) {
    try {
      await task();
    } catch (error) {
      console.error(error);
    }
    // In the background a page has nothing to show between, and waits a second for each timer.
    if ((waiting.length || then.length) && !document.hidden) await stub.turn();
  }
}

/** Does what waits, and what comes of that: before what it makes is read, and as the page is left. */
export function catchUp(): void {
  stub.chooseNow();
  for (let task; (task = waiting.shift()); ) stub.guard(task);
}

addEventListener('pagehide', catchUp);
// A phone may end a page in the background without another word.
document.addEventListener('visibilitychange', catchUp);
