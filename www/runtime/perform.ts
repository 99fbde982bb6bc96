/** Performs effects; `src/protocol.rs` says what the characters mean. */
import { Ask, Effect, Mark, Notice, View } from '../generated/protocol';
import { afterwards, whenDone } from './timing/afterwards';
import { clear } from './vendors/clearing';
import { needsReload } from './gating/changes';
import { reconcile } from './gating/registry';
import { BY_HAND, answer } from './record/choices';
import { replay } from './vendors/replay';
import { passOn } from './vendors/followers';
import { change, outcome, ready } from './gate/names';
import { openPanel } from './ui/panel';
import { noteEnd } from './record/receipts';
import { showRest } from './ui/reopen';
import { afterTurns } from './timing/turns';
import { persist, repair } from './record/stores';
import { listenToPlatforms } from './vendors/platforms';
import { stub } from './gate/stub';
import { speak } from './vendors/speak';

const FOREIGN =
  'A cookie named portcullis holds a newer choice than localStorage, and this page did not set it: a page on another subdomain may have. If your hosts share the choice, set cookie.domain in the policy.';

/** Milliseconds after which traces are cleared once more: a tag that still runs may write them again. */
const AGAIN = 1000;

export function perform(what: Effect, about: string): void {
  if (what === Effect.Persist) stub.happen(Ask.Persisted, persist());
  else if (what === Effect.Repair) repair();
  else if (what === Effect.Decline) stub.report('choices', BY_HAND);
  else if (what === Effect.Suspect) stub.report('foreign-cookie', FOREIGN);
  else if (what === Effect.SetAside) stub.report('damaged-record', `The stored choice cannot be read, so the visitor counts as undecided: ${stub.tell(Ask.Aside)}`);
  else if (what === Effect.View) {
    if (about === View.Panel) void openPanel();
    else showRest(about);
    passOn(what, about);
  }
  else if (what === Effect.Yield) {
    const goOn = () => void stub.happen(Ask.Yielded);
    // A choice in a layer was made when the frame without that was painted.
    if (stub.isPainted()) void stub.turn().then(goOn);
    else stub.afterPaint(goOn);
  }
  else if (what === Effect.Tell) speak(about);
  else if (what === Effect.Gate) {
    reconcile();
    // What became of the cookie is part of the outcome.
    afterTurns(() => whenDone(() => stub.happen(Ask.Gated, needsReload() ? '1' : '')));
    // Nobody waits for this: where nothing was chosen the page hears that all is ready before it.
    afterwards(noteEnd);
  } else if (what === Effect.Clear) {
    clear();
    // What is granted when the time comes is asked then: the visitor may have changed their mind.
    setTimeout(() => stub.holds(Mark.Chosen) && clear(), AGAIN);
  } else if (what === Effect.Notify) {
    if (about === Notice.Ready) {
      // What stays says what is so by now: whether a privacy signal is followed.
      if (!stub.view.banner().show) showRest(View.Rest);
      stub.emit('ready', ready());
      replay();
      listenToPlatforms();
    } else stub.emit('change', change());
  } else if (what === Effect.Chosen) stub.emit('choice', outcome(about));
  else if (what === Effect.Settle) {
    const settled = outcome(about);
    const { reloadNeeded, saved } = settled;
    answer(settled);
    replay();
    passOn(what, about);
    // A choice that is kept nowhere would be lost, and what was refused might run again.
    if (reloadNeeded && saved !== 'memory' && stub.tag.dataset.reload === 'on') setTimeout(() => location.reload());
  }
}
