/**
 * What of a policy decides whether a visitor of whom nothing is known is asked: `1` where there is a purpose to refuse, then a
 * line for each regime, its rule and its regions. What it means says `src/policy/outline.rs`; whether the policy is free of
 * mistakes is another question.
 */
import type { PolicyFile } from '../types/policy-file';

const list = <T>(value: T[] | undefined): T[] => (Array.isArray(value) ? value : []);

export const outline = (policy: PolicyFile | null): string =>
  [
    list(policy?.purposes).some((purpose) => purpose?.required !== true) ? 1 : '',
    ...list(policy?.regimes).map((regime) => [regime?.rule, ...list(regime?.regions)].join(' ')),
  ].join('\n');
