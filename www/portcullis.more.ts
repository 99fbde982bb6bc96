/**
 * The part of the stub that no first banner needs: it holds and releases what is gated, writes the record, tells
 * vendors and page, and brings the panel. A returning visitor's page loads it at once.
 */
import type { More, Stub } from './stub/more';
import { more } from './more/begin';
import { hearOurs } from './more/heard';
import { take } from './more/stub';

export default function (stub: Stub): More {
  take(stub);
  // Whatever the policy is worth.
  hearOurs();
  return more;
}
