/** Choices made here: by a control, a button in the page, the panel, or the page's own code. */
import type { Choices, Outcome } from '../../types/portcullis';
import { Ask, Effect, Gesture, Layer, METHODS } from '../../generated/protocol';
import { names } from '../gate/names';
import { look } from './choice-place';
import { idOf } from './kept-choice';
import { stub } from '../gate/stub';

/** Twelve bytes in hexadecimal. */
const random = () => [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

const waiting: ((outcome: never) => void)[] = [];

/** Tells everyone who waits for a choice what became of it. */
export function answer(outcome: Outcome): void {
  for (const settled of waiting.splice(0)) stub.guard(() => settled(outcome as never));
}

/** What is said where only a click in a layer of ours may grant. */
export const BY_HAND = 'data-choices="gesture" is on the tag, so only a click in the banner or the panel can grant. Nothing was saved.';

/** True where only a hand may let anything work: what is let once, too, though it grants nothing. */
export const wantsHand = () => !!stub.tag.getAttribute('data-choices');

/** Tells the gate what the tag says of who may grant; what is no word of ours is the stricter one. */
export function requireGesture(): void {
  const asked = stub.tag.getAttribute('data-choices');
  if (!asked) return;
  stub.tell(Ask.Gesture);
  if (asked !== 'gesture') stub.report('choices', `data-choices="${asked}" is unknown, so it counts as "gesture".`);
}

/**
 * Makes the choice of the button called `action`, by `method`; `settled` hears of its outcome. One that is kept has an `id`.
 * False where the gate declines it.
 */
export function choose(
  action: string,
  method: string,
  gesture: boolean,
  layer: 'banner' | 'panel' | 'page',
  choices?: Choices | null,
  settled?: (outcome: never) => void,
  id = random(),
): boolean {
  // One that waits for its frame comes before it.
  stub.chooseNow();
  if (settled) waiting.push(settled);
  // The panel's words were noted before it closed.
  if (layer !== 'panel') look(layer);
  // A choice made elsewhere that no event told of: this one comes after it.
  stub.happen(Ask.Reread, stub.copies());
  const given = new Map(Object.entries(choices || {}));
  const marks = names.map((name) => (given.has(name) ? +given.get(name)! : '-'));
  const by = gesture ? (layer === 'page' ? Gesture.Page : Gesture.Layer) : Gesture.Code;
  const effects = stub.happen(Ask.Choose, [method, action, by, id, marks.join('')].join('\n'));
  // A gate that fails gives none, and the next page may have another.
  if (effects) stub.forget();
  const declined = effects.includes(Effect.Decline);
  if (declined && settled) waiting.splice(waiting.indexOf(settled), 1);
  return !declined;
}

/** A choice made by the page; the gate has heard of an `early` one. */
export async function settle(action: string, choices?: Choices, early?: boolean): Promise<Outcome> {
  for (const [name, yes] of Object.entries(choices || {})) {
    if (typeof yes !== 'boolean') throw new Error(`save: ${name} must be true or false.`);
    if (!names.includes(name)) throw new Error(`save: the policy declares no "${name}". Nothing was saved.`);
  }
  const grants = action === 'accept-all' || Object.values(choices || {}).includes(true);
  return new Promise((settled, failed) => {
    const method = /^(withdraw|reset)$/.test(action) ? action : 'api';
    if (early && !(grants && wantsHand())) waiting.push(settled);
    else if (early || !choose(action, method, false, 'page', choices, settled)) failed(new Error(BY_HAND));
  });
}

const EVENTS: Record<string, Ask> = { manage: Ask.Open, open: Ask.Open, ask: Ask.Ask, hide: Ask.Hide, close: Ask.Close };
const BUTTONS = ['open', 'ask', 'accept-all', 'reject-all', 'withdraw', 'us-opt-out'];

/** A control or a button in the page was used. */
export function press(action: string, gesture: boolean, layer = Layer.Page): void {
  const event = EVENTS[action];
  if (event) stub.happen(event);
  else if (!action || !METHODS.includes(action as never)) stub.report('unknown-button', `data-portcullis="${action}" is no action. Use one of ${BUTTONS.join(', ')}.`);
  else if (layer === Layer.Page) choose(action, action, gesture, 'page');
  else {
    // The page may be left before the frame.
    let id: string | undefined;
    stub.guard(() => (id = idOf(stub.keep(action, action, gesture, layer))));
    stub.view.leave(true);
    stub.chooseAfterPaint(() => {
      try {
        choose(action, action, gesture, 'banner', null, undefined, id);
      } finally {
        // What is still asked, where a choice could not be made, is seen again.
        stub.view.leave(false);
      }
    });
  }
}
