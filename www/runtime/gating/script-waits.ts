/**
 * A script that is released late may wait for what has been: `DOMContentLoaded`, `load`. Listeners that it adds while it runs
 * are called once it has run, and no others.
 */
import { isLoaded, isParsed } from './document-state';
import { running } from './script-runner';
import { stub } from '../gate/stub';

const missed = (target: EventTarget, type: string) =>
  type === 'DOMContentLoaded' ? isParsed() : (type === 'load' && target === window) || (type === 'readystatechange' && target === document) ? isLoaded() : false;

interface Wait {
  target: EventTarget;
  type: string;
  listener: EventListenerOrEventListenerObject;
}

/** Who waits for what has been, by the script that was running. */
const waits = new WeakMap<Element, Wait[]>();
let listening = false;

function wait(target: EventTarget, type: string, listener: unknown): void {
  const script = running();
  if (!script || !listener || !missed(target, type)) return;
  const own = waits.get(script) || [];
  own.push({ target, type, listener: listener as EventListener });
  waits.set(script, own);
}

/** Listens to what released scripts wait for. */
export function listenForWaits(): void {
  if (listening) return;
  listening = true;
  for (const target of [document, window]) {
    // As the page has it by now.
    const own = target['addEventListener'];
    target['addEventListener'] = function (this: EventTarget, type: string, listener: unknown) {
      own.apply(target, arguments as never);
      wait(target, String(type), listener);
    } as typeof own;
  }
  for (const [target, name] of [[window, 'onload'], [document, 'onreadystatechange']] as const) {
    const place = name in target && (Object.getOwnPropertyDescriptor(target, name) || Object.getOwnPropertyDescriptor(Document.prototype, name));
    if (!place || !place.set || !place.configurable) continue;
    Object.defineProperty(target, name, {
      ...place,
      get: () => place.get!.call(target),
      set(listener) {
        place.set!.call(target, listener);
        wait(target, name.slice(2), listener);
      },
    });
  }
}

/** `script` has run: what it waited for and has been is told to those it left behind, in the order in which it was. */
export function tellWaits(script: Element): void {
  const own = waits.get(script) || [];
  const isLast = ({ type }: Wait) => type !== 'DOMContentLoaded';
  for (const { target, type, listener } of own.sort((a, b) => +isLast(a) - +isLast(b))) {
    const event = new Event(type);
    Object.defineProperty(event, 'target', { value: target });
    Object.defineProperty(event, 'currentTarget', { value: target });
    stub.guard(() => (typeof listener === 'function' ? listener.call(target, event) : listener.handleEvent(event)));
  }
  waits.delete(script);
}
