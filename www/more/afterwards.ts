/**
 * What a choice leaves to be done once the frame that shows it is painted, though not later than the page lives: a
 * visitor who chooses and leaves at once has done it all the same. The record itself never waits.
 */
import { stub } from './stub';

const waiting: (() => void)[] = [];

/** Has `task` done after the next frame, or as the page is left. */
export function afterwards(task: () => void): void {
  waiting.push(task);
  stub.afterPaint(catchUp);
}

/** Does what waits: before what it makes is read, and as the page is left. */
export function catchUp(): void {
  for (const task of waiting.splice(0)) stub.guard(task);
}

addEventListener('pagehide', catchUp);
// A phone may end a page in the background without another word (https://developer.chrome.com/docs/web-platform/page-lifecycle-api).
document.addEventListener('visibilitychange', catchUp);
