/** Brings policy, gate and words together. */
import { addresses, at } from './address';
import { advise } from './advise';
import { Ask } from './ask';
import { answer, conceal, dress, styles } from './banner';
import { copies } from './copies';
import { ask, forget } from './early';
import { happen, install, join, more, tell } from './gate';
import { guarded } from './guard';
import { type Answers, first, gate } from './load';
import { type More, fetchMore } from './more';
import { afterPaint, soon, turn } from './paint';
import { Part, pageStyle } from './parts';
import { fetchPolicy } from './policy';
import { region, signal } from './tag';
import { theme } from './theme';
import { tokens } from './tokens';
import { type PolicyFile, prefer, preferred, shipped, words } from './words';

/** True once the gate is as the visitor's choice says; false, reported, where it cannot be had. Never rejects. */
export let started: Promise<boolean>;

/** What becomes of a choice: as long as nothing is known it is kept for the next page. */
export const enum Phase {
  Unknown,
  /** The gate did not start. What a visitor chooses is kept, and what refuses; who grants by code is told that it failed. */
  Shut,
  Open,
  /** There is no policy to choose by. */
  Lost,
}
export let phase = Phase.Unknown;

let policyFile: Promise<PolicyFile | null | undefined>;

/** Starts every download in this task: for a visitor without a record what the banner needs, else the rest. */
export function start(): void {
  policyFile = fetchPolicy();
  if (copies().trim()) started = begin(undefined, fetchRest());
  else {
    shipped(preferred());
    started = begin(first());
    // While the first module is compiled.
    void soon().then(styles);
  }
}

/** What is not needed before a banner. */
function fetchRest(): Promise<[Answers, More]> {
  const rest = Promise.all([gate(), fetchMore()]);
  // Whoever waits for it hears of a failure.
  rest.catch(() => {});
  return rest;
}

async function begin(asking?: Promise<Answers>, rest?: ReturnType<typeof fetchRest>): Promise<boolean> {
  let files = 'gate.js, gate.wasm and gate.twin.js';
  try {
    const [first, policy] = await Promise.all([asking, policyFile, activated()]);
    if (policy === undefined) return lose();
    void guarded.then((guard) => guard.hold(policy));
    const about = [region, signal, tokens(policy)].join('\0');
    ask(about);
    let shown = '';
    if (first && !copies().trim()) {
      install(first);
      shown = happen(Ask.First, about);
    }
    // A platform in the page that asks is not asked over.
    if (policy && (!policy.vendors?.platforms?.includes('tcf') || !('__tcfapi' in window))) wear();
    files = 'portcullis.more.js, ' + files;
    // Only now, so that it takes nothing from the banner; it does not wait for one that is not painted soon.
    if (shown) await new Promise<void>((done) => (setTimeout(done, SOON), worn?.then(() => afterPaint(done))));
    const [whole, part] = await (rest || fetchRest());
    if (shown) await turn();
    if (!whole.ask(Ask.Begin, about, 0)) {
      answer(false);
      part.explain(policy);
      return lose();
    }
    install(whole);
    join(part);
    if (shown) await turn();
    part.begin(policy!);
    if (shown) await turn();
    phase = Phase.Open;
    // Where somebody was asked, nobody had chosen; here or in another tab they may have since.
    const all = copies();
    if (happen(Ask.Start, shown + '\0' + all) && all.includes('|')) forget();
    answer(false);
    return true;
  } catch (error) {
    // The banner stays: what is chosen in it is kept for the next page.
    install(null);
    phase = Phase.Shut;
    advise('gate', files, error);
    return false;
  }
}

function lose(): false {
  phase = Phase.Lost;
  // Under a policy with mistakes nothing is granted, so a refusal holds for the page.
  if (forget()) conceal();
  return false;
}

/** Milliseconds that the rest waits for the banner's first paint: its words may never come. */
const SOON = 500;

/** A page that is only prerendered may never be seen: it shows, runs and writes nothing. */
function activated(): Promise<unknown> | undefined {
  const page = document as Document & { prerendering?: boolean };
  return page.prerendering ? new Promise((done) => document.addEventListener('prerenderingchange', done, { once: true })) : undefined;
}

/** What is shown is dressed, or will be; nothing where another platform asks. */
let worn: Promise<void> | undefined;

/** The banner waits for texts; the gate does not. */
export function wear(): void {
  // A policy with mistakes may be in the way of it.
  worn = putOn().catch(console.error);
}

async function putOn(): Promise<void> {
  const policy = (await policyFile)!;
  const style = policy.style || {};
  const wanted = preferred();
  const [{ texts, lang, dir }, rules] = await Promise.all([words(policy, wanted), theme(style.theme || '')]);
  const colors = tell(Ask.Palette, style.brand || '').replace(
    /..(.{6})..(.{6})..(.{6})/,
    `:where(:root){--portcullis-accent:${style.brand};--portcullis-on-accent:#$1;--portcullis-edge:light-dark(#$2,#$3)}`,
  );
  pageStyle(Part.Theme, rules + colors);
  await bodied();
  await soon();
  // The page may have changed its language meanwhile.
  if (preferred() + '' !== wanted + '') return putOn();
  const asks = policy.purposes?.some((purpose) => !purpose.required) ? 'yes' : '';
  const urls = addresses(policy.store?.policyUrl, lang, policy.language || 'en');
  // The policy can be read without an answer.
  const isPolicy = urls.some((url) => at(url).split(/[?#]/)[0] === location.origin + location.pathname);
  await dress(texts.ui, { ...style, modal: isPolicy ? '' : style.modal, policyUrl: urls[0], lang, dir, asks });
}

/** The parser may not have come to the body: the banner is there with its first line. */
const bodied = () =>
  document.body ||
  new Promise<void>((done) => {
    const observer = new MutationObserver(() => {
      if (!document.body) return;
      observer.disconnect();
      done();
    });
    observer.observe(document.documentElement, { childList: true });
  });

export function setLanguage(language: string): void {
  prefer(language);
  started.then((open) => {
    if (!open) return;
    if (worn) wear();
    more!.translate();
  });
}
