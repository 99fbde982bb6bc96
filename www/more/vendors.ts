/** Tells vendors what the gate says. */
import { Ask } from '../stub/ask';
import { METHODS, granted } from './names';
import { stub } from './stub';

/** Causes of a change, at the places of `CHANGES` in `src/gate/effects.rs`. */
const SOURCES = [...METHODS, 'restore', 'other-tab', 'expire', 'region'];

/** Tells vendors of the change that `about` stands for, each command in its own guard. */
export function speak(about: string): void {
  const words = stub.tell(Ask.Google, about);
  if (!words) return;
  const update: Record<string, string> = {};
  for (const word of words.trim().split(' ')) {
    const [name, yes] = word.split('=') as [string, string];
    // Switches are set. Only consent types may stand in an update: Google takes every key of it for one.
    if (name.startsWith('allow_')) stub.guard(() => stub.gtag('set', name, yes === '1'));
    else update[name] = yes === '1' ? 'granted' : 'denied';
  }
  stub.guard(() => stub.gtag('consent', 'update', update));
  stub.guard(() => (window as never as { dataLayer: unknown[] }).dataLayer.push({ event: 'consent_update', consent: granted(), consent_source: SOURCES[+about] }));
}
