/**
 * The loop between the gate module and the browser: events go in, effects are performed one after another.
 * Nothing is decided here; `src/gate/effects.rs` says what the characters mean.
 */
import type { Choices } from '../types/portcullis';
import { Ask, Mark } from './ask';
import { showBanner, showRest } from './banner';
import { clear } from './clearing';
import { reconcile } from './items';
import { METHODS, change, holds, names, outcome, ready } from './names';
import { closePanel, openPanel } from './panel';
import { emit, guard, report } from './report';
import { persist, repair } from './stores';
import { speak } from './vendors';

/** What the gate module exports; see `src/gate/mod.rs`. */
export interface GateModule {
  ask(what: Ask, text: string, now: number): string;
}

/** Milliseconds after which traces are cleared once more: a tag that still runs may write them again. */
const AGAIN = 1000;

let gate: GateModule | null = null;
/** What was answered since the latest event; nothing changes without one. */
let answered = new Map<string, string>();

/** Takes the module that answers from now on. */
export function install(module: GateModule): void {
  gate = module;
}

/** Asks the module. A module that fails is asked no more: what it would have granted stays refused. */
function ask(what: Ask, text: string): string {
  try {
    return gate ? gate.ask(what, text, Date.now()) : '';
  } catch (error) {
    gate = null;
    report('gate', `The gate failed, so nothing more is released. Please report this: ${error}`);
    return '';
  }
}

/** What the gate answers; nothing wherever nothing is known. */
export function tell(what: Ask, text = ''): string {
  const key = what + text;
  let answer = answered.get(key);
  if (answer === undefined) answered.set(key, (answer = ask(what, text)));
  return answer;
}

/** A fact about this visitor; false wherever nothing is known. */
export const is = (what: Ask, text?: string) => !!tell(what, text);

const effects: string[] = [];
let busy = false;

/** Takes an event to the gate and performs its effects, after those being performed. */
export function happen(event: Ask, text = ''): void {
  answered = new Map();
  const list = ask(event, text).match(/../g);
  if (list) effects.push(...list);
  if (busy) return;
  busy = true;
  for (let effect; (effect = effects.shift()); ) guard(() => perform(effect[0]!, effect[1]!));
  busy = false;
}

const waiting: ((outcome: never) => void)[] = [];

/** Makes the choice of the button called `action`, by `method`; `settled` hears of its outcome. */
export function choose(
  action: string,
  method: string,
  gesture: boolean,
  choices?: Choices | null,
  settled?: (outcome: never) => void,
): void {
  if (settled) waiting.push(settled);
  let text = [method, action].map((name) => METHODS.indexOf(name as never)).join('') + +gesture;
  // The record's id. Seven random bits in each of its bytes: characters beyond would not stay one byte.
  text += String.fromCharCode(...crypto.getRandomValues(new Uint8Array(12)).map((byte) => byte & 127));
  const given = new Map(Object.entries(choices || {}));
  happen(Ask.Choose, text + names.map((name) => (given.has(name) ? +given.get(name)! : '-')).join(''));
}

function perform(what: string, about: string): void {
  if (what === 'p') happen(Ask.Persisted, persist());
  else if (what === 'r') repair();
  else if (what === 'd') report('damaged-record', `The stored choice cannot be read, so the visitor counts as undecided: ${tell(Ask.Aside)}`);
  else if (what === 'v') {
    if (about === '3') openPanel();
    else {
      closePanel();
      showRest(about);
    }
  } else if (what === 'b') {
    closePanel();
    showBanner(about);
  } else if (what === 'y') setTimeout(happen, 0, Ask.Yielded);
  else if (what === 't') speak(about);
  else if (what === 'g') happen(Ask.Gated, reconcile() ? '1' : '');
  else if (what === 'c') {
    clear();
    // What is granted when the time comes is asked then: the visitor may have changed their mind.
    setTimeout(() => holds(Mark.Chosen) && clear(), AGAIN);
  } else if (what === 'n') {
    if (about === '0') emit('ready', ready());
    else if (about === '1') emit('ask', {});
    else emit('change', change());
  } else if (what === 'o') emit('choice', outcome(about));
  else if (what === 's') {
    const told = outcome(about);
    for (const settled of waiting.splice(0)) guard(() => settled(told as never));
  }
}
