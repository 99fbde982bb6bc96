/** The public contract of Portcullis, as pages see it. */

/** Whether each purpose is granted; a service refused on its own stands as `service:<id>: false`. */
export type Choices = Record<string, boolean>;

/** How a choice was made. */
export type Method = 'accept-all' | 'reject-all' | 'save' | 'withdraw' | 'api' | 'us-opt-out' | 'reset';

/** A settled choice. */
export interface ConsentRecord {
  /** Random, made with the choice. */
  readonly id: string;
  /** One more than that of the choice before. */
  readonly sequence: number;
  /** When it was made, milliseconds since 1970. */
  readonly time: number;
  /** When it no longer counts, milliseconds since 1970. */
  readonly expires: number;
  readonly method: Method;
  readonly regime: 'opt-in' | 'opt-out' | 'notice';
  /** Made by a click the browser vouches for; under a privacy signal, by one in the banner or the panel. */
  readonly gesture: boolean;
  /** A privacy signal was on when it was made. */
  readonly signal: boolean;
  /** Hash of what was agreed to, the same for everybody who chose under this policy: it says nothing about the visitor. */
  readonly policyHash: string;
  readonly choices: Choices;
}

/** What proves a choice, or what became of it. `docs/receipts.md` says how its hashes are made. */
export interface Receipt {
  readonly format: 'portcullis';
  readonly version: 1;
  /** Origin of the store. */
  readonly url: string;
  /** That of the record; or what ended it though nobody chose. */
  readonly method: Method | 'signal' | 'expire';
  /** When the receipt was made, milliseconds since 1970. */
  readonly time: number;
  readonly record: ConsentRecord;
  /** The record as it is stored. */
  readonly text: string;
  readonly language: string | null;
  /** Where the choice was made; `page` is a button or code of the page's own. */
  readonly layer: 'banner' | 'panel' | 'page' | null;
  /** SHA-256 of the words that stood there. */
  readonly wordsHash: string | null;
  /** SHA-256 of the policy file, as canonical JSON. */
  readonly policyFileHash: string | null;
  /** `hash` of the receipt before. */
  readonly previousHash: string | null;
  /** SHA-256 of all of the above. */
  readonly hash: string;
}

/** What became of a choice. */
export interface Outcome {
  /** Where the record was found again after writing it; `memory` means it holds for this page only. */
  readonly saved: 'cookie+local' | 'cookie' | 'local' | 'memory';
  /** A script that may no longer run had run: only a reload ends it. */
  readonly reloadNeeded: boolean;
  readonly record: ConsentRecord | null;
}

/** Details of the DOM events `portcullis:<name>` on `document`, all frozen. */
export interface EventMap {
  /** The standing is known, the gate open or shut accordingly. */
  ready: { readonly decided: boolean; readonly regime: string; readonly signal: boolean; readonly granted: string[]; readonly denied: string[] };
  /** The banner is shown. `changed` names the purposes and services that are new or different since the choice. */
  ask: { readonly changed?: readonly string[] };
  /** A choice is settled. */
  choice: Outcome & { readonly method: Method; readonly choices: Choices };
  /** Purposes came or went. */
  change: { readonly granted: string[]; readonly denied: string[]; readonly previous: Choices };
  /** Elements were released. */
  release: { readonly elements: readonly Element[] };
  /** Elements were taken back. */
  hold: { readonly elements: readonly Element[] };
  /** Something is wrong; the message says what to do. */
  error: { readonly code: string; readonly message: string };
}

/** What the fairness linter found. */
export interface LintReport {
  /** No rule found anything. */
  readonly fair: boolean;
  /** Every rule, its source, and a sentence for each thing that is wrong. */
  readonly rules: readonly { readonly rule: string; readonly source: string; readonly found: readonly string[] }[];
}

/** `window.portcullis`. Calls made before the gate has loaded are queued and answered. */
export interface Portcullis {
  readonly version: string;
  /** The standing is known. Never rejects. */
  readonly ready: Promise<void>;
  /** Whether an expression such as `analytics` or `service:x|remarketing` holds; false before `ready`. */
  allows(expression: string): boolean;
  /** `null` while undecided. */
  choices(): Choices | null;
  /** `null` while undecided. */
  record(): ConsentRecord | null;
  /** All choices made in this browser, newest first. */
  history(): ConsentRecord[];
  acceptAll(): Promise<Outcome>;
  rejectAll(): Promise<Outcome>;
  /** What is not named stays as it stands. Rejected where a name is unknown. */
  save(choices: Choices): Promise<Outcome>;
  withdraw(): Promise<Outcome>;
  /** Takes the choice back and asks again. What was granted ends; what was refused stays so until the answer. */
  reset(): Promise<Outcome>;
  /** Shows the banner. */
  ask(): void;
  /** Hides the banner without deciding anything. */
  hide(): void;
  /** Shows the panel, at a purpose, a disclosure or `receipts`. */
  open(section?: string): void;
  /** Closes the panel without saving. */
  close(): void;
  /** Hears an event; a listener that comes late gets the latest detail once. Gives what ends it. */
  on<T extends keyof EventMap>(type: T, listener: (detail: EventMap[T]) => void): () => void;
  receipt(format?: 'portcullis' | 'iso27560' | 'kantara'): Promise<object>;
  /** Gates what is in an open shadow root, now and later. */
  watch(root: ShadowRoot): void;
  /** Measures banner and panel as this browser renders them, showing and hiding again what is not shown. */
  lint(): Promise<LintReport>;
  setLanguage(language: string): void;
  setRegion(code: string): void;
}

declare global {
  interface Window {
    readonly portcullis: Portcullis;
  }
}
