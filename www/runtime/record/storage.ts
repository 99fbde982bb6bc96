/** How something is put into this browser; `Stored` has the names, and `docs/contract.md` says what is kept under each. */
import { stub } from '../gate/stub';

/** Puts `text` into localStorage. A store that is full still lets go of what it had. */
export function put(name: string, text: string): boolean {
  stub.attempt(() => localStorage.setItem(name, text));
  const kept = stub.item(name) === text;
  if (!kept) stub.attempt(() => localStorage.removeItem(name));
  return kept;
}
