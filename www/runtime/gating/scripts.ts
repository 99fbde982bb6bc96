/**
 * Runs gated scripts, each once, in document order.
 *
 * A script that is inserted by script does not wait for others, so order is kept here: an external script or a
 * module without `async` is waited for before the next one. The browser could keep it (`async = false`), but there
 * one that hangs stops all that follow.
 */
import { fetchAhead } from './script-preload';
import { noteMoved, noteRan, tellPage } from './changes';
import { spend, unspend } from './templates';
import { type Item, isAllowed } from './item';
import { leave, next, queue, queueDeferred, unfetched } from './queue';
import { listenForWaits, tellWaits } from './script-waits';
import { isRepeat, noteRun, whenNew } from './script-repeats';
import { hasNonce, makeRunner, stop, tellWaiting } from './script-runner';
import { stub } from '../gate/stub';
import { put } from './trusted';
import { rests, resting, whenRested } from '../timing/turns';
import { ends, isNoScript } from './script-types';
import { finish, listen } from './document-write';

/** Seconds after which a script that neither loads nor fails keeps the others waiting no longer. */
const PATIENCE = 10;

/** The script that is loading, while the others wait for it. */
let loading: HTMLScriptElement | null = null;
/** All that are loading. */
const underWay = new Map<HTMLScriptElement, Item>();

whenRested(run);
whenNew((items) => {
  for (const item of items) {
    item.released = false;
    item.brought = null;
    queue(item);
  }
  run();
});

// The page's own deferred scripts have run by then.
addEventListener('DOMContentLoaded', () => {
  queueDeferred();
  run();
});

/** Asks for the files of those in line, and runs them until one has to be waited for. */
export function run(): void {
  const began = performance.now();
  fetchOn();
  for (let item; !loading && !resting() && (item = next()); ) {
    if (rests(began)) return;
    leave(item);
    // The visitor may have refused, and the page may have removed it, while it stood in line.
    if (!item.released && isAllowed(item) && item.element.isConnected && hasNonce(item)) stub.guard(() => start(item));
  }
}

function start(item: Item): void {
  if (isRepeat(item)) {
    item.released = true;
    return;
  }
  item.released = true;
  spend(item.origin);
  noteMoved('release', item.element);
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
    item.released = false;
    unspend(item.origin);
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
  const marker = document.createElement('script');
  marker.type = 'module';
  marker.nonce = stub.nonce;
  marker.async = false;
  marker.onload = marker.onerror = () => {
    marker.remove();
    ended();
  };
  put(marker, 'src', import.meta.url);
  document.head.append(marker);
}
