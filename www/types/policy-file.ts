/** What the page's scripts read of a policy. */

/** Texts of a policy, by their names. */
export type Texts = { [key: string]: string | string[] | Texts };

/** An address, or one for each language. */
export type Addresses = string | Record<string, string>;

/** What the stub reads of a policy; the gate and the panel check it. */
export interface PolicyFile {
  language?: string;
  store?: { name?: string; url?: string; contact?: string; policyUrl?: Addresses; termsUrl?: Addresses };
  style?: Record<string, string>;
  cookie?: { endpoint?: string };
  regimes?: { rule?: string; regions?: string[] }[];
  purposes?: { id: string; required?: boolean; services?: string[]; signals?: string[] }[];
  services?: { id: string; vendor: string; hosts?: string[]; consent?: Command[] | string; ids?: string[] }[];
  vendors?: { commands?: Command[]; event?: string; eventDetails?: boolean; advanced?: string[]; gpp?: string[]; usp?: boolean; platforms?: string[] };
  markup?: Record<string, string>;
  words?: Record<string, Texts | string>;
}

/** What a vendor is told; `docs/policy.md` says what the words mean. */
export interface Command {
  on: 'default' | 'grant' | 'deny' | 'update';
  if?: string;
  call?: string;
  set?: string;
  queue?: string;
  with?: unknown[];
}
