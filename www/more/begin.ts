/** Starts this part: learns the names, listens to other tabs, takes up the page. */
import { Ask } from '../stub/ask';
import type { LintReport } from '../types/portcullis';
import type { More, Stub } from '../stub/more';
import { offerAudit } from './audit';
import { press, requireGesture, settle } from './choices';
import leavings from './leavings.txt';
import { checkLooks } from './looks';
import { removeCopies } from './hosts';
import { watch } from './watch';
import { openGuard } from './guard';
import { takeButtons } from './markup';
import { explain } from './mistakes';
import { learn, policy, record } from './names';
import { openers } from './openers';
import { closePanel, definePolicyElement, expectOpening, open, prefetch, refreshPanel } from './panel';
import { perform } from './perform';
import { flush } from './endpoint';
import { translate } from './placeholders';
import { lookAtPanel, receipt } from './receipts';
import { changed } from './seen';
import { checkTag } from './slips';
import { records } from './history';
import { announce, attend } from './rest';
import { stub } from './stub';
import { listen } from './tabs';
import { chooseMode, setRegion } from './vendors';

/** What `www/portcullis.lint.ts` exports. */
export interface Linter {
  default(given: Stub, policy: unknown): Promise<LintReport>;
}

export const more: More = {
  explain,
  begin(accepted) {
    learn(accepted);
    removeCopies();
    checkLooks(accepted);
    checkTag();
    chooseMode();
    stub.tell(Ask.Leavings, leavings);
    requireGesture();
    openGuard();
    listen();
    watch(document);
    takeButtons();
    definePolicyElement();
    expectOpening(document, openers(accepted));
    lookAtPanel();
    addEventListener('online', () => void flush());
    void flush();
    attend();
    if (stub.view.banner().show) void stub.turn().then(more.greet);
    // A refusal changes nothing that is granted, and is a choice; another tab's is seen by what it stored.
    for (const name of ['choice', 'change']) document.addEventListener('portcullis:' + name, refreshPanel);
    addEventListener('storage', refreshPanel);
    offerAudit(accepted, true);
  },
  perform,
  closePanel,
  greet() {
    announce();
    // Whoever is asked likely wants the panel next; it takes nothing from the page while that is busy.
    prefetch();
  },
  press,
  settle,
  record,
  history: records,
  asked: () => Object.freeze({ changed: changed() }),
  receipt,
  open,
  translate,
  watch,
  setRegion,
  // For developers: visitors never load it.
  lint: async () => (await stub.bring<Linter>('portcullis.lint.js')).default(stub, policy),
};
