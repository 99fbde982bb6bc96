/**
 * The loop between the gate module and the browser: events go in, effects are performed one after another.
 * Nothing is decided here; `src/gate/effects.rs` says what the characters mean.
 */
import { advise } from './advise';
import { Ask, Mark } from './ask';
import { showBanner } from './banner';
import { emit, guard } from './report';
import type { Answers } from './load';
import type { More } from './more';
import { afterPaint } from './paint';

let gate: Answers | null = null;
/** The part that is loaded after the banner, once it is there. */
export let more: More | undefined;
/** What was answered since the latest event; nothing changes without one. */
let answered = new Map<string, string>();

/** Takes the module that answers from now on; none where it is known to be of no use. */
export function install(module: Answers | null): void {
  gate = module;
  answered = new Map();
}

/** Takes the part that performs what waits for it. */
export function join(part: More): void {
  more = part;
  answered = new Map();
}

/** Asks the module. A module that fails is asked no more: what it would have granted stays refused. */
function ask(what: Ask, text: string): string {
  try {
    return gate && (more || what <= Ask.Palette) ? gate.ask(what, text, Date.now()) : '';
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

const effects: string[] = [];
let busy = false;

/** Takes an event to the gate and performs its effects, after those being performed. Gives all of them. */
export function happen(event: Ask, text = ''): string {
  chooseNow();
  answered = new Map();
  const all = ask(event, text);
  effects.push(...(all.match(/../g) || []));
  if (!busy) perform();
  return all;
}

function perform(): void {
  busy = true;
  for (let effect; (effect = effects.shift()); ) {
    const [what, about] = effect as unknown as [string, string];
    guard(() => {
      if (effect === 'n1') emit('ask', more?.asked() || {});
      else if (what === 'b') {
        more?.closePanel();
        showBanner(about);
        more?.greet();
      } else more!.perform(what, about);
    });
  }
  busy = false;
}
