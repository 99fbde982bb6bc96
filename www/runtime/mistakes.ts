/** A policy with mistakes: nothing optional runs, whatever anybody says. */
import type { PolicyFile } from '../types/policy-file';
import { offerAudit } from './offer-audit';
import { checkTag } from './tag-slips';
import { stub } from './gate/stub';

/** What the check module exports; see `src/check/mod.rs`. */
interface CheckModule {
  /** Every mistake in a policy, one sentence a line. */
  mistakes(policy: string): string;
}

/** Says where the mistakes are: the check module has the words for each, the gate only knows that there is one. */
export async function explain(policy: PolicyFile | null): Promise<void> {
  offerRefusal();
  checkTag();
  const check = stub.load<CheckModule>('check');
  const mistakes = await check.then((check) => check.mistakes(stub.tokens(policy))).catch(() => 'the check module, which has the words for them, cannot be had');
  stub.report('policy', `The policy has mistakes, so nothing optional runs:\n${mistakes}`);
  // Where it is asked for, the audit view says more.
  offerAudit(policy, false);
}

/**
 * A banner that is there, or will be when its words come, goes on offering what can be kept: a refusal, for this
 * page. Nobody can agree to a policy that says nothing certain, so what would grant or lead there goes.
 */
function offerRefusal(): void {
  const { show } = stub.view.banner();
  if (!show) return;
  stub.view.showBy(() => {
    show();
    const controls = [...(stub.view.banner().layer?.querySelectorAll<HTMLElement>('[data-action]') || [])];
    const refusal = controls.find((control) => control.dataset.action === 'reject-all');
    for (const control of controls) {
      if (control === refusal) continue;
      if (control.matches(':focus')) refusal!.focus({ preventScroll: true });
      control.remove();
    }
  });
}
