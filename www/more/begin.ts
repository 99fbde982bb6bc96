/** Starts this part: learns the names, listens to other tabs, takes up the page. */
import { Ask, Mark } from '../stub/ask';
import type { More } from '../stub/more';
import { press, settle } from './choices';
import leavings from './leavings.txt';
import { watch } from './watch';
import { openGuard } from './guard';
import { learn, record } from './names';
import { closePanel, definePolicyElement, open, prefetch, refreshPanel } from './panel';
import { perform } from './perform';
import { flush } from './endpoint';
import { translate } from './placeholders';
import { lookAtPanel, receipt } from './receipts';
import { changed } from './seen';
import { records } from './history';
import { stub } from './stub';
import { listen } from './tabs';
import { chooseMode, setRegion } from './vendors';

export const more: More = {
  begin(policy) {
    learn(policy);
    chooseMode();
    stub.tell(Ask.Leavings, leavings);
    openGuard();
    listen();
    watch(document);
    definePolicyElement();
    lookAtPanel();
    addEventListener('online', () => void flush());
    void flush();
    document.addEventListener('portcullis:change', refreshPanel);
    // Whoever is asked likely wants it next; it takes nothing from the page while that is busy.
    if (!stub.holds(Mark.Chosen) && stub.tell(Ask.Standing)[Mark.Rule] !== '1') prefetch();
  },
  perform,
  closePanel,
  prefetch,
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
};
