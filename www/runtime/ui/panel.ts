/** Brings the panel in when it is wanted, and stands between it and the gate. */
import { AFTER, PANEL } from '../../boot/word-files';
import type { Choices } from '../../types/portcullis';
import type { PanelModule } from '../../boot/load';
import type { Addresses, PolicyFile } from '../../types/policy-file';
import type { Words } from '../../boot/words';
import { Ask, Layer } from '../../generated/protocol';
import { bestOf } from '../../tags.mjs';
import { choose } from '../record/choices';
import { idOf } from '../record/kept-choice';
import { forgetOpener, giveBack, noteOpener } from './focus';
import { isByHand } from './own-events';
import * as hosts from './hosts';
import { policy, standing } from '../gate/names';
import { lookUp } from './number-lookup';
import { file } from '../record/receipts';
import { screenRules } from './screen';
import { endSearch, fetchSearch, offerSearch } from './panel-search';
import { changed } from '../record/news';
import { stub } from '../gate/stub';
import { TURN } from '../timing/turns';

/** What comes before a click, of a finger and of a key too. Not focus: a choice in the banner gives it to the control. */
const INTENT = ['pointerover', 'keyup'];

let module: Promise<PanelModule> | undefined;
let shown: PanelModule | undefined;
let section: string | null = null;
/** The open panel, as long as it is there by our doing. */
let there: Element | null = null;
/** Grows whenever the panel is opened or closed. */
let turn = 0;

/** The panel in the page. After a choice in it, it is there for a frame more, out of sight. */
const inPage = () => hosts.inPage('portcullis-panel:not([data-left])');

let want: () => void;
const wanted = new Promise<void>((done) => (want = done));

/** The module: its files are fetched, and it is made when it is wanted. Until then it takes nothing of a page's memory. */
const fetchPanel = () => (module ||= stub.load<PanelModule>('panel', wanted));
const fetchWords = () => stub.words(policy, stub.preferred(), [AFTER, PANEL]);
/** What the browser has to fetch for it, and to know of how numbers are said. */
const fetchRest = (words = fetchWords()) => Promise.all([fetchSearch(), words.then(({ lang }) => lookUp(lang))]);

/** All that opening it needs. */
async function fetchAll(): Promise<[PanelModule, Awaited<ReturnType<typeof fetchSearch>>, object]> {
  want();
  // Put together once: a large policy has many.
  const words = fetchWords();
  const [panel, [search], at] = await Promise.all([fetchPanel(), fetchRest(words), words.then(host)]);
  return [panel, search, at];
}

/** Fetches the panel when the page is idle, after the frame that is being made: an idle moment would not wait for that. */
export function prefetch(): void {
  stub.afterPaint(() => (window.requestIdleCallback || setTimeout)(() => void Promise.all([fetchRest(), fetchPanel()]).catch(() => {})));
}

/** Makes ready when somebody points at what opens the panel, or comes to it by keyboard: one of `openers` in `root`. */
export function expectOpening(root: ShadowRoot | Document, openers: string): void {
  const expect = (event: Event) => {
    const { target } = event;
    // A key may be let go of where nothing has the focus.
    if (!(target instanceof Element && target.closest(openers))) return;
    for (const type of INTENT) root.removeEventListener(type, expect);
    fetchAll().catch(() => {});
  };
  for (const event of INTENT) root.addEventListener(event, expect);
}

/** Opens the panel at a part of it. */
export function open(at?: string): void {
  section = at || null;
  const isOpen = inPage();
  stub.happen(Ask.Open);
  // The view stays what it is, so there is no effect; it is another part of it that is asked for.
  if (isOpen) void openPanel();
}

export async function openPanel(): Promise<void> {
  const asked = ++turn;
  try {
    const [panel, search, at] = await fetchAll();
    shown = panel;
    // Closed again, or asked for anew, while it was on its way.
    const wanted = () => asked === turn;
    // Before it is laid out: with that it has the focus.
    noteOpener();
    await built(panel, at, wanted, () => {
      const place = wanted() ? inPage() : null;
      endSearch(place);
      offerSearch(place, search, at);
      wear(place, policy);
      const sheets = place?.shadowRoot!.adoptedStyleSheets;
      if (!sheets?.includes(screenRules())) sheets?.push(screenRules());
    });
    // In the page by now, laid out, and not seen.
    await next();
    if (!wanted()) return;
    const place = inPage();
    panel.open(at);
    there = place;
    // While all is laid out, so that to ask costs nothing.
    if (place) stub.view.unzoom(place);
    stub.afterPaint(() => {
      // Hidden by a blocker, a modal would lock the page.
      if (wanted() && !place?.shadowRoot?.querySelector('dialog')?.offsetHeight) stub.happen(Ask.Close);
    });
  } catch (error) {
    module = undefined;
    stub.report('panel', `The panel cannot be shown. Are panel.js, panel.wasm and panel.twin.js beside portcullis.js? ${error}`);
    stub.happen(Ask.Close);
    // A modal that nobody sees would lock the page.
    inPage()?.remove();
  }
}

