/** What is searched: sections, and in them disclosures and services, each with the text that it is found by. */
import type { PolicyFile } from '../types/policy-file';
import type { Words } from '../boot/words';
import { plain } from './plain';

type Texts = Words['texts'] & Record<string, Record<string, { name?: string; description?: string } & string> | undefined>;
type Service = NonNullable<PolicyFile['services']>[number] & { cookies?: { name?: string; pattern?: string; purpose?: string }[]; storage?: string[] };

export interface Part {
  element: HTMLElement;
  text: string;
}

/** A purpose, or the disclosures that concern none. */
export interface Section extends Part {
  disclosures: Part[];
  /** The fold of its services; they are built when it opens, so what they are found by is read in the policy. */
  fold: HTMLDetailsElement | null;
  services: string[];
}

const all = <E extends HTMLElement>(element: Element, selector: string) => [...element.querySelectorAll<E>(selector)];
const textOf = (parts: HTMLElement[]) => plain(parts.map((part) => part.textContent).join('\n'));

/** Reads what there is to find in a panel's `body`. */
export function read(body: Element, policy: PolicyFile, texts: Texts): Section[] {
  const found = new Map((policy.services || []).map((service) => [service.id, serviceText(service, texts)]));
  const used = new Map((policy.purposes || []).map(({ id, services = [] }) => [id, services.filter((one) => found.has(one)).map((one) => found.get(one)!)]));
  return all(body, ':scope > .purpose, :scope > .disclosures').map((element) => ({
    element,
    text: element.matches('.purpose') ? textOf(all(element, ':scope > .row, :scope > .about')) : '',
    disclosures: all(element, '.disclosure').map((fold) => ({ element: fold, text: textOf([fold]) })),
    fold: element.querySelector<HTMLDetailsElement>('.services'),
    services: used.get(element.querySelector('input')?.name ?? '') || [],
  }));
}

/** All that the panel will say of a service. */
function serviceText({ id, vendor, cookies = [], storage = [] }: Service, { services, cookies: about }: Texts): string {
  const { name = id, description = '' } = services?.[id] || {};
  return plain([name, description, vendor, ...storage, ...cookies.flatMap((one) => [one.name, one.pattern, about?.[one.purpose!] || one.purpose])].join('\n'));
}
