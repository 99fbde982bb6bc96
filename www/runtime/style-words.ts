/** Says what is wrong with the looks. Nothing is decided by them, so the gate lets them pass. */
import type { PolicyFile } from '../types/policy-file';
import { stub } from './gate/stub';

/** The words that there are; `src/policy/style.rs` has them too. */
const WORDS: Record<string, string> = {
  theme: 'light dark citrus forest linen mono ocean plum rose slate',
  layout: 'bar card corner',
  position: 'bottom top',
  side: 'start end',
  reopen: 'floating none',
};

export function checkLooks({ style = {} }: PolicyFile): void {
  for (const [name, value] of Object.entries(style)) {
    if (WORDS[name] && value && !WORDS[name].split(' ').includes(value)) {
      stub.report('policy', `style.${name}: found "${value}", expected one of: ${WORDS[name]}.`);
    }
  }
  if (style.brand && !/^#[\da-f]{6}$/i.test(style.brand)) stub.report('policy', `style.brand: found "${style.brand}", expected #rrggbb.`);
}
