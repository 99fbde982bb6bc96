/**
 * The two stores: a first-party cookie and localStorage. Each access may be refused; none is trusted to have
 * worked until it was read back.
 */
import { attempt } from './report';
import type { ConsentRecord } from '../types/portcullis';
import { Ask } from './ask';
import { tell } from './gate';
import { record } from './names';

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
export const openChannel = () => (channel = attempt(() => new BroadcastChannel(NAME)));

/** Every cookie called `name`: one may stand on this host and another on a parent domain. */
function cookies(name: string): string[] | undefined {
  const jar = attempt(() => document.cookie);
  return jar?.split(/; */).flatMap((pair) => (pair.startsWith(name + '=') ? [pair.slice(name.length + 1)] : []));
}

const item = (name: string) => attempt(() => localStorage.getItem(name));
const put = (name: string, text: string) => attempt(() => localStorage.setItem(name, text));

/** The copies found, one a line; an empty line for a store without one, none for a store that is refused. */
export function copies(heard?: string): string {
  const found = cookies(NAME);
  const local = item(NAME);
  const all = found?.length === 0 ? [''] : found || [];
  if (local !== undefined) all.push(local || '');
  if (heard) all.push(heard);
  return all.map((copy) => copy.replace(/\n/g, ' ')).join('\n');
}

/** Writes the record to both stores; gives the place in `Kept::ALL` of where it is found when read back. */
export function repair(): string {
  const encoded = tell(Ask.Encoded);
  attempt(() => (document.cookie = tell(Ask.Assignment, location.protocol)));
  put(NAME, encoded);
  return String((cookies(NAME)?.includes(encoded) ? 0 : 2) + (item(NAME) === encoded ? 0 : 1));
}

/** As `repair`, remembers it, and tells other tabs: the record itself, for they may have no store to read. */
export function persist(): string {
  const encoded = tell(Ask.Encoded);
  const kept = repair();
  put(HISTORY, [encoded, ...history().split('\n')].slice(0, REMEMBERED).join('\n'));
  // Only now: nothing is stored before a choice.
  const aside = tell(Ask.Aside);
  if (aside) put(ASIDE, aside);
  channel?.postMessage(encoded);
  return kept;
}

const history = () => item(HISTORY) || '';

/** The choices made here, newest first. */
export const records = () => history().split('\n').flatMap((text) => (text && record(text)) || []) as ConsentRecord[];
