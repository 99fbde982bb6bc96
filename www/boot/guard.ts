/**
 * `data-guard`: `portcullis.guard.js` holds trackers that carry no attribute. Few stores ask for it, so it is a file of its
 * own; but nothing that it holds may come before it. It stands above the tag, or is written behind it.
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

/** Begins to guard as the tag says. */
export type Begin = (tag: HTMLScriptElement) => Guard;

const NAME = 'portcullis.guard.js';

let meet: (guard: Guard) => void;
/** The guard, once it is there; where nobody asks for it, it never is. */
export const guarded = new Promise<Guard>((resolve) => (meet = resolve));

/** Whoever of the two comes first is found here by the other. */
const page = document as unknown as Record<symbol, unknown>;

export function guardPage(): void {
  if (/^\s*off\s*$/.test(tag.dataset.guard ?? 'off')) return;
  const begin = page[Symbol.for('portcullis.guard')] as Begin | undefined;
  if (begin) return meet(begin(tag));
  page[Symbol.for('portcullis.tag')] = (begin: Begin) => meet(begin(tag));
  // The parser waits for it. Where it may not be written, the page is told (`www/runtime/gating/guarded.ts`).
  const line = `<script src="${address(NAME)}" integrity="${integrity(NAME)}" crossorigin nonce="${nonce}"></script>`;
  attempt(() => document.write(trust('createHTML', line) ?? line));
}
