/** Brings policy, gate and words together. */
import { advise } from './advise';
import { Ask } from '../generated/protocol';
import { answer, conceal, styles } from './banner';
import { copies } from './copies';
import { ask, forget } from './early';
import { complete, wear, worn } from './dress';
import { happen } from './effects';
import { install, join } from './gate';
import { guarded } from './guard';
import { type Answers, first, gate } from './load';
import { fetchRuntime } from './handover';
import { outline } from './outline';
import { afterPaint, soon, turn } from './paint';
import { Phase, enter, startBy } from './phase';
import { fetchPolicy } from './policy';
import type { Runtime } from './runtime';
import { region, signal } from './tag';
import { tokens } from './tokens';
import { preferred, shipped } from './words';

/** Starts every download in this task: for a visitor without a record what the banner needs, else the rest. */
export function start(): void {
  void fetchPolicy();
  if (copies().trim()) startBy(begin(undefined, fetchRest()));
  else {
    shipped(preferred());
    startBy(begin(first()));
    // While the first module is compiled.
    void soon().then(styles);
  }
}

/** Files that are to be looked for: none where what fails is our own. */
let files = '';
const missed = (): void => void (files = 'portcullis.runtime.js, gate.js, gate.wasm and gate.twin.js');

/** What is not needed before a banner. */
function fetchRest(): Promise<[Answers, Runtime]> {
  const part = fetchRuntime();
  part.catch(missed);
  const rest = gate().then(async (whole): Promise<[Answers, Runtime]> => [whole, await part]);
  rest.catch(missed);
  return rest;
}

async function begin(asking?: Promise<Answers>, rest?: ReturnType<typeof fetchRest>): Promise<boolean> {
  asking?.catch(missed);
  try {
    const active = activated();
    const first = await asking;
    const policy = await fetchPolicy();
    await active;
    if (policy === undefined) return lose();
    void guarded.then((guard) => guard.hold(policy));
    const about = [region, signal, tokens(policy)].join('\0');
    ask(about);
    let shown = '';
    if (first && !copies().trim()) {
      install(first);
      shown = happen(Ask.First, [region, signal, outline(policy)].join('\0'));
    }
    // A platform in the page that asks is not asked over.
    const wears = policy && (!policy.vendors?.platforms?.includes('tcf') || !('__tcfapi' in window));
    if (shown && wears) wear();
    // Only now, so that it takes nothing from the banner; it does not wait for one that is not painted soon.
    if (shown) await new Promise<void>((done) => (setTimeout(done, SOON), worn?.then(() => afterPaint(done))));
    const [whole, part] = await (rest || fetchRest());
    if (shown) await turn();
    if (!whole.ask(Ask.Begin, about, 0)) {
      answer(false);
      part.explain(policy);
      return lose();
    }
    install(whole);
    join(part);
    if (wears && !shown) wear();
    if (shown) await turn();
    part.begin(policy!);
    if (shown) await turn();
    if (shown && wears) void complete().catch(console.error);
    enter(Phase.Open);
    // Where somebody was asked, nobody had chosen; here or in another tab they may have since.
    const all = copies();
    if (happen(Ask.Start, shown + '\0' + all) && all.includes('|')) forget();
    answer(false);
    return true;
  } catch (error) {
    // The banner stays: what is chosen in it is kept for the next page.
    install(null);
    enter(Phase.Shut);
    advise('gate', files, error);
    return false;
  }
}

function lose(): false {
  enter(Phase.Lost);
  // Under a policy with mistakes nothing is granted, so a refusal holds for the page.
  if (forget()) conceal();
  return false;
}

/** Milliseconds that the rest waits for the banner's first paint: its words may never come. */
const SOON = 500;

/** A page that is only prerendered may never be seen: it shows, runs and writes nothing. */
function activated(): Promise<unknown> | undefined {
  return document.prerendering ? new Promise((done) => document.addEventListener('prerenderingchange', done, { once: true })) : undefined;
}
