/** What stays when the banner has gone: the control that reopens the panel, and the line that tells. */
import css from '../../styles/reopen.css';
import { Mark, View } from '../../generated/protocol';
import { coverRules } from './second-click';
import { giveBack, isOpenedFrom, ownOpeners } from './focus';
import { own } from './hosts';
import { closePanel, expectOpening } from './panel';
import { keepOnScreen, screenRules } from './screen';
import { stub } from '../gate/stub';

/** Milliseconds that a screen reader needs to find the line before something stands in it. */
const FOUND = 100;

let rest: HTMLElement | undefined;
let reopen: HTMLElement;
let said: HTMLElement;

/** Shows no layer; `about` says what the visitor is told: nothing, saved, or not kept. */
export function showRest(about: string): void {
  closePanel();
  stub.view.showBy(() => {
    const root = stub.view.host();
    const focused = root?.activeElement || isOpenedFrom(root);
    stub.view.hideBanner();
    if (!build()) return;
    const { look } = stub.view.banner();
    const honoured = stub.holds(Mark.Honoured);
    // A signal that is followed is shown whatever the page has of its own.
    reopen.hidden = !look.asks || ((look.reopen === 'none' || !!ownOpeners()[0]) && !honoured);
    reopen.style.visibility = '';
    if (honoured !== !!reopen.children[1]) reopen.replaceChildren(reopen.firstChild!, ...(honoured ? [stub.view.make('span', '', 'signal-honored')] : []));
    if (about !== View.Rest) {
      said.className = about === View.Unsaved ? 'said seen' : 'said';
      said.textContent = stub.view.word(about === View.Unsaved ? 'saved-memory' : 'saved');
      if (focused) giveBack();
    }
    about = View.Rest;
  });
}

/** Says that there is a banner, to those who would not come upon it. */
export function announce(): void {
  if (!build()) return;
  setTimeout(() => {
    // Who has answered meanwhile is told of their answer.
    const { layer } = stub.view.banner();
    if (layer) said.textContent = layer.querySelector('h2')!.textContent;
  }, FOUND);
}

/** Builds it, unless it is there; false while there can be nothing. */
function build(): boolean {
  const root = stub.view.host();
  if (!root || !stub.view.isComplete()) return false;
  if (rest?.parentNode === root) return true;
  own(root.host);
  root.adoptedStyleSheets.push(stub.view.sheet(css), screenRules(), coverRules());
  expectOpening(root, '[data-action=manage]');
  reopen = stub.view.control('reopen', 'manage', 'reopen');
  reopen.replaceChildren(stub.view.make('b', '', 'reopen'));
  // Laid out now, and not in the frame after a choice.
  reopen.style.visibility = 'hidden';
  said = stub.view.make('p', 'said');
  said.role = 'status';
  rest = stub.view.make('div', 'rest');
  rest.popover = 'manual';
  rest.append(reopen, said);
  root.append(rest);
  rest.showPopover?.();
  stub.view.unzoom(root.host as HTMLElement);
  keepOnScreen(rest);
  return true;
}

/** Follows the page's own modal dialogs. */
export function attend(): void {
  // `toggle` does not bubble, but it can be caught on its way down.
  for (const event of ['toggle', 'close']) document.addEventListener(event, followModal, true);
  followModal();
}

/**
 * A page's own modal dialog makes everything outside it inert, so the banner moves in, and out again when the
 * dialog closes (https://html.spec.whatwg.org/multipage/interaction.html#modal-dialogs-and-inert-subtrees).
 */
function followModal(): void {
  const { layer } = stub.view.banner();
  const host = stub.view.host()?.host;
  const modal = [...document.querySelectorAll('dialog')].filter((dialog) => dialog.matches(':modal')).pop();
  const home = modal || document.body;
  if (!layer?.popover || !host || host.parentNode === home) return;
  home.append(host);
  layer.showPopover?.();
  rest?.showPopover?.();
}
