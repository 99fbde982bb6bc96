/** The page's side: the global, its queue, buttons in the page. */
import type { Choices, EventMap, Outcome, Portcullis } from '../types/portcullis';
import { Ask } from './ask';
import { use } from './banner';
import { choose, happen, is } from './gate';
import { names, record } from './names';
import { aim } from './panel';
import { guard, report } from './report';
import { setLanguage, started } from './start';
import { records } from './stores';

declare const PORTCULLIS_VERSION: string;

async function settle(action: string, method = 'api', choices?: Choices): Promise<Outcome> {
  if (!(await started)) throw new Error('Portcullis could not start, so nothing is chosen and nothing optional runs.');
  for (const [name, yes] of Object.entries(choices || {})) {
    if (typeof yes !== 'boolean') throw new Error(`save: ${name} must be true or false.`);
    if (!names.includes(name)) throw new Error(`save: the policy declares no "${name}". Nothing was saved.`);
  }
  return new Promise((settled) => choose(action, method, false, choices, settled));
}

/** Tells the gate once it has started; without one there is nothing to show. */
const later = (event: Ask, text?: string) => void started.then((open) => open && happen(event, text));

/** The latest detail of each event, for listeners that come late. */
const latest: Record<string, unknown> = {};

/** The global. */
export function makeApi(): Portcullis {
  for (const name of ['ready', 'ask', 'choice', 'change', 'release', 'hold', 'error']) {
    document.addEventListener('portcullis:' + name, (event) => (latest[name] = (event as CustomEvent).detail));
  }
  document.addEventListener('click', pressed);
  return Object.freeze<Portcullis>({
    version: PORTCULLIS_VERSION,
    ready: started.then(() => {}),
    allows: (expression) => is(Ask.Allowed, String(expression)),
    choices: () => record()?.choices || null,
    record: () => record(),
    history: records,
    acceptAll: () => settle('accept-all'),
    rejectAll: () => settle('reject-all'),
    save: (choices) => settle('save', 'api', choices),
    withdraw: () => settle('withdraw', 'withdraw'),
    ask: () => later(Ask.Ask),
    hide: () => later(Ask.Hide),
    open(section) {
      aim(section);
      later(Ask.Open);
    },
    close: () => later(Ask.Close),
    on<T extends keyof EventMap>(type: T, listener: (detail: EventMap[T]) => void): () => void {
      const name = String(type).replace('portcullis:', '');
      const hear = (event: Event) => listener((event as CustomEvent).detail);
      document.addEventListener('portcullis:' + name, hear);
      if (name in latest) guard(() => listener(latest[name] as EventMap[T]));
      return () => document.removeEventListener('portcullis:' + name, hear);
    },
    async receipt(format = 'portcullis') {
      if (format !== 'portcullis') throw new Error(`receipt: the format "${format}" is not known; use "portcullis".`);
      await started;
      return { format, url: location.origin, record: record() };
    },
    setLanguage,
    setRegion: (code) => later(Ask.Region, String(code).trim()),
  });
}

const ACTIONS = ['open', 'ask', 'accept-all', 'reject-all', 'withdraw', 'us-opt-out'];

/** A button anywhere in the page; the gate may still be loading. */
function pressed(event: Event): void {
  const button = (event.target as Element | null)?.closest?.<HTMLElement>('[data-portcullis]');
  const action = button?.dataset.portcullis;
  if (!action) return;
  if (button.localName === 'a') event.preventDefault();
  if (ACTIONS.includes(action)) started.then((open) => open && use(action, event.isTrusted));
  else report('unknown-button', `data-portcullis="${action}" is no action. Use one of ${ACTIONS.join(', ')}.`);
}
