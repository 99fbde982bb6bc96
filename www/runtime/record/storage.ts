/** What we keep in this browser, under which names, and how it is put there. `docs/contract.md` lists the names. */
import { stub } from '../gate/stub';

/** The cookie, the item in localStorage and the channel to other tabs: the record. The stub has the same name. */
export const RECORD = 'portcullis';
/** A cookie that is there for a moment only, to see which domain the browser takes. */
export const TRIAL = RECORD + '.try';
/** A text found in place of a record, for support. */
export const DAMAGED = RECORD + ':damaged';
/** Receipts of the choices made here. */
export const HISTORY = RECORD + ':history';
/** What was shown with them: each text by its hash. */
export const TEXTS = RECORD + ':texts';
/** Receipts that the store's endpoint has not taken yet. */
export const OUTBOX = RECORD + ':outbox';
/** What the visitor knew when they chose. */
export const SEEN = RECORD + ':seen';

/** Puts `text` into localStorage. A store that is full still lets go of what it had. */
export function put(name: string, text: string): boolean {
  stub.attempt(() => localStorage.setItem(name, text));
  const kept = stub.item(name) === text;
  if (!kept) stub.attempt(() => localStorage.removeItem(name));
  return kept;
}
