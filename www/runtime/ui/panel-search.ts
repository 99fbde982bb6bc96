/** Brings the panel's search in, where there is much to search. */
import { policy } from '../gate/names';
import { stub } from '../gate/stub';

type AddSearch = (root: ShadowRoot, host: object) => () => void;

/**
 * With fewer purposes, services and disclosures than this there is no search: folded, they are about what a desktop's
 * panel shows at once, and reading down them is quicker than typing.
 */
const ENOUGH = 12;

/** Fetches it. Should it fail to come, all can be read without. */
export async function fetchSearch(): Promise<AddSearch | undefined> {
  const { purposes, services, disclosures } = policy as unknown as Record<string, unknown[] | undefined>;
  if ([purposes, services, disclosures].flatMap((list) => list || []).length < ENOUGH) return undefined;
  return stub.bring<{ default: AddSearch }>('portcullis.search.js').then(
    (module) => module.default,
    () => undefined,
  );
}

/** What ends the search in the body of a panel. */
const ends = new WeakMap<Element, () => void>();

const bodyOf = (place: Element | null) => place?.shadowRoot?.querySelector('.body');

/** Shows all of a panel again: somebody wants to see a part of it. */
export function endSearch(place: Element | null): void {
  const body = bodyOf(place);
  if (body) ends.get(body)?.();
}

/** Adds the search to what the panel module has built in `place`, unless it has one. */
export function offerSearch(place: Element | null, add: AddSearch | undefined, host: object): void {
  const body = bodyOf(place);
  if (add && body && !ends.has(body)) ends.set(body, add(place!.shadowRoot!, host));
}
