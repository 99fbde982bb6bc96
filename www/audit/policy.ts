/** What the check module says of the policy: the words of `portcullis check`, found in the page. */
import type { Stub } from '../boot/handover';
import type { PolicyFile } from '../types/policy-file';
import { type Line, code, list, mark } from './write';

interface Checker {
  check(tokens: string, ui: string, catalogue: string): string;
}

interface Checked {
  used: boolean;
  findings: { level: 'error' | 'warning'; path: string; sentence: string }[];
}

export async function checkPolicy(stub: Stub, policy: PolicyFile | null): Promise<Line[]> {
  const [checker, ui, catalogue] = await Promise.all([stub.load<Checker>('check'), interfaceKeys(stub), catalogueIds(stub, policy)]);
  const { policy: whole, missing } = await withWords(stub, policy);
  const { used, findings } = JSON.parse(checker.check(stub.tokens(whole), ui.join(' '), catalogue.join(' '))) as Checked;
  const count = (level: string) => findings.filter((one) => one.level === level).length;
  const lines = findings.map(({ level, path, sentence }): Line[] => {
    const place = path || 'policy';
    const rest = sentence.startsWith(place) ? sentence.slice(place.length) : ': ' + sentence;
    return [mark(level, level === 'error' ? 'bad' : 'plain'), ' ', code(place), rest];
  });
  for (const [language, url] of missing) lines.push([mark('warning'), ' ', code(`words.${language}`), `: ${url} cannot be had`]);
  const verdict = used ? mark('used', 'good') : mark('not used', 'bad');
  return [verdict, ` errors: ${count('error')}, warnings: ${count('warning') + missing.length}`, list(lines, 'Nothing to say.')];
}

/** Keys of the interface's words, which a policy may say otherwise. */
async function interfaceKeys(stub: Stub): Promise<string[]> {
  const files = await Promise.all(['en', 'en.panel'].map((name) => stub.json<object>(`${stub.base}words/${name}.json`)));
  return files.flatMap((file) => Object.keys(file));
}

/** The catalogue's ids, where a text among the services is none of them. */
async function catalogueIds(stub: Stub, policy: PolicyFile | null): Promise<string[]> {
  if (![policy?.services].flat().some((service) => typeof service === 'string')) return [];
  const { services } = await stub.json<{ services: { id: string }[] }>(stub.base + 'catalogue.json');
  return services.map(({ id }) => id);
}

/** `policy` with the words that lie in files of their own. */
async function withWords(stub: Stub, policy: PolicyFile | null): Promise<{ policy: unknown; missing: [string, string][] }> {
  const missing: [string, string][] = [];
  if (!policy || typeof policy.words !== 'object' || !policy.words) return { policy, missing };
  const read = async ([language, texts]: [string, unknown]) => {
    if (typeof texts === 'string') {
      const file = await stub.json(texts).catch(() => missing.push([language, texts]));
      if (typeof file === 'object') return [language, file];
    }
    return [language, texts];
  };
  return { policy: { ...policy, words: Object.fromEntries(await Promise.all(Object.entries(policy.words).map(read))) }, missing };
}
