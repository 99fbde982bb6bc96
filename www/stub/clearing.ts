/** Removes what refused services left, as far as a page can reach it. */
import { Ask } from './ask';
import { is, tell } from './gate';
import { attempt } from './report';

export function clear(): void {
  for (const pair of (attempt(() => document.cookie) || '').split(/; */)) {
    const name = pair.split('=')[0]!;
    if (is(Ask.Cookie, name)) {
      const removals = tell(Ask.Removals, [name, location.hostname, location.pathname].join('\n'));
      for (const cookie of removals.split('\n')) attempt(() => (document.cookie = cookie));
    }
  }
  for (const area of ['localStorage', 'sessionStorage'] as const) {
    attempt(() => Object.keys(window[area]).forEach((name) => is(Ask.Item, name) && window[area].removeItem(name)));
  }
}
