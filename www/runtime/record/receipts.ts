/** What a visitor chose and what they saw, to be kept by them or shown to others. */
import { findAll } from '../../boot/find-all';
import type { Receipt } from '../../types/portcullis';
import { Ask, Ending, Layer } from '../../generated/protocol';
import type { PolicyFile } from '../../types/policy-file';
import { afterwards } from '../timing/afterwards';
import { type Place, look, takePlace } from './choice-place';
import { canonical, hashed, sha256 } from './digest';
import { send } from './outbox';
import { iso27560, kantara } from './receipt-formats';
import { kept, receipts, remember, seal, texts } from './history';
import { idOf } from './kept-choice';
import { policy, record } from '../gate/names';
import { stub } from '../gate/stub';

const FORMATS: Record<string, (receipt: Receipt, policy: PolicyFile) => object> = {
  portcullis: (receipt) => receipt,
  iso27560,
  kantara,
};

/** Where a choice was made that was kept, in the words of receipts. */
const LAYERS: Record<string, Receipt['layer'] | undefined> = { [Layer.Banner]: 'banner', [Layer.Panel]: 'panel', [Layer.Page]: 'page' };

let policyHash: string | undefined;

/** The words that stand in `root`. */
function wordsIn(root?: ParentNode | null): string {
  let shown = '';
  const walker = root && document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker?.nextNode()) {
    const { parentElement, textContent } = walker.currentNode;
    // Past choices are no words of the question.
    if (textContent!.trim() && !parentElement?.closest('[hidden],[part~=receipts]')) shown += textContent!.trim() + '\n';
  }
  return shown;
}

/** Notes the panel's words before a click in it is taken: it closes, and then tells of the choice. */
export function lookAtPanel(): void {
  const see = (event: Event) => {
    const host = event.composedPath().find((node) => node instanceof Element && /^portcullis-p/.test(node.localName)) as Element | undefined;
    if (host) look('panel', host.shadowRoot);
  };
  document.addEventListener('click', see, true);
}

/** Makes a receipt of the record in `text`, which has just been chosen, once the visitor sees that it was. */
export function noteChoice(text: string): void {
  // One that a page kept: where it was made stands in that.
  let place = takePlace();
  const id = !place.layer && record(text)?.id;
  const kept = id && stub.kept().split('|').find((choice) => idOf(choice) === id);
  if (kept) {
    look(LAYERS[kept.split('/')[5]!] || null);
    place = takePlace();
  }
  const seen: Seen = { ...place, shown: '' };
  // In turns of their own: on a slow phone each takes a frame. 25 kB of policy and what a panel says would take several.
  afterwards(async () => {
    seen.shown = wordsIn(seen.root);
    seen.words = await hashed(seen.shown);
  });
  afterwards(async () => (policyHash ||= await hashed(canonical(policy))));
  afterwards(() => note(text, seen));
}

/** Where a choice was made, what stood there, and the hash of that once the browser has made it. */
interface Seen extends Place {
  shown: string;
  words?: string | undefined;
}

/** Makes a receipt of the record in `text`: of the choice itself, or of what became of it. */
function note(text: string, { layer, root, shown, words }: Seen, method?: 'signal' | 'expire'): void {
  const of = record(text);
  if (!of) return;
  const receipt = remember(
    text,
    {
      method: method || of.method,
      time: method ? Math.floor(Date.now() / 1000) * 1000 : of.time,
      // Where its own words cannot be had the panel speaks another one than the banner.
      language: ((layer === 'panel' && root && findAll(root, '[lang]')[0]) || document.querySelector<HTMLElement>('portcullis-banner'))?.lang || null,
      layer,
      wordsHash: shown ? words || sha256(shown) : null,
      policyFileHash: (policyHash ||= sha256(canonical(policy))),
    },
    shown,
  );
  if (receipt) send(receipt);
}

/** Makes a receipt where the gate says that a choice stopped counting, in whole or in part, though nobody chose. */
export function noteEnd(): void {
  const [latest] = kept();
  const ended = latest && stub.tell(Ask.Ended, latest.method + '\n' + latest.text);
  if (ended) note(latest.text, { layer: null, shown: '' }, ended === Ending.Expired ? 'expire' : 'signal');
}

/** A receipt of the choice that counts. */
export async function receipt(format = 'portcullis'): Promise<object> {
  const make = Object.hasOwn(FORMATS, format) && FORMATS[format];
  if (!make) throw new Error(`receipt: the format "${format}" is not known; use one of ${Object.keys(FORMATS).join(', ')}.`);
  const now = record();
  const text = stub.tell(Ask.Encoded);
  const found = now && (receipts().find((one) => one.text === text && one.method === now.method) || seal(text, null));
  if (!found) {
    if (format !== 'portcullis') throw new Error('receipt: nobody has chosen yet.');
    return { format, url: location.origin, record: null };
  }
  return make(found, policy);
}

/** The receipts for the panel: a list that, written as JSON, is the file which the visitor downloads. */
export function file(): object[] {
  const list: object[] = receipts().map((one) => ({ ...one, choices: one.record.choices }));
  const whole = () => ({ format: 'portcullis-receipts', version: 1, receipts: receipts(), texts: texts() });
  return Object.defineProperty(list, 'toJSON', { value: whole });
}
