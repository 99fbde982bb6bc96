/** Has the browser look up how a language says numbers, beside the page: `www/numbers/portcullis.numbers.ts` says why. */
import { stub } from '../gate/stub';

/** Milliseconds that a panel waits for it. */
const LIMIT = 300;

const looked = new Map<string, Promise<void>>();

/** Done when the browser knows, cannot be asked, or takes too long. */
export function lookUp(lang: string): Promise<void> {
  let answer = looked.get(lang);
  if (!answer) looked.set(lang, (answer = new Promise((done) => ask(lang, done))));
  return answer;
}

function ask(lang: string, done: () => void): void {
  const url = stub.trust('createScriptURL', stub.base + 'portcullis.numbers.js');
  // From another origin than the page's there are no workers.
  const worker = url && stub.attempt(() => new Worker(url, { name: lang }));
  if (!worker) return done();
  worker.onmessage = worker.onerror = (event: Event) => {
    // Nothing is lost, so that nothing is said.
    event.preventDefault();
    worker.terminate();
    done();
  };
  setTimeout(done, LIMIT);
}
