/** Fetches the runtime, which no first banner needs, and hands it what the stub has: `www/runtime/portcullis.runtime.ts`. */
import { addresses, at } from './address';
import { banner, click, control, hideBanner, host, isComplete, leave, make, restoreBanner, showBy, theme, unzoom, word } from './banner';
import { copies } from './copies';
import { gtag, isOpened } from './deny';
import { wear } from './dress';
import { forget, keep, kept } from './early';
import { happen } from './effects';
import { hearFirst } from './first-listener';
import { chooseAfterPaint, chooseNow, holds, is, isPainted, tell } from './gate';
import { events, guarded } from './guard';
import { listed } from './listed';
import { release } from '../release';
import { bring, hashes, json, load } from './load';
import { afterPaint, soon, turn } from './paint';
import { adopt, keepSheets, parts, sheet } from './page-styles';
import { attempt, emit, guard, report } from './report';
import type { Runtime } from './runtime';
import { cookies, item } from './storage';
import { base, nonce, region, tag } from './tag';
import { tokens } from './tokens';
import { trust } from './trusted-types';
import { learnEnglish, preferred, words } from './words';

/** What it gets from here. */
const view = { banner, click, control, hideBanner, host, isComplete, leave, make, restoreBanner, sheet, showBy, theme, unzoom, word };
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
  learnEnglish,
  listed,
  load,
  nonce,
  parts,
  preferred,
  region,
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

/** What its file exports. */
interface Module {
  default(given: Stub, release: string): Runtime;
}

let fetched: Promise<Runtime> | undefined;

/** Fetches it. */
export const fetchRuntime = (): Promise<Runtime> =>
  (fetched ||= bring<Module>('portcullis.runtime.js').then((module) => module.default(stub, release)));
