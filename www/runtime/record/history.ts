/** Receipts of the choices made in this browser, newest first: one a line, each bound to the one before by its hash. */
import { Stored } from '../../generated/protocol';
import type { ConsentRecord, Receipt } from '../../types/portcullis';
import { catchUp } from '../timing/afterwards';
import { canonical, sha256 } from './digest';
import { record } from '../gate/names';
import { put } from './storage';
import { stub } from '../gate/stub';

/** Receipts kept. */
const REMEMBERED = 20;

/** What a receipt says beside the record. */
type Circumstances = Pick<Receipt, 'method' | 'time' | 'language' | 'layer' | 'wordsHash' | 'policyFileHash'>;

/** A receipt of the record in `text`. */
export function seal(text: string, previous: string | null, about?: Circumstances): Receipt | undefined {
  const of = record(text);
  if (!of) return undefined;
  // Of choices made before there were receipts nothing more is known.
  const { method, time, language, layer, wordsHash, policyFileHash } = about || { ...of, language: null, layer: null, wordsHash: null, policyFileHash: null };
  const receipt = { format: 'portcullis', version: 1, url: location.origin, method, time, record: of, text, language, layer, wordsHash, policyFileHash, previousHash: previous } as const;
  return { ...receipt, hash: sha256(canonical(receipt)) };
}

/** The receipts, with those that were still to be made. */
export function receipts(): Receipt[] {
  catchUp();
  return kept();
}

/** The receipts as they are kept; records of choices made before there were receipts become some. */
export function kept(): Receipt[] {
  const all: Receipt[] = [];
  for (const line of (stub.item(Stored.History) || '').split('\n').slice(0, REMEMBERED).reverse()) {
    const receipt = line[0] === '{' ? stub.attempt(() => JSON.parse(line) as Receipt) : line && seal(line, all[0]?.hash ?? null);
    if (receipt) all.unshift(receipt);
  }
  return all;
}

/** Puts a receipt of the record in `text` before the others; where there is no room, the oldest make some. */
export function remember(text: string, about: Circumstances, shown: string): Receipt | undefined {
  const earlier = kept();
  // The page before was left as it made the same record.
  if (earlier[0]?.text === text && earlier[0].method === about.method) return undefined;
  const receipt = seal(text, earlier[0]?.hash ?? null, about);
  if (!receipt) return undefined;
  const all = [receipt, ...earlier].slice(0, REMEMBERED);
  while (all.length && !put(Stored.History, all.map((one) => JSON.stringify(one)).join('\n'))) all.length >>= 1;
  const known = texts();
  if (about.wordsHash) known[about.wordsHash] = shown;
  put(Stored.Texts, JSON.stringify(Object.fromEntries(all.flatMap(({ wordsHash }) => (wordsHash && known[wordsHash] ? [[wordsHash, known[wordsHash]]] : [])))));
  return receipt;
}

/** What was shown, by its hash. */
export const texts = (): Record<string, string> => stub.attempt(() => JSON.parse(stub.item(Stored.Texts) || '{}')) || {};

/** The choices made here. */
export const records = () => receipts().flatMap(({ method, record: of, text }) => (method === of.method && record(text)) || []) as ConsentRecord[];
