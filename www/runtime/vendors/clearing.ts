/** Removes what refused services left, as far as a page can reach it. */
import { Ask } from '../../generated/protocol';
import { stub } from '../gate/stub';

export function clear(): void {
  for (const pair of (stub.attempt(() => document.cookie) || '').split(/; */)) {
    const name = pair.split('=')[0]!;
    if (stub.is(Ask.Cookie, name)) {
      const removals = stub.tell(Ask.Removals, [name, location.hostname, location.pathname].join('\n'));
      for (const cookie of removals.split('\n')) stub.attempt(() => (document.cookie = cookie));
    }
  }
  for (const area of ['localStorage', 'sessionStorage'] as const) {
    stub.attempt(() => Object.keys(window[area]).forEach((name) => stub.is(Ask.Item, name) && window[area].removeItem(name)));
  }
  clearDatabases().catch(() => {});
}

/** One that is still open is deleted when it is closed, at the latest with the page. */
async function clearDatabases(): Promise<void> {
  for (const { name } of await indexedDB.databases()) {
    if (name && stub.is(Ask.Item, name)) indexedDB.deleteDatabase(name);
  }
}
