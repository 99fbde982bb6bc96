/**
 * The runtime, which no first banner needs: it holds and releases what is gated, writes the record, tells
 * vendors and page, and brings the panel. A returning visitor's page loads it at once.
 */
import type { Stub } from '../boot/handover';
import type { Runtime } from '../boot/runtime';
import { runtime } from './runtime';
import { hearOurs } from './ui/own-events';
import { take } from './gate/stub';
import { release } from '../release';

export { release } from '../release';

/** The SHA-256 of the files that this part loads; set by the build. */
declare const PORTCULLIS_HASHES: Record<string, string>;

export default function (stub: Stub): Runtime {
  if (stub.release !== release) throw new Error(`portcullis.runtime.js is of release ${release}, and portcullis.js of ${stub.release}`);
  Object.assign(stub.hashes, PORTCULLIS_HASHES);
  take(stub);
  // Whatever the policy is worth.
  hearOurs();
  return runtime;
}
