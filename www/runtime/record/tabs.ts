/** Hears of choices made elsewhere: another tab, or this page before it came back. */
import { Ask, Stored } from '../../generated/protocol';
import { channel, openChannel } from './stores';
import { stub } from '../gate/stub';

/** Starts listening. No `unload`: it would keep the page out of the back/forward cache. */
export function listen(): void {
  const reread = (heard?: string) => stub.happen(Ask.Reread, stub.copies(heard));
  const hear = () => openChannel()?.addEventListener('message', (event) => reread(String(event.data)));
  hear();
  // Firefox keeps no page with an open channel in its back/forward cache, and Chromium drops one that a message
  // comes for.
  addEventListener('pagehide', () => channel?.close());
  addEventListener('storage', (event) => (event.key === null || event.key === Stored.Record) && reread());
  // The visitor may have chosen on another page while this one was kept.
  addEventListener('pageshow', (event) => {
    if (!event.persisted) return;
    hear();
    reread();
  });
  document.addEventListener('visibilitychange', () => reread());
}
