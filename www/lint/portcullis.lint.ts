/**
 * The fairness linter: measures banner and panel as this browser renders them, and names each rule with its source.
 * Loaded when somebody asks for it.
 */
import { AFTER } from '../boot/word-files';
import type { LintReport } from '../types/portcullis';
import type { Stub } from '../boot/handover';
import type { PolicyFile } from '../types/policy-file';
import { Ask, Mark, Rule } from '../generated/protocol';
import { BUTTON_RULES } from './buttons';
import { isSeen } from './measure';
import { PAGE_RULES } from './page';
import type { Scene, Surface } from './rules';
import { TEXT_RULES } from './texts';
import { openers } from '../runtime/ui/openers';

export { release } from '../release';

const RULES = [...BUTTON_RULES, ...TEXT_RULES, ...PAGE_RULES];

/** The panel when all of it is laid out: before that there is nothing to measure. */
const SHOWN = 'dialog[open]:not(:has([data-later]))';

/** Looks at both layers, showing and hiding again what is not shown. */
export default async function lint(stub: Stub, policy: PolicyFile): Promise<LintReport> {
  // A panel that a choice was just made in is on its way out, and covers the page until then.
  await until(() => !document.querySelector('portcullis-panel[data-left]'));
  const rest = await reopens(stub, policy);
  const wasAsked = !!stub.view.banner().layer;
  if (!wasAsked) stub.happen(Ask.Ask);
  const banner = await until(() => surface('banner', '.banner'));
  const locked = !!banner && isLocked(banner);
  const wasOpen = !!document.querySelector('portcullis-panel');
  if (banner) await still(banner);
  const first = banner && found(await scene(stub, policy, [banner], rest, locked));
  if (!wasOpen) stub.happen(Ask.Open);
  const panel = await until(() => surface('panel', SHOWN));
  if (panel) await still(panel);
  const second = panel && found(await scene(stub, policy, [panel], rest, locked));
  const labels = panel && banner && found(await scene(stub, policy, [banner, panel], rest, locked), ['same-labels']);
  if (!wasOpen) stub.happen(Ask.Close);
  if (!wasAsked) stub.happen(Ask.Hide);
  const rules = RULES.map(({ rule, source }) => {
    const said = [first, second, labels].flatMap((one) => one?.get(rule) || []);
    return { rule, source, found: [...new Set(said)] };
  });
  return { fair: rules.every((one) => one.found.length === 0), rules };
}

function found(of: Scene, only?: string[]): Map<string, string[]> {
  return new Map(RULES.filter(({ rule }) => !only || only.includes(rule)).map(({ rule, check }) => [rule, check(of)]));
}

function surface(name: Surface['name'], selector: string): Surface | undefined {
  const root = document.querySelector(`portcullis-${name}:not([data-ahead])`)?.shadowRoot;
  const box = root?.querySelector<HTMLElement>(selector);
  return root && box ? { name, root, box } : undefined;
}

/** Polls for what comes with the next files; gives up where it does not come. */
async function until<T>(look: () => T): Promise<T | undefined> {
  for (let turn = 0; turn < 100; turn += 1) {
    const seen = look();
    if (seen) return seen;
    await new Promise((done) => setTimeout(done, 50));
  }
  return undefined;
}

/** Milliseconds that what moves once may take. */
const MOVES = 1000;

/** Waits for the end of what moves once, but not for ever: in a fold that is shut Firefox and WebKit begin no transition. */
async function still({ root }: Surface): Promise<void> {
  const ends = root.getAnimations().filter(({ effect }) => effect?.getComputedTiming().iterations !== Infinity);
  await Promise.race([Promise.allSettled(ends.map((one) => one.finished)), new Promise((done) => setTimeout(done, MOVES))]);
}

async function scene(stub: Stub, policy: PolicyFile, surfaces: Surface[], reopens: boolean, locked: boolean): Promise<Scene> {
  const { texts } = await stub.words(policy, stub.preferred(), [AFTER]);
  const asked = (policy.purposes || []).filter((purpose) => !purpose.required);
  return {
    surfaces,
    policy,
    purposes: asked.map(({ id }) => texts.purposes[id]?.name || id),
    undecided: !stub.holds(Mark.Chosen) && stub.tell(Ask.Standing)[Mark.Rule] === Rule.OptIn,
    reopens,
    locked,
  };
}

/** Whether the page has, or will have when the banner has gone, what reopens the panel. */
async function reopens(stub: Stub, policy: PolicyFile): Promise<boolean> {
  const own = [...document.querySelectorAll<HTMLElement>(openers(policy) + ',[data-portcullis=ask]')];
  if (own.some((one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true }))) return true;
  const { layer, look } = stub.view.banner();
  if (look.reopen === 'none') return false;
  const shown = stub.view.host()?.querySelector('.reopen:not([hidden])');
  return !!layer || (!!shown && isSeen(shown, stub.view.host()!));
}

/** Whether the banner keeps people from the page: all of it inert, scrolled by nobody, or under a cover. */
function isLocked({ box, root }: Surface): boolean {
  if (box.matches(':modal')) return true;
  const stuck = (element: Element) => /hidden|clip/.test(getComputedStyle(element).overflowY);
  const { scrollHeight, clientHeight } = document.documentElement;
  if (scrollHeight > clientHeight && (stuck(document.documentElement) || stuck(document.body))) return true;
  return !!root.host.closest('[inert]') || [...document.body.children].some((one) => one !== root.host && one.hasAttribute('inert') && one.querySelector('main, h1'));
}
