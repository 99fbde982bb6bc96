/** Brings the panel in when it is wanted, and stands between it and the gate. */
import type { Choices } from '../types/portcullis';
import { Ask } from './ask';
import { choose, happen } from './gate';
import { load, policyFile } from './load';
import { standing } from './names';
import { guard, report } from './report';
import { records } from './stores';
import { type PolicyFile, preferred, words } from './words';

/** What the panel module exports; see `src/panel/mod.rs`. */
interface PanelModule {
  open(host: object): void;
  close(): void;
  refresh(): void;
  render(element: Element, host: object): void;
  /** Every mistake in a policy, one sentence a line. */
  mistakes(policy: string): string;
}

let module: Promise<PanelModule> | undefined;
let shown: PanelModule | undefined;
let section: string | null = null;

export const fetchPanel = () => (module ||= load<PanelModule>('panel'));

/** Names the part of the panel to show when it next opens. */
export function aim(at?: string): void {
  section = at || null;
}

export async function openPanel(): Promise<void> {
  try {
    const [panel, at] = [await fetchPanel(), await host()];
    (shown = panel).open(at);
    wear(document.querySelector('portcullis-panel'), at.policy);
  } catch (error) {
    module = undefined;
    report('panel', `The panel cannot be shown. Are panel.js, panel.wasm and panel.twin.js beside portcullis.js? ${error}`);
    happen(Ask.Close);
  }
}

export const closePanel = () => guard(() => shown?.close());

export const refreshPanel = () => guard(() => shown?.refresh());

/** Shows disclosures and toggles in the page itself. */
export async function render(element: Element): Promise<void> {
  try {
    const [panel, at] = [await fetchPanel(), await host()];
    (shown = panel).render(element, at);
    wear(element, at.policy);
  } catch (error) {
    report('panel', `The policy cannot be shown: ${error}`);
  }
}

/** Light or dark, where the policy says so. */
function wear(host: Element | null, policy: PolicyFile): void {
  if (policy.style?.theme) host?.setAttribute('data-scheme', policy.style.theme);
}

/** What the panel may ask; see `src/panel/host.rs`. */
async function host(): Promise<{ policy: PolicyFile }> {
  const policy = (await policyFile)!;
  const { texts, lang, dir } = await words(policy, preferred());
  const given = {
    policy,
    words: texts,
    lang,
    dir,
    section,
    standing,
    history: records,
    choose: (method: string, choices: Choices | null, gesture: boolean) =>
      new Promise((settle) => choose(method, method, gesture, choices, settle)),
    closed: () => happen(Ask.Close),
  };
  return given;
}
