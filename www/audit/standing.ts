/** How things stand: the rule, the choice, each purpose; and what vendors were told on this page. */
import type { About } from '../runtime/offer-audit';
import { Ask } from '../generated/protocol';
import type { Stub } from '../boot/handover';
import { type Line, code, list, make, mark } from './write';

export function tellStanding(stub: Stub, { policy, ready, record }: About): Line[] {
  const { regime, decided, signal } = ready();
  const made = record();
  const facts: [string, Line][] = [
    ['Rule', regime],
    ['Region told', stub.region || 'none'],
    ['Privacy signal', signal ? 'on' : 'off'],
    ['Choice', made ? `${made.method}, ${new Date(made.time).toISOString()}${decided ? '' : ', no longer covers the policy'}` : 'none'],
  ];
  const names = [...(policy!.purposes || []).map(({ id }) => id), ...(policy!.services || []).map(({ id }) => 'service:' + id)];
  const lines = names.map((name): Line[] => [code(name), ' ', stub.is(Ask.Allowed, name) ? mark('granted', 'good') : mark('denied')]);
  return [make('dl', '', ...facts.flatMap(([term, fact]) => [make('dt', '', term), make('dd', '', fact)])), list(lines, '')];
}

/** What is said to vendors as code would say it. */
export function tellVendors({ told }: About): Line[] {
  const said = told.map(([call, , ...values]) => {
    const shown = values.map((value) => JSON.stringify(value) ?? String(value)).join(', ');
    return [code(call[0] === '=' ? `${call.slice(1)} = ${shown}` : `${call}(${shown})`)];
  });
  return [list(said, 'No vendor has been told anything yet, but Google’s default by the tag.')];
}
