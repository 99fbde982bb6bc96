/** Speaks to Google before anything else does. */
import { copies } from './copies';
import { region, signal, tag } from './tag';

/** Google takes only a real `arguments` object for a command: an array is ignored. */
export function gtag(..._command: unknown[]): void {
  const page = window as never as { dataLayer?: unknown[] };
  // An element's name is no queue. By the `push` that it has by now: Google's own reads what comes later.
  if (!page.dataLayer?.['push']) page.dataLayer = [];
  page.dataLayer!['push'](arguments);
}

let opened = false;
/** True where a default was granted. */
export const isOpened = () => opened;

function tellDefault(state: string, types: Record<string, unknown>): void {
  for (const type of ['ad_storage', 'ad_user_data', 'ad_personalization', 'analytics_storage', 'functionality_storage', 'personalization_storage']) {
    types[type] = state;
  }
  types.security_storage = 'granted';
  gtag('consent', 'default', types);
}

/**
 * Denied until the gate says otherwise; tags that wait give it half a second. `data-google` may name another wait,
 * switches to set, and regions where tags need not wait. There, Google grants what the host knows the visitor's
 * region to be, if Google finds the same: the closest region wins, whatever the order.
 */
export function deny(): void {
  let wait_for_update = 500;
  const switches: string[] = [];
  for (const word of (tag.getAttribute('data-google') || '').split(' ')) {
    if (+word) wait_for_update = +word;
    else if (/^[a-z]/.test(word)) switches.push(word);
    // Whoever chose or signals is waited for.
    else if (word && (region + '-').startsWith(word + '-')) opened = !signal && !copies().trim();
  }
  tellDefault('denied', { wait_for_update });
  if (opened) tellDefault('granted', { region: [region] });
  for (const name of switches) gtag('set', name, true);
}
