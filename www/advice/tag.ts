/** What is wrong with the script tag itself. */

/** What each attribute has to be, and how to say so; none where any text will do. */
const ATTRIBUTES: Record<string, [form: RegExp, remedy: string] | undefined> = {
  'data-policy': undefined,
  'data-region': [/^([a-z]{2}(-[a-z\d]{1,3})?)?$/i, 'an ISO 3166 code such as DE or US-CA; until then the region counts as unknown'],
  'data-lang': [/^([a-z]{2,3}([-_][a-z\d]{1,8})*)?$/i, 'a language tag such as de or pt-BR'],
  'data-guard': undefined,
  'data-global': undefined,
  'data-google': [/^((ads_data_redaction|url_passthrough|\d+|[A-Z]{2}(-[A-Z\d]{1,3})?)( +|$))*$/, 'ads_data_redaction, url_passthrough, a number of milliseconds and regions, with blanks between'],
  'data-events': [/^((hold|drop)( .*)?)?$/, 'hold or drop, and names of queues after it'],
  'data-audit': [/^(on|off)?$/, 'on, or leave the attribute out'],
  'data-dnt': [/^(on|off)?$/, 'on, or leave the attribute out'],
  // What it may say is said where it is read: www/runtime/record/choices.ts.
  'data-choices': undefined,
  'data-patience': [/^(\d+(\.\d+)?)?$/, 'a number of seconds'],
  'data-reload': [/^(on|off)?$/, 'on, or leave the attribute out'],
};
const NAMES = Object.keys(ATTRIBUTES);

const here = new URL('.', import.meta.url).href;

/** The tag, found by what lies beside it. */
export const ownTag = () => [...document.scripts].find(({ src, type }) => src && type !== 'module' && new URL('.', src).href === here);

/** How many letters have to be changed, put in, left out or swapped to make `from` into `to`. */
function distance(from: string, to: string): number {
  let [older, row] = [[] as number[], [...Array(to.length + 1).keys()]];
  for (let at = 1; at <= from.length; at++) {
    const next = [at];
    for (let place = 1; place <= to.length; place++) {
      const same = from[at - 1] === to[place - 1];
      let least = Math.min(row[place]! + 1, next[place - 1]! + 1, row[place - 1]! + (same ? 0 : 1));
      if (from[at - 1] === to[place - 2] && from[at - 2] === to[place - 1]) least = Math.min(least, older[place - 2]! + 1);
      next.push(least);
    }
    [older, row] = [row, next];
  }
  return row[to.length]!;
}

/** The attribute of ours that somebody meant who wrote `name`; nothing for one that is another program's. */
export function resembling(name: string): string | undefined {
  if (!name.startsWith('data-') || NAMES.includes(name)) return undefined;
  const near = NAMES.map((own) => ({ own, far: name.startsWith(own) ? 0 : distance(name, own) })).sort((one, other) => one.far - other.far)[0]!;
  return near.far < 3 && near.far < near.own.length - 6 ? near.own : undefined;
}

/** What is wrong with `tag`, a sentence each. */
export function slips(tag: HTMLScriptElement): string[] {
  const found: string[] = [];
  for (const name of ['async', 'defer']) {
    if (tag.hasAttribute(name)) found.push(`The script tag has ${name}: remove it. Until it runs nothing of the page is held back by it.`);
  }
  if (tag.closest('body') && !isMade(tag)) found.push('The script tag stands in <body>: put it first in <head>. What ran before it was not held back by it.');
  else {
    const before = [...document.scripts].find((script) => ranBefore(script, tag));
    if (before) found.push(`The script tag stands after <script src="${before.getAttribute('src')}">, which has run by then: put the tag first in <head>.`);
  }
  for (const { name, value } of tag.attributes) {
    const [form, remedy] = ATTRIBUTES[name] || [];
    const meant = resembling(name);
    if (meant) found.push(`The script tag has ${name}="${value}", which is unknown: did you mean ${meant}="${value}"?`);
    else if (form && !form.test(value.trim())) {
      const code = name === 'data-region' ? codeOf(value, 'region') : name === 'data-lang' ? codeOf(value, 'language') : undefined;
      found.push(`The script tag has ${name}="${value}", which counts for nothing: ${code ? `did you mean ${name}="${code}"? Write` : 'write'} ${remedy}.`);
    } else if (name === 'data-region' && /^uk/i.test(value.trim())) found.push(`The script tag has ${name}="${value}", which counts for nothing: the code of the United Kingdom is GB.`);
  }
  return found;
}

/** Made by a script: nobody wrote it into the page. */
const isMade = (tag: HTMLScriptElement) => tag.async && !tag.hasAttribute('async');

/**
 * True for a script that was run, or asked for, before the tag had come: others put theirs above the tag later. A framework puts
 * its own, which are `async`, above all that an author can write (Next), and nobody could follow the advice.
 */
function ranBefore(script: HTMLScriptElement, tag: HTMLScriptElement): boolean {
  if (isMade(tag) || !/^https?:/.test(script.src) || script.defer || !/^(text\/javascript|)$/.test(script.type)) return false;
  if (script.async && new URL(script.src).origin === location.origin) return false;
  if (!(script.compareDocumentPosition(tag) & Node.DOCUMENT_POSITION_FOLLOWING)) return false;
  const times = ({ src }: HTMLScriptElement) => performance.getEntriesByName(src)[0] as PerformanceResourceTiming | undefined;
  const [its, ours] = [times(script), times(tag)];
  return !script.async || (!!its && !!ours && its.startTime < ours.responseEnd);
}

/** The code of what `name` calls in English, such as Germany or German. */
function codeOf(name: string, type: 'region' | 'language'): string | undefined {
  const names = new Intl.DisplayNames(['en'], { type, fallback: 'none' });
  const letters = [...'abcdefghijklmnopqrstuvwxyz'];
  const wanted = name.trim().toLowerCase();
  const code = letters.flatMap((one) => letters.map((other) => one + other)).find((code) => names.of(type === 'region' ? code.toUpperCase() : code)?.toLowerCase() === wanted);
  // Countries that are no more have the names of those that followed them.
  return code && new Intl.Locale(type === 'region' ? 'und-' + code : code)[type];
}
