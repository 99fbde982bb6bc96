/** Says what is wrong in words that are fetched for it: `www/advice/portcullis.advice.ts`. Most visitors never need them. */
import { bring } from './load';
import { report } from './report';

/** What the advice knows of, and what it is told about it. */
interface Advice {
  advice: Record<string, (...about: unknown[]) => Promise<string> | string>;
}

/** Reports `code`, about that. Nobody waits for it; where the words cannot be had, what they would be about is said. */
export function advise(code: string, ...about: unknown[]): void {
  void bring<Advice>('portcullis.advice.js')
    .then(({ advice }) => advice[code]!(...about))
    .catch(() => code + ': ' + about)
    .then((said) => report(code, said));
}
