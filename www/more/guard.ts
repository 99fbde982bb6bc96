/** Whose a guarded host is, by the policy. */
import { Ask } from '../stub/ask';
import { type Item, itemOf } from './item';
import { policy } from './names';
import { stub } from './stub';

const hostsOf = () => (policy.services || []).flatMap(({ hosts }) => hosts || []);

/** The services that `host` belongs to, as an expression: any of them suffices. Empty, which never holds, without. */
const servicesAt = (host: string) =>
  (policy.services || [])
    .filter(({ hosts }) => hosts?.some((known) => ('.' + host).endsWith('.' + known)))
    .map(({ id }) => 'service:' + id)
    .join('|');

/** From now on a guarded host may be reached when a service that it belongs to may run. */
export const openGuard = () => stub.permit(hostsOf(), (host) => stub.is(Ask.Allowed, servicesAt(host) || unclaimed(host)));

function unclaimed(host: string): string {
  stub.report('guarded', `${host} is held for good: no service of the policy has this host under "hosts".`);
  return '';
}

/** What a script that was made inert waits for. */
export function recogniseGuarded(script: HTMLElement): Item | null {
  const host = stub.hostOf((script as HTMLScriptElement).src)!;
  const expression = servicesAt(host);
  if (!expression) unclaimed(host);
  return expression ? itemOf(script, 'script', expression, { type: script.getAttribute('data-type') || '' }) : null;
}
