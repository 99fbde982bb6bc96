/**
 * What a choice leaves to be done once the frame that shows it is painted, though not later than the page lives: a
 * visitor who chooses and leaves at once has done it all the same. The record itself never waits: localStorage has it, or
 * the cookie where that has not.
 */
import { stub } from './stub';

const waiting: (() => void)[] = [];

/** Has `task` done after the next frame and what waits for that already, in a turn of its own, or as the page is left. */
export function afterwards(task: () => void): void {
  waiting.push(task);
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