/** Who takes the body away, as routers do when a visitor goes Back, takes the open panel along: it is closed, and opens again. */
export function noteLoss(): void {
  if (!there || there.isConnected) return;
  there = null;
  stub.guard(() => shown?.close());
  stub.happen(Ask.Close);
}

export function closePanel(): void {
  turn += 1;
  there = null;
  // A choice in it has taken it away by now.
  if (!inPage()) return;
  giveBack();
  forgetOpener();
  // It gives the focus back itself, to what may be out of sight by now.
  stub.guard(() => shown?.close());
}

export const refreshPanel = () => stub.guard(() => shown?.refresh());

/** `<portcullis-policy>`: the disclosures and toggles in the page itself. */
export function definePolicyElement(): void {
  if (customElements.get('portcullis-policy')) return;
  customElements.define(
    'portcullis-policy',
    class extends HTMLElement {
      connectedCallback() {
        render(this);
      }
    },
  );
}

/** Somebody waits for the panel, and the page goes on. */
const next = () => stub.soon('user-visible');

/**
 * Has the panel built and laid out, or the policy in `element` built, as long as it is `wanted`: a few pieces a task. After
 * each `placed` sees to what stands beside it in the page.
 */
async function built(panel: PanelModule, at: object, wanted: () => boolean, placed?: () => void, element?: Element): Promise<void> {
  for (let unbuilt = true; unbuilt; ) {
    await next();
    const began = performance.now();
    do {
      unbuilt = wanted() && panel.prepare(at, element);
      placed?.();
    } while (unbuilt && performance.now() - began < TURN);
  }
}

async function render(element: Element): Promise<void> {
  try {
    const [panel, search, at] = await fetchAll();
    shown = panel;
    await built(panel, at, () => element.isConnected, undefined, element);
    panel.render(element, at);
    offerSearch(element, search, at);
    wear(element, policy);
  } catch (error) {
    stub.report('panel', `The policy cannot be shown: ${error}`);
  }
}

/** Light or dark, where the policy says so. */
function wear(host: Element | null, policy: PolicyFile): void {
  if (policy.style?.theme) host?.setAttribute('data-scheme', policy.style.theme);
}

/** The name of a purpose, or of `service:<id>`, as visitors know it. */
function nameOf(name: string, texts: Words['texts']): string {
  const [, service] = /^service:(.*)/.exec(name) || [];
  const named = service ? (texts.services as Words['texts']['purposes'])?.[service] : texts.purposes[name];
  return named?.name || service || name;
}

/** The store's own texts in `lang`, where another language may have to fill gaps in them. */
async function ownTexts(lang: string): Promise<unknown> {
  const own = policy.words || {};
  const key = bestOf([lang], Object.keys(own));
  const texts = key ? own[key] : {};
  return typeof texts === 'string' ? stub.json(stub.at(texts)).catch(() => ({})) : texts;
}

/** What the panel may ask; see `src/panel/host.rs`. */
async function host({ texts, lang, dir }: Words): Promise<object> {
  const named = changed().map((name) => nameOf(name, texts));
  if (named.length) texts.ui['changed-title'] += ': ' + stub.listed(named, texts.ui.list);
  const beneath = policy.language || 'en';
  const { policyUrl, termsUrl } = policy.store || {};
  const address = (urls?: Addresses) => stub.addresses(urls, lang, beneath)[0];
  return {
    policy: { ...policy, store: { ...policy.store, policyUrl: address(policyUrl), termsUrl: address(termsUrl) } },
    address: stub.at,
    own: bestOf([lang], [beneath]) ? undefined : await ownTexts(lang),
    beneath: beneath.replace(/_/g, '-'),
    words: texts,
    lang,
    dir,
    // As it is when the panel is shown: it may be asked for anew while that is built.
    get section() {
      return section;
    },
    standing,
    history: file,
    choose: (method: string, choices: Choices | null, gesture: boolean) =>
      new Promise((settle) => {
        // In the flow of the page it hears the click itself.
        const byHand = gesture || isByHand(method);
        there = null;
        const goes = hosts.inPage('portcullis-panel');
        // The page may be left before the frame.
        let id: string | undefined;
        stub.guard(() => (id = idOf(stub.keep(method, method, byHand, Layer.Panel, choices || undefined))));
        stub.chooseAfterPaint(() => {
          // It is taken away by now, whatever becomes of the choice.
          if (!choose(method, method, byHand, 'panel', choices, settle, id)) {
            stub.happen(Ask.Close);
            settle(undefined as never);
          }
          if (goes) giveBack();
          forgetOpener();
        });
      }),
    later: stub.afterPaint,
    /** What the dialog is to stand in. */
    place() {
      const place = hosts.own(document.createElement('portcullis-panel'));
      place.setAttribute('data-nosnippet', '');
      return place;
    },
    closed() {
      there = null;
      giveBack();
      forgetOpener();
      stub.happen(Ask.Close);
    },
  };
}
