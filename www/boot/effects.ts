/**
 * The loop between the gate module and the browser: events go in, effects are performed one after another.
 * Nothing is decided here; `src/protocol.rs` says what the characters mean.
 */
import { Effect, Notice, type Ask } from '../generated/protocol';
import { showBanner } from './banner';
import { runtime, send } from './gate';
import { emit, guard } from './report';

const effects: string[] = [];
let busy = false;

/** Takes an event to the gate and performs its effects, after those being performed. Gives all of them. */
export function happen(event: Ask, text = ''): string {
  const all = send(event, text);
  for (let at = 0; at < all.length; at += 2) effects.push(all.slice(at, at + 2));
  if (!busy) perform();
  return all;
}

function perform(): void {
  busy = true;
  for (let effect; (effect = effects.shift()); ) {
    const [what, about] = effect as unknown as [Effect, string];
    guard(() => {
      if (effect === Effect.Notify + Notice.Asked) emit('ask', runtime?.asked() || {});
      else if (what === Effect.Banner) {
        runtime?.closePanel();
        showBanner(about);
        runtime?.greet();
      } else runtime!.perform(what, about);
    });
  }
  busy = false;
}
