/** Writes the two stores. None is trusted to have worked until it was read back. */
import { Ask } from '../stub/ask';
import { afterwards } from './afterwards';
import { policy } from './names';
import { noteChoice } from './receipts';
import { noteSeen } from './seen';
import { stub } from './stub';

const NAME = 'portcullis';
/** A cookie that is there for a moment only, to see which domain the browser takes. */
const TRIAL = NAME + '.try';
/** A text found in place of a record, for support. */
const ASIDE = NAME + ':damaged';

/** Other tabs of this store; a browser without it still has the storage event. */
export let channel: BroadcastChannel | undefined;

/** Opens the channel to other tabs. */
export const openChannel = () => (channel = stub.attempt(() => new BroadcastChannel(NAME)));

const bake = (assignment: string) => stub.attempt(() => (document.cookie = assignment));

let found: string | undefined;

/** The domain that the cookie is shared on: the first that the browser takes; empty for this host only. */
function domain(): string {
  const takes = (name: string) => {
    bake(`${TRIAL}=1; Path=/; Domain=${name}`);
    const taken = stub.cookies(TRIAL)?.length;
    bake(`${TRIAL}=; Path=/; Domain=${name}; Max-Age=0`);
    return taken;
  };
  return (found ??= stub.tell(Ask.Domains, location.hostname).split('\n').find((name) => name && takes(name)) || '');
}

/**
 * Puts `encoded` into the cookie jar. Where the jar still holds another text, an older copy on another domain or one
 * that would not be replaced, all are taken out: what the newest choice refused must not come back with them.
 */
function jar(encoded: string): void {
  // What the endpoint set by HTTP lasts longer than what script sets: it is left alone.
  if (policy.cookie?.endpoint && stub.cookies()?.includes(encoded)) return;
  const assignment = stub.tell(Ask.Assignment, location.protocol + '\n' + domain());
  bake(assignment);
  if (stub.cookies()?.every((copy) => copy === encoded)) return;
  for (const removal of stub.tell(Ask.Removals, [NAME, location.hostname, '/'].join('\n')).split('\n')) bake(removal);
  bake(assignment);
}

/** Puts `text` into localStorage. A store that is full still lets go of what it had. */
export function put(name: string, text: string): boolean {
  stub.attempt(() => localStorage.setItem(name, text));
  const kept = stub.item(name) === text;
  if (!kept) stub.attempt(() => localStorage.removeItem(name));
  return kept;
}

/** Writes the record to both stores; gives the place in `Kept::ALL` of where it is found when read back. */
export function repair(): string {
  // Not before a choice, and before the text is written over.
  const aside = stub.tell(Ask.Aside);
  if (aside) put(ASIDE, aside);
  const encoded = stub.tell(Ask.Encoded);
  jar(encoded);
  const local = put(NAME, encoded);
  return String((stub.cookies()?.includes(encoded) ? 0 : 2) + (local ? 0 : 1));
}

/** As `repair`, remembers it, and tells other tabs: the record itself, for they may have no store to read. */
export function persist(): string {
  const kept = repair();
  const encoded = stub.tell(Ask.Encoded);
  noteChoice(encoded);
  afterwards(noteSeen);
  // A channel that is closed throws, as that of a page being left is.
  stub.attempt(() => channel?.postMessage(encoded));
  return kept;
}
