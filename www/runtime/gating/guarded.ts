/** Whose a guarded host is, by the policy; and what is wrong with `data-guard`. */
import { Ask } from '../../generated/protocol';
import { type Item, itemOf } from './item';
import { policy } from '../gate/names';
import { stub } from '../gate/stub';

/** The services that `host` belongs to, as an expression: any of them suffices. Empty, which never holds, without. */
const servicesAt = (host: string) =>
  (policy.services || [])
    .filter(({ hosts }) => hosts?.some((known) => ('.' + host).endsWith('.' + known)))
    .map(({ id }) => 'service:' + id)
    .join('|');

/** From now on a guarded host may be reached when a service that it belongs to may run. */
export function openGuard(): void {
  const asked = stub.tag.getAttribute('data-guard') ?? 'off';
  const isOff = asked.trim() === 'off';
  if (isOff && !stub.events.mode) return;
  void stub.guarded.then((guard) => {
    guard.permit((host) => stub.is(Ask.Allowed, servicesAt(host) || unclaimed(host)));
  });
  // The parser would have waited for it.
  void parsed().then(() => stub.events.begun || missed());
  if (isOff) return;
  const wrong = asked.trim() ? asked.split(/[\s,]+/).map(mistakeIn).find(Boolean) : SAY_KNOWN;
  if (wrong) stub.report('guard', `data-guard="${asked}": ${wrong}`);
}

/** The page is parsed, and what was to be told then has been. */
async function parsed(): Promise<void> {
  if (document.readyState === 'loading') await new Promise((done) => document.addEventListener('DOMContentLoaded', done));
  await stub.turn();
}

/** From now on it holds what is not there yet. */
function missed(): void {
  const file = stub.base + 'portcullis.guard.js';
  stub.report('guard', `The guard came too late or not at all, so what it holds may have run. Put <script src="${file}"></script> above the tag of Portcullis.`);
  import(/* @vite-ignore */ file).catch(() => {});
}

const SAY_KNOWN = 'guards the known trackers. Write data-guard="known".';

/** What to write in place of one word of `data-guard`. */
function mistakeIn(word: string): string {
  if (/^(|known|off|localhost)$/.test(word)) return '';
  if (/^(true|on|yes|1|all)$/i.test(word)) return SAY_KNOWN;
  if (/^(false|off|no|none|0)$/i.test(word)) return 'guards all the same. Write data-guard="off", or no data-guard.';
  const host = word.replace(/^\w+:\/\/|^\/\//, '').replace(/[/?#:].*/, '').replace(/^\*?\./, '');
  if (!/^[\w-]+(\.[\w-]+)+$/.test(host)) return `"${word}" is not a host name. Write hosts such as tags.example, or "known".`;
  return host === word ? '' : `write "${host}" in place of "${word}": a host name alone, which covers every subdomain.`;
}

function unclaimed(host: string): string {
  stub.report('guarded', `${host} is held for good: no service of the policy has this host under "hosts".`);
  return '';
}

const hostOf = (url: string) => stub.attempt(() => new URL(url, document.baseURI).hostname.replace(/\.$/, '')) || '';

/** What a script that was made inert waits for. */
export function recogniseGuarded(script: HTMLElement): Item | null {
  const host = hostOf(script.getAttribute('src')!);
  const expression = servicesAt(host);
  if (!expression) unclaimed(host);
  return expression ? itemOf(script, 'script', expression, { type: script.getAttribute('data-type') || '' }) : null;
}
