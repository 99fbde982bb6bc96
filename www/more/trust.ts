/**
 * Trusted Types: where a page requires them, what a sink gets has to come from a policy. Ours is called `portcullis`
 * and passes on what stands in the page's own held markup; nothing but this part has it
 * (https://w3c.github.io/trusted-types/dist/spec/).
 */
import { stub } from './stub';

type Kind = 'createHTML' | 'createScript' | 'createScriptURL';
type Policy = Record<Kind, (text: string) => string>;

let policy: Policy | undefined;
let refused = false;

/** `text` as the sink takes it. */
export function trusted(kind: Kind, text: string): string {
  const factory = (window as { trustedTypes?: { createPolicy(name: string, rules: Policy): Policy } }).trustedTypes;
  if (!factory) return text;
  const same = (text: string) => text;
  if (!refused) policy ||= stub.attempt(() => factory.createPolicy('portcullis', { createHTML: same, createScript: same, createScriptURL: same }));
  if (policy) return policy[kind](text);
  refused = true;
  stub.report('trusted-types', 'The page allows no Trusted Types policy of the name portcullis, so what it gates may stay held: name it in the trusted-types directive.');
  return text;
}

/** Sinks that a script, or a page in a page, may come from. */
const SINKS: [RegExp, Kind][] = [
  [/ on/, 'createScript'],
  [/ srcdoc$/, 'createHTML'],
  [/^(script src|embed src|object (data|codebase))$/, 'createScriptURL'],
];

/** Sets an attribute that stands in the page's own markup. */
export function put(element: Element, name: string, value: string): void {
  const sink = SINKS.find(([about]) => about.test(`${element.localName} ${name}`));
  element.setAttribute(name, sink ? trusted(sink[1], value) : value);
}
