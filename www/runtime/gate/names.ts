/** The policy that counts, and what the gate says by name. */
import type { Choices, ConsentRecord, EventMap } from '../../types/portcullis';
import { Ask } from '../../generated/protocol';
import type { PolicyFile } from '../../types/policy-file';
import { stub } from './stub';

/** The policy that the gate has accepted. */
export let policy: PolicyFile;
/** Every purpose, then every service as `service:<id>`. */
export let names: string[] = [];

/** Takes the names of a policy that the gate has accepted. */
export function learn(accepted: PolicyFile): void {
  policy = accepted;
  names = [...policy.purposes!.map(({ id }) => id), ...(policy.services || []).map(({ id }) => 'service:' + id)];
}

/** What the gate says of `what`, by name: all of it frozen, for pages share it. */
const told = <T>(what: Ask, about?: string): T => JSON.parse(stub.tell(what, about), (_, value) => Object.freeze(value)) as T;

/** The choice that counts, or the one in `text`. */
export const record = (text?: string): ConsentRecord | null => (stub.tell(Ask.Record, text) ? told(Ask.Record, text) : null);

/** What became of a choice; `about` is what the gate says of it. */
export function outcome(about: string): EventMap['choice'] {
  const settled = told<EventMap['choice']>(Ask.Outcome, about);
  const { record } = settled;
  return Object.freeze({ ...settled, ...(record && { method: record.method, choices: record.choices }) });
}

/** The standing, as the gate says it by name. */
interface Standing {
  regime: string;
  decided: boolean;
  signal: boolean;
  /** Advertising is off because of the signal. */
  honored: boolean;
  /** The policy is another one than the visitor chose under. */
  changed: boolean;
  purposes: Choices;
  services: Record<string, boolean>;
  /** What was granted before the latest change. */
  previous: Choices;
}

/** What the panel shows as it opens. */
export const standing = (): Standing => told(Ask.Named);

const those = (all: Choices, is: (name: string) => boolean | undefined): string[] => Object.freeze(Object.keys(all).filter(is)) as string[];

/** Detail of `portcullis:ready`. */
export function ready(): EventMap['ready'] {
  const { decided, regime, signal, purposes } = standing();
  return Object.freeze({ decided, regime, signal, granted: those(purposes, (name) => purposes[name]), denied: those(purposes, (name) => !purposes[name]) });
}

/** Detail of `portcullis:change`. */
export function change(): EventMap['change'] {
  const { purposes, previous } = standing();
  return Object.freeze({
    granted: those(purposes, (name) => purposes[name] && !previous[name]),
    denied: those(purposes, (name) => !purposes[name] && previous[name]),
    previous,
  });
}

/** What may run, purpose by purpose. */
export const granted = (): Choices => standing().purposes;
