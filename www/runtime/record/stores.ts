/** Writes the two stores. None is trusted to have worked until it was read back. */
import { Ask, Kept, Stored } from '../../generated/protocol';
import { afterwards } from '../timing/afterwards';
import { policy } from '../gate/names';
import { noteChoice } from './receipts';
import { put } from './storage';
import { noteSeen } from './news';
import { stub } from '../gate/stub';


/** Other tabs of this store; a browser without it still has the storage event. */
export let channel: BroadcastChannel | undefined;

/** Opens the channel to other tabs. */
export const openChannel = () => (channel = stub.attempt(() => new BroadcastChannel(Stored.Record)));

const assign = (assignment: string) => stub.attempt(() => (document.cookie = assignment));

let shared: string | undefined;

/** The domain that the cookie is shared on: the first that the browser takes; empty for this host only. */
function domain(): string {
  const takes = (name: string) => {
    assign(`${Stored.Trial}=1; Path=/; Domain=${name}`);
    const taken = stub.cookies(Stored.Trial)?.length;
    assign(`${Stored.Trial}=; Path=/; Domain=${name}; Max-Age=0`);
    return taken;
  };
  return (shared ??= stub.tell(Ask.Domains, location.hostname).split('\n').find((name) => name && takes(name)) || '');
}

/**
 * Puts `encoded` into the cookie jar. Where the jar still holds another text, an older copy on another domain or one
 * that would not be replaced, all are taken out: what the newest choice refused must not come back with them.
 */
function jar(encoded: string): void {
  // What the endpoint set by HTTP lasts longer than what script sets: it is left alone.
  if (policy.cookie?.endpoint && stub.cookies()?.includes(encoded)) return;
  const assignment = stub.tell(Ask.Assignment, location.protocol + '\n' + domain());
  assign(assignment);
  if (stub.cookies()?.every((copy) => copy === encoded)) return;
  for (const removal of stub.tell(Ask.Removals, [Stored.Record, location.hostname, '/'].join('\n')).split('\n')) assign(removal);
  assign(assignment);
}

/** Where a record is found when it is read back. */
const found = (encoded: string, local: boolean): Kept => (stub.cookies()?.includes(encoded) ? (local ? Kept.Both : Kept.Cookie) : local ? Kept.Local : Kept.Memory);

/** Puts the record into localStorage; true where it is found there. */
function store(encoded: string): boolean {
  // Not before a choice, and before the text is written over.
  const aside = stub.tell(Ask.Aside);
  if (aside) put(Stored.Damaged, aside);
  return put(Stored.Record, encoded);
}

/** Writes the record to both stores. */
export function repair(): void {
  const encoded = stub.tell(Ask.Encoded);
  store(encoded);
  jar(encoded);
}

/**
 * Writes a choice to both stores, remembers it, and tells other tabs: the record itself, for they may have no store to
 * read. Gives where it was found when read back. The cookie jar is another process, which a page waits for at each
 * look: where localStorage has the record, the cookie comes after the frame that shows the choice, and is told then.
 */
export function persist(): string {
  const encoded = stub.tell(Ask.Encoded);
  const local = store(encoded);
  const bake = () => {
    // The newest by now.
    const newest = stub.tell(Ask.Encoded);
    jar(newest);
    return found(newest, local);
  };
  // A channel that is closed throws, as that of a page being left is.
  const tell = () => stub.attempt(() => channel?.postMessage(encoded));
  if (local) {
    afterwards(() => stub.happen(Ask.Persisted, bake()));
    // Of what stands in localStorage the browser itself has told them.
    afterwards(tell);
  } else tell();
  noteChoice(encoded);
  afterwards(noteSeen);
  return local ? Kept.Local : bake();
}
