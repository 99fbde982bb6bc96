/**
 * The loop between the gate module and the browser: events go in, effects are performed one after another.
 * Nothing is decided here; `src/gate/effects.rs` says what the characters mean.
 */
import { type Banner, showBanner, showRest } from './banner';
import { clear } from './clearing';
import { reconcile } from './items';
import { closePanel, openPanel } from './panel';
import { emit, guard, report } from './report';
import { persist, repair } from './stores';
import { tell as speak } from './vendors';

/** What the gate module exports; see `src/gate/mod.rs`. */
export interface GateModule {
  start(policy: string, region: string | undefined, signal: boolean): boolean;
  step(event: string, text: string, flag: boolean, now: number): string;
  tell(what: string, text: string): string;
  is(what: string, text: string): boolean;
  act(shape: number, released: boolean, allowed: boolean): number;
}

/** Milliseconds after which traces are cleared once more: a tag that still runs may write them again. */
const AGAIN = 1000;

let gate: GateModule | null = null;
/** What was answered since the latest event; nothing changes without one. */
let answered = new Map<string, boolean>();

/** Takes the module that answers from now on. */
export function install(module: GateModule): void {
  gate = module;
}

/** Asks the module. A module that fails is asked no more: what it would have granted stays refused. */
function ask<T>(question: (gate: GateModule) => T, none: T): T {
  try {
    return gate ? question(gate) : none;
  } catch (error) {
    gate = null;
    report('gate', `The gate failed, so nothing more is released. Please report this: ${error}`);
    return none;
  }
}

export const tell = (what: string, text = '') => ask((g) => g.tell(what, text), '');
export const act = (shape: number, released: boolean, allowed: boolean) => ask((g) => g.act(shape, released, allowed), 0);

/** A fact about this visitor; false wherever nothing is known. */
export function is(what: string, text = ''): boolean {
  const key = what + ' ' + text;
  let fact = answered.get(key);
  if (fact === undefined) answered.set(key, (fact = ask((g) => g.is(what, text), false)));
  return fact;
}

/** What `tell` gives as JSON, frozen. */
export function told<T>(what: string, text?: string): T {
  return JSON.parse(tell(what, text) || 'null', (_, value) => Object.freeze(value));
}

const effects: string[] = [];
let busy = false;

/** Takes an event to the gate and performs its effects, after those being performed. */
export function happen(event: string, text = '', flag = false): void {
  answered = new Map();
  const list = ask((g) => g.step(event, text, flag, Date.now()), '').match(/../g);
  if (list) effects.push(...list);
  if (busy) return;
  busy = true;
  for (let effect; (effect = effects.shift()); ) guard(() => perform(effect[0]!, effect[1]!));
  busy = false;
}

const waiting: ((outcome: never) => void)[] = [];

/** Makes a choice; `settled` hears of its outcome. */
export function choose(words: string, gesture: boolean, settled?: (outcome: never) => void): void {
  if (settled) waiting.push(settled);
  let id = '';
  for (const byte of crypto.getRandomValues(new Uint8Array(12))) id += (byte + 256).toString(16).slice(1);
  const [what, method, ...named] = words.split(' ');
  happen('choose', [what, method, id, ...named].join(' '), gesture);
}

const NOTICES: Record<string, string> = { r: 'ready', a: 'ask', c: 'choice', x: 'change' };

function perform(what: string, about: string): void {
  if (what === 'p') happen('persisted', persist());
  else if (what === 'r') repair();
  else if (what === 'd') report('damaged-record', `The stored choice cannot be read, so the visitor counts as undecided: ${tell('aside')}`);
  else if (what === 'v') {
    if (about === '3') openPanel();
    else {
      closePanel();
      showRest(about);
    }
  } else if (what === 'b') {
    closePanel();
    showBanner(about as Banner);
  } else if (what === 'y') setTimeout(happen, 0, 'yielded');
  else if (what === 't') speak(JSON.parse(tell('commands', about)));
  else if (what === 'g') happen('gated', '', reconcile());
  else if (what === 'c') {
    clear();
    // What is granted when the time comes is asked then: the visitor may have changed their mind.
    setTimeout(() => is('decided') && clear(), AGAIN);
  } else if (what === 'n') {
    const name = NOTICES[about]!;
    emit(name, name === 'ask' ? {} : told(name));
  } else if (what === 's') {
    const outcome = told<never>('choice');
    for (const settled of waiting.splice(0)) guard(() => settled(outcome));
  }
}
