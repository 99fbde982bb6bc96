/**
 * Holds what the page tells vendors before the visitor's choice is known, where the tag asks for it with
 * `data-events`. What becomes of it then is said in `www/runtime/vendors/replay.ts`.
 */
import { tag } from './tag';

const [mode, ...listed] = (tag.dataset.events || '').split(' ');

/** Calls that are held, in order: whose they are, and what makes them after all. */
export const events = { mode, open: !mode, held: [] as [name: string, again: () => void][] };

/** What vendors may always be told: how things stand with consent. */
const spared = ([first]: any[]) => /^(consent|set|js|dataProcessingOptions)$/.test(typeof first === 'string' ? first : first?.[0]);

/** Stands in the place of each vendor's queue, now and when the page makes it. */
export function holdEvents(): void {
  if (!mode) return;
  const page = window as Record<string, any>;
  for (const name of listed[0] ? listed : ['dataLayer', 'fbq', 'uetq', 'ttq']) {
    let real = page[name];
    const hold = (own: any, again: (given: unknown[]) => void) => (...given: unknown[]) =>
      events.open || spared(given) ? own(...given) : void events.held.push([name, () => again(given)]);
    Object.defineProperty(page, name, {
      configurable: true,
      enumerable: true,
      get: () =>
        real && !events.open
          ? new Proxy(real, {
              apply: (own, _, given) => hold(own, (given) => real(...given))(...given),
              get: (own, key) =>
                /^(push|track|page|identify)$/.test(String(key)) && typeof own[key] === 'function'
                  ? hold(own[key].bind(own), (given) => real[key](...given))
                  : own[key],
            })
          : real,
      set: (made) => (real = made),
    });
  }
}
