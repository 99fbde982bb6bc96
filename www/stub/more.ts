/** The part of the stub that no first banner needs: `www/portcullis.more.ts`. */
import type { Choices, ConsentRecord, LintReport, Outcome } from '../types/portcullis';
import { addresses, at } from './address';
import { banner, click, control, hideBanner, host, leave, make, restoreBanner, showBy, theme, unzoom, word } from './banner';
import { cookies, copies, item } from './copies';
import { gtag, isOpened } from './deny';
import { type Layer, forget, keep, kept } from './early';
import { events } from './events';
import { hearFirst } from './first';
import { chooseAfterPaint, chooseNow, happen, holds, is, isPainted, tell } from './gate';
import { guarded } from './guard';
import { listed } from './listed';
import { release } from '../release';
import { bring, hashes, json, load } from './load';
import { afterPaint, soon, turn } from './paint';
import { adopt, keepSheets, parts, sheet } from './parts';
import { attempt, emit, guard, report } from './report';
import { wear } from './start';
import { base, nonce, region, tag } from './tag';
import { tokens } from './tokens';
import { trust } from './trust';
import { type PolicyFile, preferred, words } from './words';

/** What it gets from here. */
const view = { banner, click, control, hideBanner, host, leave, make, restoreBanner, sheet, showBy, theme, unzoom, word };
const stub = {
  addresses,
  adopt,
  afterPaint,
  at,
  attempt,
  base,
  bring,
  chooseAfterPaint,
  chooseNow,
  cookies,
  copies,
  emit,
  events,
  forget,
  gtag,
  guard,
  guarded,
  happen,
  hashes,
  hearFirst,
  holds,
  is,
  isOpened,
  isPainted,
  item,
  json,
  keep,
  keepSheets,
  kept,
  listed,
  load,
  nonce,
  parts,
  preferred,
  region,
  release,
  report,
  soon,
  tag,
  tell,
  tokens,
  trust,
  turn,
  view,
  wear,
  words,
};
export type Stub = typeof stub;

/** What it gives. */
export interface More {
  /** Says what is wrong with a policy that the gate has not accepted; a banner that is there still offers refusal. */
  explain(policy: PolicyFile | null): void;
  /** Takes the policy that the gate has accepted, and takes up the page. */
  begin(policy: PolicyFile): void;
  /** Performs an effect; see `src/gate/effects.rs`. */
  perform(what: string, about: string): void;
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

/** What its file exports. */
interface Module {
  default(given: Stub): More;
}

let part: Promise<More> | undefined;

/** Fetches it. */
export const fetchMore = (): Promise<More> =>
  (part ||= bring<Module>('portcullis.more.js').then((module) => module.default(stub)));
