/** The texts of one language, complete: shipped words, the store's own, and its default language beneath. */
import { bestOf, RIGHT_TO_LEFT } from '../tags.mjs';
import type { PolicyFile, Texts } from '../types/policy-file';
import { at } from './address';
import { advise } from './advise';
import { base, tag } from './tag';
import { listed } from './listed';
import { json, twice } from './load';

export interface Words {
  lang: string;
  dir: 'ltr' | 'rtl';
  texts: { ui: Record<string, string>; purposes: Record<string, { name?: string }> } & Texts;
}

/** Languages that have files in `words/`, and what the banner says in English; set by the build. */
declare const PORTCULLIS_LANGUAGES: string;
declare const PORTCULLIS_WORDS: Record<string, string>;

/** `mine` over `below`, key by key. */
function over(below: Texts, mine: Texts): Texts {
  const both = { ...below };
  for (const [key, value] of Object.entries(mine)) {
    const under = below[key];
    // Assigning to this one name would set a prototype.
    if (key !== '__proto__') both[key] = isTexts(value) ? over(isTexts(under) ? under : {}, value) : value;
  }
  return both;
}

function isTexts(value: unknown): value is Texts {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

let told: string | undefined;

/** The page asks for another language than the tag did. */
export function prefer(language: string): void {
  told = language;
}

/** What the page, then the visitor's browser, prefers. */
export function preferred(): string[] {
  const root = document.documentElement;
  return [told, tag.getAttribute('data-lang'), root.lang || root.getAttribute('xml:lang')].concat(navigator.languages).filter((one) => one) as string[];
}

const OWN = 'en';

/** The language of the shipped words for `wanted`. */
const languages = PORTCULLIS_LANGUAGES.split(' ');
const fileOf = (wanted: string[]) => bestOf(wanted, languages) || OWN;

const files = new Map<string, Promise<Texts | void>>();

/** Takes the English words of a part, which need no file. */
export const learnEnglish = (texts: Texts, part = '') => void files.set(OWN + part, Promise.resolve(texts));
learnEnglish(PORTCULLIS_WORDS);

/**
 * Starts fetching the shipped words for `wanted`: before the policy is there, so that they load at once. Those of a first
 * banner stand in one file, and this script has them in English; the parts are `AFTER` and `PANEL`.
 * None, reported, where they cannot be had.
 */
export function shipped(wanted: string[], part = ''): Promise<Texts | void> {
  const name = fileOf(wanted) + part;
  let file = files.get(name);
  if (!file) {
    file = twice(async (anew) => {
      const texts = await json<Texts>(`${base}words/${name}.json${anew && '?' + anew}`);
      // Those of another release may lack some.
      if (!part && Object.keys(PORTCULLIS_WORDS).some((key) => !texts[key])) throw new Error(`${name}.json is of another release`);
      return texts;
    }).catch((error) => advise('words', error, name));
    files.set(name, file);
  }
  return file;
}

/** The texts of `policy` in the best language of `wanted`: of a first banner, and of `parts`. */
export async function words(policy: PolicyFile, wanted: string[], parts: string[] = []): Promise<Words> {
  const own = policy.words || {};
  const spoken = Object.keys(own);
  const beneath = policy.language || OWN;
  let lang = bestOf(wanted, [...languages, ...spoken]) || beneath;
  const load = async () => {
    const texts = [await shipped([lang])];
    if (texts[0]) for (const part of parts) texts.push(await shipped([lang], part));
    return texts;
  };
  let ui = await load();
  // English stands in, and then all is English that can be: a sentence in two languages is read wrongly.
  if (ui.includes(undefined) && fileOf([lang]) !== OWN) {
    lang = OWN;
    ui = await load();
  }
  const interfaceWords = { ui: Object.assign({}, ...ui) as Words['texts']['ui'] };
  let texts: Texts = { ui: {}, purposes: {} };
  const [lowest, highest] = [bestOf([beneath], spoken), bestOf([lang], spoken)];
  for (const language of lowest === highest ? [highest] : [lowest, highest]) {
    // The shipped words of a language lie under the store's own, and over those of its default language.
    texts = over(texts, interfaceWords);
    const source = language && own[language];
    const mine = typeof source === 'string' ? await json<Texts>(at(source)).catch((error) => advise('words', error)) : source;
    if (isTexts(mine)) texts = over(texts, mine);
  }
  const complete = over(interfaceWords, texts) as Words['texts'];
  fill(complete, policy);
  // A policy may write de_AT.
  lang = lang.replaceAll('_', '-');
  return { lang, dir: RIGHT_TO_LEFT.test(lang) ? 'rtl' : 'ltr', texts: complete };
}

/** Puts the store's name and the list of purposes where the interface words want them. */
function fill(texts: Words['texts'], policy: PolicyFile): void {
  const asked = (policy.purposes || []).filter((purpose) => !purpose.required);
  const names = asked.map(({ id }) => texts.purposes[id]?.name || id);
  const list = listed(names, texts.ui.list);
  for (const [key, text] of Object.entries(texts.ui)) {
    if (typeof text === 'string') {
      texts.ui[key] = text.replaceAll('{store}', () => policy.store?.name || location.hostname).replaceAll('{purposes}', () => list);
    }
  }
}
