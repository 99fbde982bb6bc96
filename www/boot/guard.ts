/**
 * `data-guard` and `data-events`: `portcullis.guard.js` holds trackers that carry no attribute, and what the page tells
 * vendors. Few stores ask for either, so it is a file of its own; but nothing that it holds may come before it. It stands
 * above the tag, or is written behind it.
 */
import { attempt } from './report';
import { address, integrity } from './load';
import { nonce, tag } from './tag';
import { trust } from './trusted-types';
import type { PolicyFile } from '../types/policy-file';

/** What the guard is told. */
interface Guard {
  /** Guards the hosts of the policy's services, too. */
  hold(policy: PolicyFile | null): void;
  /** Takes what says which of the guarded hosts may be reached now. */
  permit(may: (host: string) => boolean): void;
}

/** Calls of vendors that are held: none where `open`. */
export interface HeldCalls {
  mode: string | undefined;
  open: boolean;
  /** The file is there. */
  begun?: boolean;
  /** In order: whose they are, and what makes them after all. */
  held: [name: string, again: () => void][];
}

/** Begins as the tag says; nothing is given where it asks for calls alone. */
export type Begin = (tag: HTMLScriptElement, calls: HeldCalls) => Guard | undefined;

const NAME = 'portcullis.guard.js';

const mode = (tag.getAttribute('data-events') || '').split(' ')[0];
export const events: HeldCalls = { mode, open: !mode, held: [] };

let meet: (guard: Guard) => void;
/** The guard, once it is there; where nobody asks for it, it never is. */
export const guarded = new Promise<Guard>((resolve) => (meet = resolve));

/** Whoever of the two comes first is found here by the other. */
const page = document as unknown as Record<symbol, unknown>;

export function guardPage(): void {
  if (/^\s*off\s*$/.test(tag.getAttribute('data-guard') ?? 'off') && !mode) return;
  const start = (begin: Begin) => {
    events.begun = true;
    const guard = begin(tag, events);
    if (guard) meet(guard);
  };
  const begin = page[Symbol.for('portcullis.guard')] as Begin | undefined;
  if (begin) return start(begin);
  page[Symbol.for('portcullis.tag')] = start;
  // The parser waits for it. Where it may not be written, the page is told (`www/runtime/gating/guarded.ts`).
  const line = `<script src="${address(NAME)}" integrity="${integrity(NAME)}" crossorigin nonce="${nonce}"></script>`;
  attempt(() => document.write(trust('createHTML', line) ?? line));
}
