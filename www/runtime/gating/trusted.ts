/**
 * Trusted Types: where a page requires them, what a sink gets has to come from a policy. Ours is called `portcullis`
 * and passes on what stands in the page's own held scripts; nothing but this part has it. What a page sets by script goes
 * through the sinks of the page itself: embedded objects get no blessing here
 * (https://w3c.github.io/trusted-types/dist/spec/).
 */
import type { Kind } from '../../boot/trusted-types';
import { stub } from '../gate/stub';

/** `text` as the sink takes it; where the page allows no policy of ours the text itself, and the page is told. */
export function trusted(kind: Kind, text: string): string {
  const trusty = stub.trust(kind, text);
  if (trusty === undefined) stub.report('trusted-types', 'The page allows no Trusted Types policy of the name portcullis, so what it gates may stay held: name it in the trusted-types directive.');
  return trusty ?? text;
}

/** Sets an attribute of a held script at the one that runs. */
export function put(script: HTMLScriptElement, name: string, value: string): void {
  const kind = name.startsWith('on') ? 'createScript' : name === 'src' && 'createScriptURL';
  script.setAttribute(name, kind ? trusted(kind, value) : value);
}
