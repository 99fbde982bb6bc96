/** How far the start has come, and what becomes of a choice meanwhile. */

/** True once the gate is as the visitor's choice says; false, reported, where it cannot be had. Never rejects. */
export let started: Promise<boolean>;

/** Has everybody wait for `start`. */
export const startBy = (start: Promise<boolean>): void => void (started = start);

/** What becomes of a choice: as long as nothing is known it is kept for the next page. */
export const enum Phase {
  Unknown,
  /** The gate did not start. What a visitor chooses is kept, and what refuses; who grants by code is told that it failed. */
  Shut,
  Open,
  /** There is no policy to choose by. */
  Lost,
}
export let phase: Phase = Phase.Unknown;

export const enter = (now: Phase): void => void (phase = now);
