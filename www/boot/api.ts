/** The page's side: the global, its queue, buttons in the page. */
import type { Choices, EventMap, Portcullis } from '../types/portcullis';
import { Ask, Layer } from '../generated/protocol';
import { answer, conceal, pressBy } from './banner';
import { wear, worn } from './dress';
import { keep } from './early';
import { is, runtime } from './gate';
import { Phase, phase, started } from './phase';
import { guard, latest } from './report';
import type { Runtime } from './runtime';
import { prefer } from './words';

declare const PORTCULLIS_VERSION: string;

/** Does `act` once the gate has started; without one there is nothing to do it to. */
const later = (act: (open: Runtime) => void) => void started.then((open) => void (open && act(runtime!)));

/** The runtime, for what gives an answer; rejects where the gate has not started. */
async function opened(): Promise<Runtime> {
  if (!(await started)) throw new Error('Portcullis could not start, so nothing optional runs.');
  return runtime!;
}

/** Keeps a choice that the gate cannot take yet, and takes the banner out of sight; false where the gate can take it. */
function early(action: string, method: string, gesture: boolean, layer: Layer, choices?: Choices): boolean {
  if (phase > Phase.Shut) return false;
  if (!phase || gesture || /^[rwu]/.test(action)) keep(action, method, gesture, layer, choices);
  answer(true);
  return true;
}

const settle = async (action: string, choices?: Choices) => {
  const kept = action !== 'reset' && early(action, action === 'withdraw' ? action : 'api', false, Layer.Page, choices);
  return (await opened()).settle(action, choices, kept);
};

/** A control or a button in the page was used. */
export function press(action: string, gesture: boolean, layer = Layer.Page): void {
  if (!/^(accept-all|reject-all|withdraw|us-opt-out)$/.test(action) || !early(action, action, gesture, layer))
    started.then((open) => {
      if (open) runtime!.press(action, gesture, layer);
      // Under a policy with mistakes nothing is granted, so a refusal holds for the page.
      else if (/^(reject-all|hide)$/.test(action)) conceal();
    });
}

function setLanguage(language: string): void {
  prefer(language);
  started.then((open) => {
    if (!open) return;
    if (worn) wear();
    runtime!.translate();
  });
}

/** What may be a button of ours in a page: what a page's visitors write, and its outermost elements, are none. */
const BUTTON = ':is(a,button,[role=button],input:is([type=button],[type=submit]))[data-portcullis]';

/** The global. */
export function makeApi(): Portcullis {
  pressBy(press);
  document.addEventListener('click', (event) => {
    // Through open shadow roots, too.
    const path = event.composedPath().filter((node) => node instanceof Element);
    const button = path.find((node) => node.matches(BUTTON));
    // What passed through a layer of ours was meant for that, whatever is around it.
    if (!button || path.some((node) => /^portcullis-/.test(node.localName))) return;
    const action = button.getAttribute('data-portcullis')!;
    if (button.localName === 'a') event.preventDefault();
    press(action, event.isTrusted);
  });
  return Object.freeze<Portcullis>({
    version: PORTCULLIS_VERSION,
    ready: started.then(() => {}),
    allows: (expression) => is(Ask.Allowed, '' + expression),
    choices: () => runtime?.record()?.choices || null,
    record: () => runtime?.record() || null,
    history: () => runtime?.history() || [],
    acceptAll: () => settle('accept-all'),
    rejectAll: () => settle('reject-all'),
    save: (choices) => settle('save', choices),
    withdraw: () => settle('withdraw'),
    reset: () => settle('reset'),
    ask: () => press('ask', false),
    hide: () => press('hide', false),
    open: (section) => later((open) => open.open(section)),
    close: () => press('close', false),
    on<T extends keyof EventMap>(type: T, listener: (detail: EventMap[T]) => void): () => void {
      const name = ('' + type).replace('portcullis:', '');
      const hear = (event: Event) => listener((event as CustomEvent).detail);
      document.addEventListener('portcullis:' + name, hear);
      if (name in latest) guard(() => listener(latest[name] as EventMap[T]));
      return () => document.removeEventListener('portcullis:' + name, hear);
    },
    receipt: async (format) => (await opened()).receipt(format),
    watch: (root) => later((open) => open.watch(root)),
    lint: async () => (await opened()).lint(),
    setLanguage,
    setRegion: (code) => later((open) => open.setRegion(('' + code).trim())),
  });
}
