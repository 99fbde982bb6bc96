/** What the visitor knew when they chose, and what is new since. */
import { Ask, Stored } from '../../generated/protocol';
import { names } from '../gate/names';
import { put } from './storage';
import { stub } from '../gate/stub';

/** Digits of a number below. */
const LENGTH = 8;

/** A number for each purpose and service, which changes with what was agreed to about it. */
const facts = () => Object.fromEntries(((stub.tell(Ask.Facts).match(/.{8}/g) as string[] | null) || []).map((fact, at) => [names[at]!, fact]));

/** Keeps what the visitor knows now. */
export const noteSeen = () => void put(Stored.Seen, JSON.stringify(facts()));

/** Names of purposes and services that are new or different since the choice, as the gate says. */
export function changed(): readonly string[] {
  const then = stub.attempt(() => JSON.parse(stub.item(Stored.Seen)!) as Record<string, unknown> | null);
  const known = then ? names.map((name) => String(then[name]).padEnd(LENGTH).slice(0, LENGTH)).join('') : '';
  const marks = stub.tell(Ask.News, known);
  return Object.freeze(names.filter((_, at) => marks[at] === '1'));
}
