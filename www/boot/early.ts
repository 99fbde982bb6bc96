/**
 * A choice that the gate cannot take yet is kept in the click: in memory, and where the next page finds it. What it is worth
 * then says `src/consent/early.rs`, which has the form of the texts.
 */
import { Stored, type Layer } from '../generated/protocol';
import type { Choices } from '../types/portcullis';
import { attempt } from './report';
import { cookies, item } from './storage';

/** Of the item in localStorage, and of the cookie that stands in for it. */
const NAME = Stored.Early;
/** Choices that are kept at most. */
const MOST = 9;

/** What the visitor is asked, as the gate is told it; none before the policy is there. */
let about = '';
export const ask = (text: string) => void (about = text);

/** FNV-1a of the characters of `about`, as `Session::asks_about` has it; of none it is `UNKNOWN`. */
function digest(): number {
  let sum = UNKNOWN;
  for (let at = 0; at < about.length; at++) {
    const character = about.codePointAt(at)!;
    sum = Math.imul(sum ^ character, 0x1000193);
    if (character > 0xffff) at++;
  }
  return sum >>> 0;
}
const UNKNOWN = 7;

/** All that are kept, once this page has kept one. */
let memory = '';

/** The choices that are kept, in order. What the page's own code chose before the policy was there is about that policy. */
export const kept = () => (memory ? memory.replaceAll(`/${UNKNOWN}/`, `/${digest()}/`) : (item(NAME) ?? cookies(NAME)?.[0] ?? ''));

/** Until the browser is closed. */
const bake = (text: string) => attempt(() => (document.cookie = `${NAME}=${text};Path=/;SameSite=Lax`));

/** Keeps the choice of the button called `action`, by `method`, until the gate has made it. Gives its text. */
export function keep(action: string, method: string, gesture: boolean, layer: Layer, choices?: Choices | null): string {
  const choice = [[...crypto.getRandomValues(new Uint32Array(3))].join('-'), Date.now(), method, action, +gesture, layer, digest(), JSON.stringify(choices)].join('/');
  memory = [...kept().split('|'), choice].slice(-MOST).join('|');
  // A page that is only prerendered may never be seen.
  if (!document.prerendering) {
    attempt(() => localStorage.setItem(NAME, memory));
    if (item(NAME) !== memory) bake(memory);
  }
  return choice;
}

/** Lets go of them: the gate has heard of them. Says whether one refused. */
export function forget(): boolean {
  const refused = memory.includes('/reject');
  memory = '';
  attempt(() => localStorage.removeItem(NAME));
  bake(';Max-Age=0');
  return refused;
}
