/**
 * Posts receipts to the store's own endpoint, where the policy names one: `docs/endpoint.md`. What was not taken yet
 * waits in localStorage, so that nothing is lost offline.
 */
import type { Receipt } from '../../types/portcullis';
import { Ask, Stored } from '../../generated/protocol';
import { afterwards } from '../timing/afterwards';
import { policy } from '../gate/names';
import { put } from './storage';
import { stub } from '../gate/stub';

/** Receipts that may wait. */
const MOST = 20;
/** Milliseconds until an answer counts as none, and until the first new attempt; each later one waits four times as long. */
const PATIENCE = 10_000;
const PAUSE = 1000;
/** Attempts on one page; then the next page goes on. */
const ATTEMPTS = 5;

/** What waits, where localStorage is refused. */
let unstored: string[] = [];
let sending = false;

const waiting = () => [...(stub.item(Stored.Outbox) || '').split('\n').filter(Boolean), ...unstored];

function keep(lines: string[]): void {
  unstored = lines.length && !put(Stored.Outbox, lines.join('\n')) ? lines : [];
  if (!lines.length) stub.attempt(() => localStorage.removeItem(Stored.Outbox));
}

/** Puts `receipt` into the outbox, and posts what is there in a turn of its own. */
export function send(receipt: Receipt): void {
  if (!policy.cookie?.endpoint) return;
  keep([...waiting(), JSON.stringify(receipt)].slice(-MOST));
  afterwards(() => void flush());
}

/** Posts what waits, the oldest first. */
export async function flush(attempt = 0): Promise<void> {
  const endpoint = policy.cookie?.endpoint;
  const [first] = waiting();
  if (!endpoint || !first || (sending && !attempt)) return;
  sending = true;
  const status = await post(endpoint, first);
  // Too early, too often, or the server's own fault: it will do another time.
  const again = !status || status > 499 || [408, 425, 429].includes(status);
  if (again) {
    if (attempt + 1 < ATTEMPTS) setTimeout(flush, PAUSE * 4 ** attempt, attempt + 1);
    else sending = false;
    return;
  }
  if (status > 299) stub.report('endpoint', `${endpoint} refused a receipt (${status}), so it is not sent again. It stays in the visitor's browser.`);
  // Another tab may have emptied the box meanwhile.
  keep(waiting().filter((line) => line !== first));
  // The answer may have put an older record into the cookie jar than the visitor has by now.
  stub.happen(Ask.Reread, stub.copies());
  sending = false;
  void flush();
}

/** The status of the answer; 0 where there is none. */
async function post(url: string, body: string): Promise<number> {
  try {
    const headers = { 'Content-Type': 'application/json' };
    // `keepalive`: who chooses and leaves at once has chosen all the same.
    const answer = await fetch(stub.at(url), { method: 'POST', body, headers, keepalive: true, credentials: 'same-origin', signal: AbortSignal.timeout(PATIENCE) });
    return answer.status;
  } catch {
    return 0;
  }
}
