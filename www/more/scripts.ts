/**
 * Runs gated scripts, each once, in document order.
 *
 * A script that is inserted by script does not wait for others, so order is kept here: an external script or a
 * module without `async` is waited for before the next one. The browser could keep it (`async = false`), but there
 * one that hangs stops all that follow.
 */
import { fetchAhead } from './ahead';
import { type Item, isAllowed } from './item';
import { noteRan, spend, tellPage, unspend } from './items';
import { isParsed, listenForWaits, tellWaits } from './readiness';
import { isRepeat, noteRun } from './repeats';
import { hasNonce, makeRunner, sourceOf, stop, tellWaiting } from './runner';
import { stub } from './stub';
import { put } from './trust';
import { rests, resting, whenRested } from './turns';
import { ends, isNoScript } from './types';
import { finish, listen } from './writing';

/** Seconds after which a script that neither loads nor fails keeps the others waiting no longer. */
const PATIENCE = 10;

/** Scripts whose turn has not come. */
const line = new Set<Item>();
/** Those that wait for the document's end, as they would as written. */
const deferred = new Set<Item>();
/** Those of them that may have to be fetched ahead. */
const unfetched = new Set<Item>();
/** Those that a script wrote: they come before all others. */
const first: Item[] = [];
/** The script that is loading, while the others wait for it. */
let loading: HTMLScriptElement | null = null;
/** All that are loading. */
const underWay = new Map<HTMLScriptElement, Item>();

whenRested(run);

/** Puts `item` in line, once. */
export function queue(item: Item): void {
  if (line.has(item) || deferred.has(item)) return;
  (isDeferred(item) ? deferred : line).add(item);
  unfetched.add(item);
}

// The page's own deferred scripts have run by then.
addEventListener('DOMContentLoaded', () => {
  for (const item of deferred) line.add(item);
  deferred.clear();
  run();
});

/** Puts what a script wrote before all that stand in line. */
export const queueFirst = (items: Item[]) => void first.unshift(...items);

/** Asks for the files of those in line, and runs them until one has to be waited for. */
export function run(): void {
  const began = performance.now();
  fetchOn();
  for (let item; !loading && !resting() && (item = first[0] || line.values().next().value); ) {
    if (rests(began)) return;
    if (item === first[0]) first.shift();
    else line.delete(item);
    // The visitor may have refused, and the page may have removed it, while it stood in line.
    if (!item.released && isAllowed(item) && item.element.isConnected && hasNonce(item)) stub.guard(() => start(item));
  }
}

/** True for a script that waits for the document's end. */
function isDeferred({ element, type, prefix }: Item): boolean {
  if (isParsed() || element.hasAttribute('async')) return false;
  return type === 'module' || (sourceOf(element, prefix) !== null && element.hasAttribute('defer'));
}

function start(item: Item): void {
  if (isRepeat(item)) {
    item.released = true;
    return;
  }
  spend(item);
  noteRun(item);
  const script = makeRunner(item);
  const external = script.hasAttribute('src');
  const waitsForIt = !isNoScript(item.type) && !item.element.hasAttribute('async');
  const module = script.type === 'module' && !external && waitsForIt && !stuck;
  const goOn = () => {
    if (loading !== script) return;
    loading = null;
    run();
    tellPage();
  };
  const ended = () => {
    underWay.delete(script);
    finish(script);
    if (ends(item.type)) script.remove();
    tellWaits(script);
  };
  if (external) {
    underWay.set(script, item);
    for (const type of ['load', 'error']) {
      script.addEventListener(type, () => {
        if (type === 'load') noteRan(item);
        ended();
        tellWaiting(script, type);
        goOn();
      });
    }
  } else noteRan(item);
  if (module || (external && waitsForIt)) {
    loading = script;
    const patience = Number(stub.tag.dataset.patience);
    setTimeout(
      () => {
        stuck ||= module && loading === script;
        goOn();
      },
      (patience > 0 ? patience : PATIENCE) * 1000,
    );
  }
  listen(script, item);
  listenForWaits();
  if (module) script.async = false;
  // An inline script runs inside this call; what it throws goes to the page's own error event.
  (document.head || document.documentElement).append(script);
  if (module) {
    mark(() => {
      ended();
      goOn();
    });
  } else if (!external) ended();
}

/** Keeps scripts that are still loading from running where they no longer may. */
export function stopLoading(): void {
  for (const [script, item] of underWay) {
    if (isAllowed(item)) continue;
    stop(script);
    underWay.delete(script);
    unspend(item);
    if (loading === script) loading = null;
  }
}

/** The browser may fetch scripts while one is waited for; each still runs in its turn, if it may by then. */
function fetchOn(): void {
  const began = performance.now();
  for (const item of unfetched) {
    if (resting() || rests(began)) return;
    unfetched.delete(item);
    if (!item.released && isAllowed(item) && hasNonce(item)) fetchAhead(item);
  }
}

/** An inline module never ended, so none can be waited for any more. */
let stuck = false;

/**
 * An inline module does not say when it has run. A module that has run long ago, and is next in the browser's own
 * list of those that keep their order, does: this part itself, which is not fetched again
 * (https://html.spec.whatwg.org/multipage/scripting.html#list-of-scripts-that-will-execute-in-order-as-soon-as-possible).
 */
function mark(ended: () => void): void {
  const next = document.createElement('script');
  next.type = 'module';
  next.nonce = stub.nonce;
  next.async = false;
  next.onload = next.onerror = () => {
    next.remove();
    ended();
  };
  put(next, 'src', stub.base + 'portcullis.more.js');
  document.head.append(next);
}
