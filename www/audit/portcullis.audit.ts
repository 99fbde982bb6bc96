/**
 * The audit view: for the store's developer, what the policy, the page and this browser say. Loaded when `data-audit` or
 * `#portcullis-audit` asks for it; it decides nothing and stores nothing.
 */
import type { About } from '../runtime/offer-audit';
import type { Linter } from '../runtime/runtime';
import type { Stub } from '../boot/handover';
import type { PolicyFile } from '../types/policy-file';
import { follow, listElements } from './elements';
import { checkPolicy } from './policy';
import { tellStanding, tellVendors } from './standing';
import { listTraces } from './traces';
import { type Line, button, code, list, make, mark } from './write';
import css from '../styles/audit.css';

export { release } from '../release';

interface Report {
  fair: boolean;
  rules: { rule: string; source: string; found: string[] }[];
}

export default function audit(stub: Stub, about: About, ended: () => void): void {
  const { policy, works } = about;
  const host = document.createElement('portcullis-audit');
  host.lang = 'en';
  host.dir = 'ltr';
  host.setAttribute('data-nosnippet', '');
  host.popover = 'manual';
  const root = host.attachShadow({ mode: 'open' });
  root.adoptedStyleSheets = [stub.view.sheet(stub.view.theme), stub.view.sheet(css)];

  const frame = make('section', 'audit');
  frame.setAttribute('aria-labelledby', 'title');
  const title = make('h2', '', 'Portcullis audit');
  title.id = 'title';
  const body = make('div', 'body');
  const fold = button('fold', 'Fold', () => {
    body.hidden = !body.hidden;
    fold.setAttribute('aria-expanded', String(!body.hidden));
    fold.textContent = body.hidden ? 'Unfold' : 'Fold';
  });
  fold.setAttribute('aria-expanded', 'true');
  const close = button('close', 'Close', () => {
    host.remove();
    for (const name of EVENTS) document.removeEventListener('portcullis:' + name, later);
    ended();
  });
  frame.append(make('div', 'header', title, fold, close), body);
  root.append(frame);

  /** A section that is written now and whenever the page changes. */
  const section = (name: string, heading: string, write: () => Line[] | Promise<Line[]>) => {
    const content = make('div', '');
    const part = make('section', '', make('h3', '', heading), content);
    part.dataset.section = name;
    body.append(part);
    return async () => {
      const lines = await Promise.resolve().then(write).catch((error) => [make('p', 'none', String(error))]);
      content.replaceChildren(...lines);
    };
  };

  const fixed = [section('policy', 'Policy', () => checkPolicy(stub, policy))];
  const live: (() => Promise<void>)[] = [];
  if (works) {
    const fairness = section('fairness', 'Fairness', () => [
      make('p', 'none', 'Measures banner and panel as this browser renders them; shows both for a moment.'),
      button('measure', 'Measure', () => void measure()),
    ]);
    const measure = async () => {
      host.hidePopover();
      const report: Report = (await (await stub.bring<Linter>('portcullis.lint.js')).default(stub, policy)) as never;
      show();
      const content = body.querySelector('[data-section=fairness] > div')!;
      content.replaceChildren(...fairnessLines(report), button('measure', 'Measure again', () => void measure()));
      content.querySelector('button')!.focus();
    };
    fixed.push(fairness);
    live.push(
      section('standing', 'Standing', () => tellStanding(stub, about)),
      section('elements', 'In the page', () => listElements(stub, about)),
      section('traces', 'In this browser, and not declared', () => listTraces(stub, policy as PolicyFile)),
      section('vendors', 'Told to vendors', () => tellVendors(about)),
    );
  }
  const errors: Line[][] = [];
  const tellErrors = section('errors', 'Said to be wrong since this view is open', () => [list(errors, 'Nothing.')]);
  live.push(tellErrors);
  document.addEventListener('portcullis:error', (event) => {
    const { code: kind, message } = (event as CustomEvent).detail;
    errors.push([code(kind), ' ', message]);
  });

  let waits = false;
  const later = () => {
    if (waits) return;
    waits = true;
    // Many elements are told of one after another; once is enough for all.
    setTimeout(() => {
      waits = false;
      for (const write of live) void write();
    });
  };
  follow();
  for (const name of EVENTS) document.addEventListener('portcullis:' + name, later);
  for (const write of [...fixed, ...live]) void write();
  const show = () => {
    if (!host.isConnected) document.body.append(host);
    host.showPopover();
    // What is shown last lies over the rest: the banner is the visitor's, and stays in reach.
    const { layer } = stub.view.banner();
    if (layer?.popover) {
      layer.hidePopover();
      layer.showPopover();
    }
  };
  if (document.body) show();
  else document.addEventListener('DOMContentLoaded', show);
}

const EVENTS = ['ready', 'change', 'choice', 'release', 'hold', 'error', 'ask'];

function fairnessLines({ fair, rules }: Report): Line[] {
  const wrong = rules.filter(({ found }) => found.length);
  const lines = wrong.flatMap(({ rule, source, found }) => found.map((said): Line[] => [mark('unfair', 'bad'), ' ', code(rule), ` ${said} (${source})`]));
  return [fair ? mark('fair', 'good') : mark('not fair', 'bad'), ` rules: ${rules.length}, with findings: ${wrong.length}`, list(lines, 'No rule found anything.')];
}
