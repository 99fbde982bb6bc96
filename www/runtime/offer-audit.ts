/** The audit view, for the store's developer: nothing of it is loaded unless it is asked for. */
import type { PolicyFile } from '../types/policy-file';
import { known } from './gating/item';
import { ready, record } from './gate/names';
import { gated } from './gating/recognise';
import { stub } from './gate/stub';
import { told } from './vendors/speak';

const wanted = () => stub.tag.dataset.audit === 'on' || location.hash === '#portcullis-audit';

let shown = false;

/** What the view is told; with mistakes in the policy nothing `works`. */
const about = (policy: PolicyFile | null, works: boolean) => ({ policy, works, ready, record, gated, known, told });
export type About = ReturnType<typeof about>;

/** Shows it where it is asked for, now or by a later link to `#portcullis-audit`. */
export function offerAudit(policy: PolicyFile | null, works: boolean): void {
  const show = async () => {
    if (shown || !wanted()) return;
    shown = true;
    (await stub.bring<{ default(...given: unknown[]): void }>('portcullis.audit.js')).default(stub, about(policy, works), () => (shown = false));
  };
  addEventListener('hashchange', show);
  void show();
}
