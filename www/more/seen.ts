/** What the visitor knew when they chose, and what is new since. */
import { Ask, Mark } from '../stub/ask';
import { names, policy, record } from './names';
import { put } from './stores';
import { stub } from './stub';

const SEEN = 'portcullis:seen';

/** A number for each purpose and service, which changes with what was agreed to about it. */
const facts = () => Object.fromEntries((stub.tell(Ask.Facts).match(/.{8}/g) || []).map((fact, at) => [names[at]!, fact]));

/** Keeps what the visitor knows now. */
export const noteSeen = () => void put(SEEN, JSON.stringify(facts()));

/** Names of purposes and services that are new or different since the choice; none where the choice still covers all. */
export function changed(): readonly string[] {
  if (!stub.holds(Mark.Chosen) || stub.holds(Mark.Decided)) return Object.freeze([]);
  const now = facts();
  const then = stub.attempt(() => JSON.parse(stub.item(SEEN)!) as Record<string, string> | null);
  const known = record()?.choices || {};
  const required = policy.purposes!.filter((purpose) => purpose.required).map(({ id }) => id);
  // Without that, the record still knows what purposes it was asked about.
  const isNew = (name: string) => (then ? then[name] !== now[name] : !name.startsWith('service:') && !(name in known) && !required.includes(name));
  return Object.freeze(names.filter(isNew));
}
