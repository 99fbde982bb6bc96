/** Writes the two stores. None is trusted to have worked until it was read back. */
import type { ConsentRecord } from '../types/portcullis';
import { Ask } from '../stub/ask';
import { record } from './names';
import { stub } from './stub';

const NAME = 'portcullis';
/** Records of the choices made here, newest first, one a line. */
const HISTORY = NAME + ':history';
/** A text found in place of a record, for support. */
const ASIDE = NAME + ':damaged';
/** Records kept in the history. */
const REMEMBERED = 20;

/** Other tabs of this store; a browser without it still has the storage event. */
export let channel: BroadcastChannel | undefined;

/** Opens the channel to other tabs. */
export const openChannel = () => (channel = stub.attempt(() => new BroadcastChannel(NAME)));

const put = (name: string, text: string) => stub.attempt(() => localStorage.setItem(name, text));

/** Writes the record to both stores; gives the place in `Kept::ALL` of where it is found when read back. */
export function repair(): string {
  const encoded = stub.tell(Ask.Encoded);
  stub.attempt(() => (document.cookie = stub.tell(Ask.Assignment, location.protocol)));
  put(NAME, encoded);
  return String((stub.cookies()?.includes(encoded) ? 0 : 2) + (stub.item() === encoded ? 0 : 1));
}

/** As `repair`, remembers it, and tells other tabs: the record itself, for they may have no store to read. */
export function persist(): string {
  const encoded = stub.tell(Ask.Encoded);
  const kept = repair();
  put(HISTORY, [encoded, ...history().split('\n')].slice(0, REMEMBERED).join('\n'));
  // Only now: nothing is stored before a choice.
  const aside = stub.tell(Ask.Aside);
  if (aside) put(ASIDE, aside);
  channel?.postMessage(encoded);
  return kept;
}

const history = () => stub.item(HISTORY) || '';

/** The choices made here, newest first. */
export const records = () => history().split('\n').flatMap((text) => (text && record(text)) || []) as ConsentRecord[];
