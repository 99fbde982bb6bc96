/**
 * What a choice leaves to be done once the frame that shows it is painted, though not later than the page lives: a
 * visitor who chooses and leaves at once has done it all the same. The record itself never waits: localStorage has it, or
 * the cookie where that has not.
 */
import { stub } from './stub';

const waiting: (() => void)[] = [];

/**
 * Has `task` done after the next frame, in a turn of its own, or as the page is left. One that is `first` comes before
 * all that waits for that frame, the others when that has had its turn.
 */
export function afterwards(task: () => void, first?: 'first'): void {
  if (first) waiting.unshift(task);
  else waiting.push(task);
  if (waiting.length === 1) stub.afterPaint(step);
}

function step(): void {
  const task = waiting.shift();
  if (task) stub.guard(task);
  if (waiting.length) setTimeout(step);
}

/** Does what waits: before what it makes is read, and as the page is left. */
export function catchUp(): void {
  for (const task of waiting.splice(0)) stub.guard(task);
}

addEventListener('pagehide', catchUp);
// A phone may end a page in the background without another word.
document.addEventListener('visibilitychange', catchUp);
