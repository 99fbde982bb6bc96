/**
 * `data-guard`: a backstop for trackers that carry no attribute. It stops what goes through the doors a page usually
 * uses; `docs/guard.md` says which it leaves open. Hooked in only where the tag asks for it.
 */
import { attempt } from './report';
import { tag } from './tag';
import { TRACKERS } from './trackers';

let hosts: string[] | undefined;
/** What may be reached; nothing, until the gate says so. */
let permitted: (host: string) => boolean = () => false;

/** Takes more hosts to guard, and what says which may be reached now. */
export function permit(more: string[], may: (host: string) => boolean): void {
  hosts?.push(...more);
  permitted = may;
}

/** The host of `url`. */
export const hostOf = (url: unknown) => attempt(() => new URL(String(url), document.baseURI).hostname);

function holds(url: unknown): boolean {
  const host = hostOf(url);
  return !!host && host !== location.hostname && hosts!.some((known) => ('.' + host).endsWith('.' + known)) && !permitted(host);
}

type Door = (...args: never[]) => unknown;

/** Puts `before` before a door of the page; what it gives is the answer, unless it gives nothing. */
function guard(owner: object, name: string, before: Door): void {
  const doors = owner as Record<string, Door>;
  const own = doors[name]!;
  doors[name] = function (this: unknown, ...args) {
    const answer = before.apply(this, args);
    return answer === undefined ? own.apply(this, args) : answer;
  };
}

/** Makes a script inert, as gated markup is; the gate finds out what it waits for. */
function still(script: HTMLScriptElement): void {
  if (script.type === 'text/plain') return;
  script.dataset.type = script.type;
  script.type = 'text/plain';
  script.dataset.guarded = '';
  // Loaders set it last, some of them.
  Object.defineProperty(script, 'type', { get: () => 'text/plain', set: (type) => (script.dataset.type = type) });
}

/** True where `element` is not to have this address. What carries our attribute is the gate's. */
function refuses(element: HTMLElement, url: unknown): boolean {
  if (!holds(url) || element.dataset.consent !== undefined) return false;
  if (!(element instanceof HTMLScriptElement)) return true;
  still(element);
  return false;
}

export function guardPage(): void {
  const asked = tag.dataset.guard?.trim() || 'off';
  if (asked === 'off') return;
  hosts = (TRACKERS + ' ' + asked).split(/\s+/);
  const sent = new WeakMap<object, unknown>();
  guard(window, 'fetch', (input: Request) => (holds(input.url || input) ? Promise.resolve(new Response(null, { status: 204 })) : undefined));
  guard(Navigator.prototype, 'sendBeacon', (url: string) => holds(url) || undefined);
  guard(XMLHttpRequest.prototype, 'open', function (this: object, _: string, url: string) {
    sent.set(this, url);
  });
  guard(XMLHttpRequest.prototype, 'send', function (this: XMLHttpRequest) {
    if (!holds(sent.get(this))) return;
    for (const name of ['error', 'loadend']) this.dispatchEvent(new ProgressEvent(name));
    return null;
  });
  for (const { prototype } of [HTMLScriptElement, HTMLImageElement]) {
    const src = Object.getOwnPropertyDescriptor(prototype, 'src')!;
    Object.defineProperty(prototype, 'src', {
      ...src,
      set(url) {
        if (!refuses(this, url)) src.set!.call(this, url);
      },
    });
    guard(prototype, 'setAttribute', function (this: HTMLElement, name: string, url: string) {
      return /^src$/i.test(name) && refuses(this, url) ? null : undefined;
    });
  }
  new MutationObserver((records) => {
    for (const { addedNodes } of records) {
      for (const node of addedNodes) if (node instanceof HTMLScriptElement && node.src) refuses(node, node.src);
    }
  }).observe(document, { childList: true, subtree: true });
}
