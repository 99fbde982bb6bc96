/**
 * The part of the stub that no first banner needs: it holds and releases what is gated, writes the record, tells
 * vendors and page, and brings the panel. A returning visitor's page loads it at once.
 */
import type { More, Stub } from './stub/more';
import { more } from './more/begin';
import { hearOurs } from './more/heard';
import { take } from './more/stub';
import { release } from './release';

export { release } from './release';

/** The SHA-256 of the files that this part loads; set by the build. */
declare const PORTCULLIS_HASHES: Record<string, string>;

export default function (stub: Stub): More {
  if (stub.release !== release) throw new Error(`portcullis.more.js is of release ${release}, and portcullis.js of ${stub.release}`);
  Object.assign(stub.hashes, PORTCULLIS_HASHES);
  take(stub);
  // Whatever the policy is worth.
  hearOurs();
  return more;
}
