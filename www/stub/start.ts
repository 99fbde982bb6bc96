/** Brings policy, gate and words together. */
import { Ask } from './ask';
import { banner, dress } from './banner';
import { copies } from './copies';
import { happen, install, join, more, tell } from './gate';
import { type CheckModule, type GateModule, fetchPolicy, load, theme, twin, wasm } from './load';
import { fetchMore } from './more';
import { afterPaint } from './paint';
import { Part, pageStyle } from './parts';
import { report } from './report';
import { region, signal } from './tag';
import { tokens } from './tokens';
import { type PolicyFile, prefer, preferred, shipped, words } from './words';

/** True once the gate is as the visitor's choice says; false, reported, where it cannot be had. Never rejects. */
export let started: Promise<boolean>;

let policyFile: Promise<PolicyFile | null | undefined>;

/** Starts every download in this task: for a visitor without a record what the banner needs, else the rest. */
export function start(): void {
  policyFile = fetchPolicy();
  const gate = load<GateModule>('gate');
  const returning = !!copies().trim();
  if (returning) fetchMore().catch(() => {});
  else shipped(preferred());
  started = begin(gate, returning ? wasm('gate.more') : undefined);
}

async function begin(loading: Promise<GateModule>, rest?: ReturnType<typeof wasm>): Promise<boolean> {
  let files = 'gate.js, gate.wasm and gate.twin.js';
  try {
    const [gate, policy] = await Promise.all([loading, policyFile, activated()]);
    if (policy === undefined) return false;
    const about = [region, signal, tokens(policy)].join('\0');
    if (!gate.ask(Ask.Begin, about)) {
      explain(policy);
      return false;
    }
    install(gate);
    const fresh = !copies().trim();
    if (fresh) happen(Ask.Fresh);
    // A platform in the page that asks is not asked over.
    if (!policy!.vendors?.platforms?.includes('tcf') || !('__tcfapi' in window)) wear();
    files = 'portcullis.more.js, gate.more.wasm and gate.twin.js';
    // Only now, so that it takes nothing from the banner; it does not wait for one that is not painted soon.
    if (banner().show) await new Promise<void>((done) => (setTimeout(done, SOON), worn?.then(() => afterPaint(done))));
    const [part] = await Promise.all([
      fetchMore(),
      gate.extend(rest || wasm('gate.more')).catch(async () => {
        const whole = await twin<GateModule>('gate');
        whole.ask(Ask.Begin, about);
        // It knows then what the other one knew: the core knows nothing but what it is told.
        if (fresh) whole.ask(Ask.Fresh, '');
        install(whole);
      }),
    ]);
    join(part);
    part.begin(policy!);
    // In another tab, while this page was loading.
    const found = copies();
    if (!fresh) happen(Ask.Start, found);
    else happen(Ask.Reread, found);
    return true;
  } catch (error) {
    install(null);
    dress();
    report('gate', `The gate did not start, so nothing optional runs. Are ${files} beside portcullis.js? ${error}`);
    return false;
  }
}

/** Milliseconds that the rest waits for the banner's first paint: its words may never come. */
const SOON = 500;

/** A page that is only prerendered may never be seen: it shows, runs and writes nothing. */
function activated(): Promise<unknown> | undefined {
  const page = document as Document & { prerendering?: boolean };
  return page.prerendering ? new Promise((done) => document.addEventListener('prerenderingchange', done, { once: true })) : undefined;
}

/** The check module has the words for every mistake in a policy; the gate only knows that there is one. */
async function explain(policy: PolicyFile | null): Promise<void> {
  const check = load<CheckModule>('check');
  const mistakes = await check.then((check) => check.mistakes(tokens(policy))).catch(() => 'the check module, which has the words for them, cannot be had');
  report('policy', `The policy has mistakes, so nothing optional runs:\n${mistakes}`);
}

/** What is shown is dressed, or will be; nothing where another platform asks. */
let worn: Promise<void> | undefined;

/** The banner waits for texts; the gate does not. */
export function wear(): void {
  worn = putOn();
}

async function putOn(): Promise<void> {
  const policy = (await policyFile)!;
  const { style = {} } = policy;
  const named = style.theme && !/^(light|dark)$/.test(style.theme);
  const [{ texts, lang, dir }, rules] = await Promise.all([words(policy, preferred()), named && theme(style.theme!)]);
  const colors = tell(Ask.Palette, style.brand || '').replace(
    /..(.{6})..(.{6})..(.{6})/,
    `:where(:root){--portcullis-accent:${style.brand};--portcullis-on-accent:#$1;--portcullis-edge:light-dark(#$2,#$3)}`,
  );
  pageStyle(Part.Theme, (rules || '') + colors);
  const asks = policy.purposes!.some((purpose) => !purpose.required) ? 'yes' : '';
  dress(texts.ui, { ...style, policyUrl: policy.store?.policyUrl, lang, dir, asks });
}

export function setLanguage(language: string): void {
  prefer(language);
  started.then((open) => {
    if (!open) return;
    if (worn) wear();
    more!.translate();
  });
}
