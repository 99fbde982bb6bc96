/** Speaks to vendors: the default before anything else, then what the gate says. */
import { Ask } from './ask';
import { tell } from './gate';
import { METHODS, granted } from './names';
import { guard } from './report';

const page = window as never as { dataLayer?: unknown[] };

/** Google takes only a real `arguments` object for a command: an array is ignored. */
function gtag(..._command: unknown[]): void {
  (page.dataLayer ||= []).push(arguments);
}

/** Denied until the gate says otherwise; tags that wait give it half a second. */
export function deny(): void {
  const denied: Record<string, string | number> = { wait_for_update: 500 };
  for (const type of ['ad_storage', 'ad_user_data', 'ad_personalization', 'analytics_storage', 'functionality_storage', 'personalization_storage']) {
    denied[type] = 'denied';
  }
  denied.security_storage = 'granted';
  gtag('consent', 'default', denied);
}

/** Causes of a change, at the places of `CHANGES` in `src/gate/effects.rs`. */
const SOURCES = [...METHODS, 'restore', 'other-tab', 'expire', 'region'];

/** Tells vendors of the change that `about` stands for, each command in its own guard. */
export function speak(about: string): void {
  const words = tell(Ask.Google, about);
  if (!words) return;
  const update: Record<string, string> = {};
  for (const word of words.trim().split(' ')) {
    const [name, yes] = word.split('=') as [string, string];
    // Switches are set. Only consent types may stand in an update: Google takes every key of it for one.
    if (name.startsWith('allow_')) guard(() => gtag('set', name, yes === '1'));
    else update[name] = yes === '1' ? 'granted' : 'denied';
  }
  guard(() => gtag('consent', 'update', update));
  guard(() => page.dataLayer!.push({ event: 'consent_update', consent: granted(), consent_source: SOURCES[+about] }));
}
