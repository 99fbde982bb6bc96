/** Which hosts are held. */
import { attempt } from '../boot/report';
import type { PolicyFile } from '../types/policy-file';

const hosts: string[] = [];
/** What may be reached; nothing, until the gate says so. */
let permitted: (host: string) => boolean = () => false;

/** Takes what says which of the guarded hosts may be reached now. */
export function permit(may: (host: string) => boolean): void {
  permitted = may;
}

export const holdHosts = (further: string[]) => void hosts.push(...further);

/** Guards the hosts of the services of a policy. Nobody has checked it yet. */
export const holdHostsOf = (read: () => PolicyFile | null) => void attempt(() => holdHosts(read()!.services!.flatMap((service) => service.hosts || [])));

/** The host of `url`, as it is named: `example.com.` is `example.com`. */
const hostOf = (url: unknown) => attempt(() => new URL(url as string, document.baseURI).hostname.replace(/\.$/, ''));

/** True for an address that is not to be reached now. The page's own host is never guarded. */
export function holds(url: unknown): boolean {
  const host = hostOf(url);
  return !!host && host !== location.hostname && hosts.some((known) => ('.' + host).endsWith('.' + known)) && !permitted(host);
}
