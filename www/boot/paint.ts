/** Lets the browser have its turn before what comes next. */

/** Milliseconds after which a page that paints nothing (a hidden tab) goes on all the same. */
const NO_PAINT = 200;

/** Calls `next` once what was changed is painted: a task that a frame leaves behind comes after its paint. */
export function afterPaint(next: () => void): void {
  let waits = true;
  const go = () => {
    if (waits) next();
    waits = false;
  };
  setTimeout(go, document.hidden ? 0 : NO_PAINT);
  requestAnimationFrame(() => setTimeout(go));
}

/** The browser's, or whatever the page calls so. */
const { scheduler } = window as { scheduler?: { postTask?(next: () => void, options: { priority: string }): void } };

/**
 * Gives what comes next a task of its own, before all else that waits where the browser can be asked for that, or in line
 * with it (`user-visible`): unlike timers in a row such tasks wait for nothing else.
 */
export const soon = (priority = 'user-blocking') => new Promise<void>((done) => (scheduler?.postTask ? scheduler.postTask(done, { priority }) : setTimeout(done)));

/** Lets the browser do something else: nobody waits for what comes after it. */
export const turn = () => new Promise((done) => setTimeout(done));
