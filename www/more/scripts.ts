/**
 * Runs gated scripts, each once, in document order.
 *
 * A script that is inserted by script does not wait for others, so order is kept here: an external script or a
 * module without `async` is waited for before the next one. The browser could keep it (`async = false`), but there
 * one that hangs stops all that follow.
 */
import { heldBack } from './embeds';
import { type Item, isAllowed } from './item';
import { spend, tellPage } from './items';
import { stub } from './stub';
import { put, trusted } from './trust';
import { finish, listen } from './writing';

/** Seconds after which a script that neither loads nor fails keeps the others waiting no longer. */
const PATIENCE = 10;

/** Milliseconds of work, script after script or piece after piece, before the browser has its turn: a frame shows, a click is heard. */
export const TURN = 8;

/** Scripts whose turn has not come. */
const line = new Set<Item>();
/** Those of them that may have to be fetched ahead. */
const unfetched = new Set<Item>();
/** Those that a script wrote: they come before all others. */
const first: Item[] = [];
/** The script that is loading, while the others wait for it. */
let loading: HTMLScriptElement | null = null;

/** The browser has its turn, and then what it interrupted goes on. */
let resting = false;
const turns = new MessageChannel();
/** Who wants to know when the scripts have had their turns. */
const waiting: (() => void)[] = [];

// A message and no timeout: those of a page in the background wait for a second.
turns.port1.onmessage = () => {
  resting = false;
  run();
  if (!resting) for (const then of waiting.splice(0)) stub.guard(then);
};

/** True from now on if the time is up: what follows is for the next turn. */
function rests(began: number): boolean {
  if (performance.now() - began < TURN) return false;
  turns.port2.postMessage((resting = true));
  return true;
}

/** Calls `then` when every script in line has run, or one has to be waited for. */
export function afterTurns(then: () => void): void {
  if (resting) waiting.push(then);
  else then();
}

/** Puts `item` in line, once. */
export function queue(item: Item): void {
  if (line.has(item)) return;
  line.add(item);
  unfetched.add(item);
}

/** Puts what a script wrote before all that stand in line. */
export const queueFirst = (items: Item[]) => void first.unshift(...items);

/** Asks for the files of those in line, and runs them until one has to be waited for. */
export function run(): void {
  const began = performance.now();
  fetchOn();
  for (let item; !loading && !resting && (item = first[0] || line.values().next().value); ) {
    if (document.readyState === 'loading' && isDeferred(item)) {
      // As written: not before the document is there.
      document.addEventListener('DOMContentLoaded', run, { once: true });
      return;
    }
    if (rests(began)) return;
    if (item === first[0]) first.shift();
    else line.delete(item);
    // The visitor may have refused, and the page may have removed it, while it stood in line.
    if (!item.released && isAllowed(item) && item.element.isConnected) stub.guard(() => start(item));
  }
}

/** True for a script that waits for the document's end. */
function isDeferred({ element, type, prefix }: Item): boolean {
  const external = element.hasAttribute('src') || element.hasAttribute(prefix + 'src');
  return !element.hasAttribute('async') && (type === 'module' || (external && element.hasAttribute('defer')));
}

function start(item: Item): void {
  const script = rebuild(item);
  const external = script.hasAttribute('src');
  const module = script.type === 'module' && !external && !item.element.hasAttribute('async') && !stuck;
  const goOn = () => {
    if (loading !== script) return;
    loading = null;
    run();
    tellPage();
  };
  const ended = () => {
    finish(script);
    goOn();
  };
  script.addEventListener('load', ended);
  script.addEventListener('error', ended);
  if (module || (external && !item.element.hasAttribute('async'))) {
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
  spend(item, script);
  listen(script, item);
  if (module) script.async = false;
  // An inline script runs inside this call; what it throws goes to the page's own error event.
  item.element.replaceWith(script);
  if (module) mark(goOn);
  else if (!external) finish(script);
}

/** The browser may fetch scripts while one is waited for; each still runs in its turn, if it may by then. */
function fetchOn(): void {
  const began = performance.now();
  for (const item of unfetched) {
    if (resting || rests(began)) return;
    unfetched.delete(item);
    fetchAhead(item);
  }
}

function fetchAhead(item: Item): void {
  const inert = item.element as HTMLScriptElement;
  const src = inert.getAttribute(item.prefix + 'src') ?? inert.getAttribute('src');
  if (!src || item.released || !isAllowed(item)) return;
  const link = document.createElement('link');
  for (const name of ['crossorigin', 'integrity', 'referrerpolicy', 'fetchpriority']) {
    if (inert.hasAttribute(name)) link.setAttribute(name, inert.getAttribute(name)!);
  }
  const module = item.type === 'module';
  link.rel = module ? 'modulepreload' : 'preload';
  link.as = 'script';
  link.nonce = inert.nonce || stub.nonce;
  link.href = src;
  link.onload = link.onerror = () => link.remove();
  document.head.append(link);
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

/**
 * A script that runs, made from one that does not: a browser never runs an element again that was once inert
 * (https://html.spec.whatwg.org/multipage/scripting.html#already-started).
 */
function rebuild({ element, prefix, type, text }: Item): HTMLScriptElement {
  const inert = element as HTMLScriptElement;
  const script = document.createElement('script');
  for (const { name, value } of inert.attributes) {
    if (!/^(type|data-type|nonce|src)$/.test(name)) put(script, name, value);
  }
  // After `data-consent`, for the guard.
  if (inert.hasAttribute('src')) put(script, 'src', inert.getAttribute('src')!);
  for (const name of heldBack(inert, prefix)) put(script, name, inert.getAttribute(prefix + name)!);
  if (type) script.type = type;
  // Browsers hide the nonce attribute of connected elements; the property still has it.
  script.nonce = inert.nonce || stub.nonce;
  const says = text ?? inert.text;
  if (says) script.text = trusted('createScript', says);
  return script;
}
