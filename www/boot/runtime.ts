/** What the runtime gives the stub: `www/runtime/`, which no first banner needs. */
import type { Choices, ConsentRecord, LintReport, Outcome } from '../types/portcullis';
import type { Effect, Layer } from '../generated/protocol';
import type { PolicyFile } from '../types/policy-file';

export interface Runtime {
  /** Says what is wrong with a policy that the gate has not accepted; a banner that is there still offers refusal. */
  explain(policy: PolicyFile | null): void;
  /** Takes the policy that the gate has accepted, and takes up the page. */
  begin(policy: PolicyFile): void;
  /** Performs an effect; `src/protocol.rs` says what the characters mean. */
  perform(what: Effect, about: string): void;
  closePanel(): void;
  /** The banner is shown: says so, and fetches the panel when the page is idle. */
  greet(): void;
  /** A control or a button in the page was used. */
  press(action: string, gesture: boolean, layer?: Layer): void;
  /** A choice made by the page; `early`, one that is kept already. */
  settle(action: string, choices?: Choices, early?: boolean): Promise<Outcome>;
  record(): ConsentRecord | null;
  history(): ConsentRecord[];
  /** Detail of `portcullis:ask`. */
  asked(): object;
  receipt(format?: string): Promise<object>;
  open(section?: string): void;
  /** Speaks the language that is preferred now. */
  translate(): void;
  /** Gates what is in an open shadow root. */
  watch(root: ShadowRoot): void;
  setRegion(code: string): void;
  lint(): Promise<LintReport>;
}
