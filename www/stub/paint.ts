/** Lets the browser paint before what comes next. */

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
