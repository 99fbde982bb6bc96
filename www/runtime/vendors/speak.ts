/** Tells vendors what the gate says. */
import { Ask, Occasion } from '../../generated/protocol';
import type { Command } from '../../types/policy-file';
import { call, turn } from './reach';
import { granted, policy, record } from '../gate/names';
import { platforms } from './platforms';
import { stub } from '../gate/stub';
import table from './vendors.json';

/** When a command is said, by what its policy calls that. */
const WHEN: Record<string, Occasion | undefined> = { default: Occasion.Default, grant: Occasion.Grant, deny: Occasion.Deny, update: Occasion.Update };

/** What is called, `=` and what is set, or in a list the platform spoken with; the queue that keeps calls until it is there; the arguments. */
type Spoken = [call: string | [string], queue: string | null, ...values: unknown[]];

/** The commands of each vendor that ships, by each of its names. */
const known = new Map(Object.entries(table).flatMap(([names, commands]) => names.split(' ').map((name) => [name, commands as Command[]] as const)));
/** Calls that wait for a vendor's script, the latest of each function and word. */
const waiting = new Map<string, Spoken>();
/** The latest that was said on this page, for the audit view. */
export const told: Spoken[] = [];
/** How many of it are kept: a page may live long. */
const MOST = 500;

const listOf = <T>(value: T[] | undefined): T[] => (Array.isArray(value) ? value : []);

/** Offers the gate the commands of one vendor; each that names an id of the store's stands there once for each. */
const offer = (service: string, commands?: Command[], ids?: string[], platform?: string) =>
  listOf(commands).flatMap((command) => {
    const { set, call, on, if: when, queue } = command || {};
    if (!set && !call) return [];
    // What stands in a list only we have put there.
    const named = platform && call!.startsWith('portcullis ') ? [platform] : set ? '=' + set : String(call);
    const spoken = [named, queue ? String(queue) : null, ...listOf(command.with)];
    const all = String(set).includes('{id}') ? listOf(ids) : [''];
    return all.map((id) => [
      service,
      WHEN[on] || '',
      String(when || ''),
      spoken.map((part) => (typeof part === 'string' ? part.replace('{id}', id) : part)),
    ]);
  });

/** Every command there is: those that pages begin with, then Google's, and the event for Tag Manager last. */
function offered(about: string): unknown[] {
  const { commands, event = 'consent_update', eventDetails, platforms } = policy.vendors || {};
  const google = known.get('google')!;
  const made = eventDetails && record();
  const told = {
    event,
    consent: granted(),
    consent_source: stub.tell(Ask.Cause, about),
    ...(eventDetails && { consent_id: made ? made.id : null, policy_version: (policy as { revision?: number }).revision || 0 }),
  };
  const all = [
    ...offer('', google),
    ...services().flatMap(([id, commands, ids]) => offer(id, commands, ids)),
    ...offer('', commands),
    ...listOf(platforms).flatMap((name) => offer('', known.get(name + ':platform'), [], name)),
    ...offer('', [{ ...google.at(-1)!, call: 'dataLayer.push', with: [told] }]),
  ];
  const begins = ([, on]: unknown[]) => on === Occasion.Default;
  return [...all.filter(begins), ...all.filter((one) => !begins(one))];
}

/** Each service with its commands: its own, or those that are known by their name or by its id. */
const services = () =>
  (policy.services || []).map(({ id, consent = id, ids }) => [id, typeof consent === 'string' ? known.get(consent) : consent, ids] as const);

/** Whose calls the queue `name` holds, an expression: any service with a command for it, and Google where it may measure. */
export const hearers = (name: string): string =>
  [
    ...services().flatMap(([id, commands]) => (listOf(commands).some((command) => String(command?.call).split('.')[0] === name) ? 'service:' + id : [])),
    ...(name === 'dataLayer' ? ['ad_storage', 'analytics_storage', 'google:advanced'] : []),
  ].join('|');

/** Tells vendors of the change that `about` stands for, each command in its own guard. */
export function speak(about: string): void {
  const told = stub.tell(Ask.Commands, about + Number(stub.isOpened()) + stub.tokens(offered(about)));
  waiting.clear();
  for (const spoken of JSON.parse(told || '[]') as Spoken[]) say(spoken);
}

/** A vendor whose script has just come hears how things stand. */
function sayAgain(): void {
  for (const [name, spoken] of [...waiting]) {
    waiting.delete(name);
    say(spoken);
  }
}
document.addEventListener('portcullis:release', sayAgain);
addEventListener('load', sayAgain);

function say(spoken: Spoken): void {
  if (!told.includes(spoken) && told.push(spoken) > MOST) told.shift();
  const { open } = stub.events;
  // What is told of consent passes what the page's own calls are held by.
  stub.events.open = true;
  stub.guard(() => {
    if (!make(...spoken)) waiting.set(spoken[0] + ' ' + spoken[2], spoken);
  });
  stub.events.open = open;
}

/** Speaks one command; false where the vendor is not there yet. */
function make(name: string | [string], queue: string | null, ...values: unknown[]): boolean {
  if (typeof name !== 'string') return platforms[name[0]]!(values[0]);
  if (name === 'gtag') {
    stub.gtag(...values);
    return true;
  }
  return name[0] === '=' ? turn(name.slice(1), values[0]) : call(name, queue, values);
}

/** Where Google's advanced mode was chosen; the region is the one that the host knows. */
export function chooseMode(region = stub.region): void {
  stub.tell(Ask.Mode, [region, ...(policy.vendors?.advanced || [])].join('\n'));
}

/** The host learned the region. */
export function setRegion(code: string): void {
  chooseMode(code);
  stub.happen(Ask.Region, code);
}
