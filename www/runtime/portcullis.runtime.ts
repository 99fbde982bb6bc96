/**
 * The runtime, which no first banner needs: it holds and releases what is gated, writes the record, tells
 * vendors and page, and brings the panel. A returning visitor's page loads it at once.
 */
import type { Stub } from '../boot/handover';
import type { Runtime } from '../boot/runtime';
import { runtime } from './runtime';
import { hearOurs } from './ui/own-events';
import { take } from './gate/stub';
import { AFTER } from '../boot/word-files';
import type { Texts } from '../types/policy-file';
import { release } from '../release';

export { release } from '../release';

/** The SHA-256 of the files that this part loads; set by the build. */
declare const PORTCULLIS_HASHES: Record<string, string>;
/** What is said after a first banner, in English; set by the build. */
declare const PORTCULLIS_AFTER: Texts;

export default function (stub: Stub, theirs: string): Runtime {
  if (theirs !== release) throw new Error(`portcullis.runtime.js is of release ${release}, and portcullis.js of ${theirs}`);
  Object.assign(stub.hashes, PORTCULLIS_HASHES);
  take(stub);
  stub.learnEnglish(PORTCULLIS_AFTER, AFTER);
  // Whatever the policy is worth.
  hearOurs();
  return runtime;
}
