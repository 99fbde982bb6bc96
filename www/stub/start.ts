/** Brings policy, gate and words together. */
import { Ask } from './ask';
import { dress } from './banner';
import { type GateModule, happen, install } from './gate';
import { hideParts } from './embeds';
import { watch } from './items';
import { fetchPolicy, load, policyFile } from './load';
import { learn } from './names';
import { fetchPanel, refreshPanel, render } from './panel';
import { report } from './report';
import { copies } from './stores';
import { listen } from './tabs';
import { tag } from './tag';
import { tokens } from './tokens';
import { type PolicyFile, prefer, preferred, shipped, words } from './words';

/** True once the gate is as the visitor's choice says; false, reported, where it cannot be had. Never rejects. */
export let started: Promise<boolean>;

/** Starts every download in this task. A returning visitor's words can wait for the gate. */
export function start(): void {
  fetchPolicy();
  started = begin(load<GateModule>('gate'));
  if (!copies().trim()) shipped(preferred());
  hideParts();
  definePolicyElement();
  document.addEventListener('portcullis:change', refreshPanel);
}

async function begin(gate: Promise<GateModule>): Promise<boolean> {
  try {
    const [module, policy] = await Promise.all([gate, policyFile, activated()]);
    if (policy === undefined) return false;
    const signal = (navigator as { globalPrivacyControl?: unknown }).globalPrivacyControl === true;
    if (!module.ask(Ask.Begin, [(tag.dataset.region || '').trim(), signal ? '1' : '', tokens(policy)].join('\0'), 0)) {
      explain(policy);
      return false;
    }
    install(module);
    learn(policy!);
    listen();
    watch();
    happen(Ask.Start, copies());
    wear();
    return true;
  } catch (error) {
    report('gate', `The gate did not start, so nothing optional runs. Are gate.js, gate.wasm and gate.twin.js beside portcullis.js? ${error}`);
    return false;
  }
}

/** A page that is only prerendered may never be seen: it shows, runs and writes nothing. */
function activated(): Promise<unknown> | undefined {
  const page = document as Document & { prerendering?: boolean };
  return page.prerendering ? new Promise((done) => document.addEventListener('prerenderingchange', done, { once: true })) : undefined;
}

/** The panel module carries the words for every mistake in a policy; the gate only knows that there is one. */
async function explain(policy: PolicyFile | null): Promise<void> {
  const mistakes = await fetchPanel().then((panel) => panel.mistakes(tokens(policy))).catch(() => 'the panel module, which has the words for them, cannot be had');
  report('policy', `The policy has mistakes, so nothing optional runs:\n${mistakes}`);
}

/** Banner and panel wait for texts; the gate does not. */
async function wear(): Promise<void> {
  const policy = (await policyFile)!;
  const { texts, lang, dir } = await words(policy, preferred());
  dress(texts.ui, { ...policy.style, policyUrl: policy.store?.policyUrl, lang, dir, asks: policy.purposes!.some((purpose) => !purpose.required) ? 'yes' : '' });
}

export function setLanguage(language: string): void {
  prefer(language);
  started.then((open) => void (open && wear()));
}

/** `<portcullis-policy>`: the disclosures and toggles in the page itself. */
function definePolicyElement(): void {
  if (customElements.get('portcullis-policy')) return;
  customElements.define(
    'portcullis-policy',
    class extends HTMLElement {
      connectedCallback() {
        started.then((open) => void (open && render(this)));
      }
    },
  );
}
