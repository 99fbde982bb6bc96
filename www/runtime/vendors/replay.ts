/** What becomes of the calls that were held: the gate says whose are made, once and in order, and whose are dropped. */
import { Ask, Held } from '../../generated/protocol';
import { stub } from '../gate/stub';
import { hearers } from './speak';

/** Lets the calls go once it is known what holds: vendors have been told, elements are released, and so is the page. */
export function replay(): void {
  const { events } = stub;
  if (events.open) return;
  const queues = [...new Set(events.held.map(([name]) => name))];
  const who = queues.map(hearers);
  const told = stub.tell(Ask.Held, [Number(events.mode === 'drop'), ...who].join('\n'));
  if (told === Held.Drop) events.held.length = 0;
  if (told[0] !== Held.Go) return;
  events.open = true;
  queues.forEach((name, at) => {
    if (!who[at]) stub.report('unheard', `Calls of ${name} were held and are dropped: no service of the policy has commands for it. Declare one, or leave ${name} out of data-events.`);
  });
  for (const [name, again] of events.held.splice(0)) if (told[queues.indexOf(name) + 1] === '1') stub.guard(again);
}
