/** The gate module as the page asks it: what it answers, and when a choice that waits for its frame is made. */
import { advise } from './advise';
import { Ask, Mark } from '../generated/protocol';
import { guard } from './report';
import type { Answers } from './load';
import { afterPaint } from './paint';
import type { Runtime } from './runtime';

let gate: Answers | null = null;
/** The part that is loaded after the banner, once it is there. */
export let runtime: Runtime | undefined;
/** What was answered since the latest event; nothing changes without one. */
let answered = new Map<string, string>();

/** Takes the module that answers from now on; none where it is known to be of no use. */
export function install(module: Answers | null): void {
  gate = module;
  answered = new Map();
}

/** Takes the part that performs what waits for it. */
export function join(part: Runtime): void {
  runtime = part;
  answered = new Map();
}

/** Asks the module. A module that fails is asked no more: what it would have granted stays refused. */
function ask(what: Ask, text: string): string {
  try {
    return gate && (runtime || what <= Ask.Palette) ? gate.ask(what, text, Date.now()) : '';
  } catch (error) {
    gate = null;
    advise('gate', '', error);
    return '';
  }
}

/** A choice that is not made yet. */
let unmade: (() => void) | undefined;
let painted = false;

/** True while a choice is made, if the frame that shows it is painted. */
export const isPainted = () => painted;

/**
 * Makes a choice when the frame that is being made is painted, and before the gate is asked or told anything else: whoever
 * asks finds it made.
 */
export function chooseAfterPaint(choose: () => void): void {
  chooseNow();
  unmade = choose;
  afterPaint(() => unmade === choose && chooseNow(true));
}

/** Makes the choice that waits for its frame, if one does. */
export function chooseNow(afterFrame = false): void {
  const choose = unmade;
  if (!choose) return;
  unmade = undefined;
  painted = afterFrame;
  guard(choose);
  painted = false;
}

/** What the gate answers; nothing wherever nothing is known. */
export function tell(what: Ask, text = ''): string {
  chooseNow();
  const key = what + text;
  let answer = answered.get(key);
  if (answer === undefined) answered.set(key, (answer = ask(what, text)));
  return answer;
}

/** A fact about this visitor; false wherever nothing is known. */
export const is = (what: Ask, text?: string) => !!tell(what, text);

/** A mark of the standing. */
export const holds = (mark: Mark) => tell(Ask.Standing)[mark] === '1';

/** Takes an event to the gate; gives its effects, which `effects.ts` performs. */
export function send(event: Ask, text: string): string {
  chooseNow();
  answered = new Map();
  return ask(event, text);
}
