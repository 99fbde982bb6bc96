/**
 * Trusted Types: where a page requires them, what a sink gets has to come from a policy. Ours is called `portcullis`, there is
 * one, and it is made when it is first needed (https://w3c.github.io/trusted-types/dist/spec/).
 */
import { attempt } from './report';

export type Kind = 'createHTML' | 'createScript' | 'createScriptURL';
type Policy = Record<Kind, (text: string) => string>;

const same = (text: string) => text;
let policy: Policy | undefined;
let asked = false;

/** `text` as the sink takes it; nothing where the page allows no policy of ours. */
export function trust(kind: Kind, text: string): string | undefined {
  // Elsewhere an element may be called so.
  const factory = (window as { trustedTypes?: { createPolicy?(name: string, rules: Policy): Policy } }).trustedTypes;
  if (!factory?.createPolicy) return text;
  if (!asked) policy = attempt(() => factory.createPolicy!('portcullis', { createHTML: same, createScript: same, createScriptURL: same }));
  asked = true;
  return policy?.[kind](text);
}
