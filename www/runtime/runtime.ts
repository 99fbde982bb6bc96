/** What the stub asks of the runtime; as it begins it learns the names, listens to other tabs, takes up the page. */
import { Ask } from '../generated/protocol';
import type { LintReport } from '../types/portcullis';
import type { Stub } from '../boot/handover';
import type { Runtime } from '../boot/runtime';
import { offerAudit } from './offer-audit';
import { press, requireGesture, settle } from './record/choices';
import leavings from './vendors/leavings.txt';
import { checkLooks } from './style-words';
import { removeCopies } from './ui/hosts';
import { watch } from './gating/watch';
import { openGuard } from './gating/guarded';
import { takeButtons } from './gating/other-buttons';
import { explain } from './mistakes';
import { learn, policy, record } from './gate/names';
import { openers } from './ui/openers';
import { closePanel, definePolicyElement, expectOpening, open, prefetch, refreshPanel } from './ui/panel';
import { perform } from './perform';
import { flush } from './record/outbox';
import { translate } from './gating/placeholders';
import { lookAtPanel, receipt } from './record/receipts';
import { changed } from './record/news';
import { checkTag } from './tag-slips';
import { records } from './record/history';
import { announce, attend } from './ui/reopen';
import { stub } from './gate/stub';
import { listen } from './record/tabs';
import { chooseMode, setRegion } from './vendors/speak';

/** What `www/lint/portcullis.lint.ts` exports. */
export interface Linter {
  default(given: Stub, policy: unknown): Promise<LintReport>;
}

export const runtime: Runtime = {
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
