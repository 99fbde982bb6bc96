/**
 * The guard, for tags with `data-guard`: a classic script, for it has to be there before anything that it holds. It begins
 * when the tag asks for it, which may have come before or come after (`www/boot/guard.ts`).
 */
import { begin } from './hold-page';
import type { Begin } from '../boot/guard';

const page = document as unknown as Record<symbol, unknown>;
const waiting = page[Symbol.for('portcullis.tag')] as ((begin: Begin) => void) | undefined;

if (waiting) {
  // Another line that loads this file finds nobody who waits.
  delete page[Symbol.for('portcullis.tag')];
  waiting(begin);
} else page[Symbol.for('portcullis.guard')] = begin;
