/** What becomes of the calls that were held: made once, in order, where the choice allows, or dropped. */
import { Ask, Mark } from '../stub/ask';
import { stub } from './stub';
import { mayHear } from './vendors';

/**
 * Lets the calls go once it is known what holds: vendors have been told, elements are released, and so is the page.
 * Before a choice that is asked for, `hold` waits and `drop` does not.
 */
export function replay(): void {
  const { events } = stub;
  if (events.open) return;
  if (!stub.holds(Mark.Decided) && stub.tell(Ask.Standing)[Mark.Rule] === '0') {
    if (events.mode === 'drop') events.held.length = 0;
    return;
  }
  events.open = true;
  const hear = mayHear([...new Set(events.held.map(([name]) => name))]);
  for (const [name, again] of events.held.splice(0)) if (hear.includes(name)) stub.guard(again);
}
