/** Puts names to what the gate says: it knows purposes and services by their place in the policy. */
import type { Choices, ConsentRecord, EventMap, Method, Outcome } from '../../types/portcullis';
import { Ask, Mark } from '../../boot/ask';
import type { PolicyFile } from '../../types/policy-file';
import { stub } from './stub';

const REGIMES = ['opt-in', 'opt-out', 'notice'] as const;
/** At the places of their numbers in `src/consent/record.rs`; six is none. */
export const METHODS = ['accept-all', 'reject-all', 'save', 'withdraw', 'api', 'us-opt-out', '', 'reset'] as const;
/** At the places of `Kept::ALL`. */
const KEPT = ['cookie+local', 'cookie', 'local', 'memory'] as const;

/** The policy that the gate has accepted. */
export let policy: PolicyFile;
let purposes: { id: string; required?: boolean }[] = [];
/** Every purpose, then every service as `service:<id>`. */
export let names: string[] = [];

/** Takes the names of a policy that the gate has accepted. */
export function learn(accepted: PolicyFile): void {
  policy = accepted;
  purposes = policy.purposes!;
  names = [...purposes.map(({ id }) => id), ...(policy.services || []).map(({ id }) => 'service:' + id)];
}

const marks = () => stub.tell(Ask.Standing).slice(Mark.First);
const regime = () => REGIMES[+stub.tell(Ask.Standing)[Mark.Rule]!]!;

/** What `about` says of each purpose, as an object. */
const each = (about: string): Choices => Object.fromEntries(purposes.map(({ id }, at) => [id, about[at] === '1']));

/** The ids of the purposes whose place `is`. */
const among = (is: (at: number) => boolean) => purposes.filter((_, at) => is(at)).map(({ id }) => id);

/** The choice that counts, or the one in `text`. */
export function record(text?: string): ConsentRecord | null {
  const told = stub.tell(Ask.Record, text);
  if (!told) return null;
  // The fields as they stand in `src/consent/codec.rs`, two digits a byte.
  const number = (from: number, to: number) => parseInt(told.slice(from, to), 16);
  const head = number(0, 2);
  const made = number(10, 20);
  const answers = names.map((name, at) => [name, !!purposes[at]?.required || told[68 + at] === '1', told[68 + at]] as const);
  return frozen({
    id: told.slice(44, 68),
    sequence: number(2, 10),
    time: made * 1000,
    expires: (made + number(20, 28)) * 1000,
    method: METHODS[head & 15] as Method,
    regime: REGIMES[(head >> 4) & 3]!,
    gesture: !!(head & 64),
    signal: !!(head & 128),
    fingerprint: told.slice(28, 44),
    // A service stands here only where it was refused on its own.
    choices: Object.fromEntries(answers.filter(([, yes, mark], at) => (purposes[at] ? yes || mark === '0' : mark === '0'))),
  });
}

/** What became of a choice; `about` is what the gate says of it. */
export function outcome(about: string): Outcome & Partial<EventMap['choice']> {
  const made = record();
  return frozen({
    saved: KEPT[+about & 3]!,
    reloadNeeded: +about > 3,
    record: made,
    ...(made && { method: made.method, choices: made.choices }),
  });
}

/** Detail of `portcullis:ready`. */
export function ready(): EventMap['ready'] {
  const now = marks();
  return frozen({
    decided: stub.holds(Mark.Decided),
    regime: regime(),
    signal: stub.holds(Mark.Signal),
    granted: among((at) => now[at] === '1'),
    denied: among((at) => now[at] !== '1'),
  });
}

/** Detail of `portcullis:change`. */
export function change(): EventMap['change'] {
  const now = marks();
  const before = stub.tell(Ask.Before);
  return frozen({
    granted: among((at) => now[at] === '1' && before[at] !== '1'),
    denied: among((at) => now[at] !== '1' && before[at] === '1'),
    previous: each(before),
  });
}

/** What may run, purpose by purpose. */
export const granted = () => each(marks());

/** What the panel shows as it opens. */
export function standing(): object {
  const { decided, signal } = ready();
  const now = marks();
  const services = names.slice(purposes.length).map((name, at) => [name.slice(8), now[purposes.length + at] === '1']);
  return {
    decided,
    regime: regime(),
    signal,
    honored: stub.holds(Mark.Honoured),
    changed: stub.holds(Mark.Chosen) && !decided,
    purposes: granted(),
    services: Object.fromEntries(services),
  };
}

/** `value` and all that is in it, frozen: pages share it. */
function frozen<T extends object>(value: T): T {
  for (const inner of Object.values(value)) if (inner && typeof inner === 'object') Object.freeze(inner);
  return Object.freeze(value);
}
