/**
 * Holds what the page tells vendors before the visitor's choice is known, where the tag asks for it with
 * `data-events`. What becomes of it then is said in `www/runtime/vendors/replay.ts`.
 */
import type { HeldCalls } from '../boot/guard';

/** What vendors may always be told: how things stand with consent. */
const spared = (given: any[]) => /^(consent|set|js|dataProcessingOptions)$/.test(typeof given[0] === 'string' ? given[0] : given[0]?.[0]);

/** Stands in the place of each vendor's queue that `asked` names after its first word, now and when the page makes it. */
export function holdCalls(asked: string, events: HeldCalls): void {
  const page = window as Record<string, any>;
  const listed = asked.split(' ').slice(1);
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
              get(own, key) {
                const call = own[key];
                return /^(push|track|page|identify)$/.test(String(key)) && typeof call === 'function'
                  ? hold((...given: unknown[]) => Reflect.apply(call, own, given), (given) => real[key](...given))
                  : call;
              },
            })
          : real,
      set: (made) => (real = made),
    });
  }
}
