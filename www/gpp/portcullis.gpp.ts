/**
 * The IAB's `__gpp` and the older `__uspapi`, for pages whose advertising scripts read them. Loaded only where the
 * policy names sections; `docs/platforms/gpp.md` has the few lines that keep calls until then.
 * https://github.com/InteractiveAdvertisingBureau/Global-Privacy-Platform/blob/main/Core/CMP%20API%20Specification.md
 */
import { Ask, Effect, View } from '../generated/protocol';
import type { Follower } from '../runtime/vendors/followers';
import type { Stub } from '../boot/handover';

export { release } from '../release';

type Callback = (data: any, success: boolean) => void;
interface Listener {
  id: number;
  callback: Callback;
}
type Api = ((command: string, callback?: Callback, parameter?: any, version?: string) => void) & { queue?: any[]; events?: Listener[]; lastId?: number };

const IDS: Record<string, number> = { usnat: 7, usca: 8 };
/** Not registered with the IAB. */
const CMP = 1;

export default function (stub: Stub, sections: string[], usp: boolean, follow: (follower: Follower) => void): void {
  const page = window as never as { __gpp?: Api; __uspapi?: unknown };
  const known = sections.filter((name) => name in IDS);
  let display = 'hidden';
  let ready = false;

  /** What the gate says now. */
  const read = () => {
    const [marks = '000', text = '', old = ''] = stub.tell(Ask.Gpp, known.join(' ')).split('\n');
    const [sale, targeted, signal] = [...marks].map(Number) as [number, number, number];
    return { sale, targeted, signal: !!signal, text, old, applies: sale > 0 };
  };

  /** A section as its readers take it apart. */
  const parsed = (name: string) => {
    const { sale, targeted, signal } = read();
    const none = (length: number) => new Array(length).fill(0);
    const optOuts = { SaleOptOut: sale, SharingOptOut: sale };
    const rest = { PersonalDataConsents: 0, MspaCoveredTransaction: 2, MspaOptOutOptionMode: 0, MspaServiceProviderMode: 0 };
    const notices = { SaleOptOutNotice: 1, SharingOptOutNotice: 1 };
    const core =
      name === 'usnat'
        ? { Version: 2, SharingNotice: 1, ...notices, TargetedAdvertisingOptOutNotice: 1, SensitiveDataProcessingOptOutNotice: 0, SensitiveDataLimitUseNotice: 0, ...optOuts, TargetedAdvertisingOptOut: targeted, SensitiveDataProcessing: none(16), KnownChildSensitiveDataConsents: none(3), ...rest }
        : { Version: 1, ...notices, SensitiveDataLimitUseNotice: 0, ...optOuts, SensitiveDataProcessing: none(9), KnownChildSensitiveDataConsents: none(2), ...rest };
    return [core, { SubsectionType: 1, Gpc: signal }];
  };
  const has = (name: string) => known.includes(name) && read().applies;

  const ping = () => {
    const { text, applies } = read();
    const ids = applies ? known.map((name) => IDS[name]) : [];
    return {
      gppVersion: '1.1',
      cmpStatus: 'loaded',
      cmpDisplayStatus: display,
      signalStatus: ready ? 'ready' : 'not ready',
      supportedAPIs: known.map((name) => IDS[name] + ':' + name),
      cmpId: CMP,
      sectionList: ids,
      applicableSections: ids.length ? ids : [-1],
      gppString: text,
      parsedSections: Object.fromEntries(known.filter(has).map((name) => [name, parsed(name)])),
    };
  };

  const early = page.__gpp;
  const listeners: Listener[] = [...(early?.events || [])];
  let last = early?.lastId || 0;
  const event = (eventName: string, listenerId: number, data: unknown) => ({ eventName, listenerId, data, pingData: ping() });
  const tell = (name: string, data: unknown) => listeners.slice().forEach(({ id, callback }) => stub.guard(() => callback(event(name, id, data), true)));

  const api: Api = (command, callback = () => {}, parameter) => {
    const [name, field] = String(parameter).split('.') as [string, string?];
    if (command === 'ping') callback(ping(), true);
    else if (command === 'addEventListener') {
      listeners.push({ id: (last += 1), callback });
      callback(event('listenerRegistered', last, true), true);
    } else if (command === 'removeEventListener') {
      const at = listeners.findIndex(({ id }) => id === parameter);
      if (at >= 0) listeners.splice(at, 1);
      callback(event('listenerRemoved', parameter, at >= 0), at >= 0);
    } else if (command === 'hasSection') callback(has(name), true);
    else if (command === 'getSection') callback(has(name) ? parsed(name) : null, has(name));
    else if (command === 'getField') {
      const value = has(name) ? parsed(name).map((part) => (part as Record<string, unknown>)[field!]).find((found) => found !== undefined) : undefined;
      callback(value ?? null, value !== undefined);
    } else callback(null, false);
  };

  const uspapi = (command: string, version: number, callback: Callback) =>
    command === 'getUSPData' && version === 1 ? callback({ version: 1, uspString: read().old }, true) : callback(null, false);

  /** Frames ask by message, and find the frame that answers by the name of one inside it. */
  function answerFrames(name: string, speak: (asked: any, answer: Callback) => void): void {
    const locate = () => {
      if (window.frames[name + 'Locator' as never] || !document.body) return;
      const frame = document.createElement('iframe');
      frame.name = name + 'Locator';
      frame.hidden = true;
      document.body.append(frame);
    };
    if (document.body) locate();
    else document.addEventListener('DOMContentLoaded', locate);
    addEventListener('message', (event) => {
      const { data, source } = event;
      const given = typeof data === 'string' ? stub.attempt(() => JSON.parse(data)) : data;
      const asked = given?.[name + 'Call'];
      if (!asked) return;
      speak(asked, (returnValue, success) => {
        const answer = { [name + 'Return']: { returnValue, success, callId: asked.callId } };
        (source as Window | null)?.['postMessage'](typeof data === 'string' ? JSON.stringify(answer) : answer, { targetOrigin: '*' });
      });
    });
  }

  if (usp) {
    page.__uspapi = uspapi;
    answerFrames('__uspapi', ({ command, version }, answer) => uspapi(command, version, answer));
  }
  if (!known.length) return;
  page.__gpp = api;
  answerFrames('__gpp', ({ command, parameter, version }, answer) => api(command, answer, parameter, version));
  for (const [command, callback, parameter, version] of early?.queue || []) stub.guard(() => api(command, callback, parameter, version));

  const show = (now: string) => {
    if (display !== now) tell('cmpDisplayStatus', (display = now));
  };
  const signal = (now: boolean) => {
    if (ready === now) return;
    ready = now;
    tell('signalStatus', now ? 'ready' : 'not ready');
  };
  let told = '';
  /** The signal is ready where no layer is shown, which might change it, and no change is on its way. */
  const settle = () => {
    const { text } = read();
    if (told && told !== text) known.forEach((name) => tell('sectionChange', name));
    told = text;
    if (display === 'hidden' && !stub.is(Ask.Turning)) signal(true);
  };
  const ask = () => {
    signal(false);
    show('visible');
  };
  tell('cmpStatus', 'loaded');
  told = read().text;
  document.addEventListener('portcullis:ask', ask);
  document.addEventListener('portcullis:choice', settle);
  document.addEventListener('portcullis:change', settle);
  follow((what, about) => {
    if (what === Effect.View && about === View.Panel) return ask();
    if (what === Effect.View) show('hidden');
    settle();
  });
  const shows = (host: string, layer: string) => document.querySelector(host)?.shadowRoot?.querySelector(layer);
  if (shows('portcullis-banner', '[part=banner]') || shows('portcullis-panel', 'dialog[open]')) ask();
  else settle();
}
