/** What lies in this browser that the policy does not declare. */
import type { Stub } from '../boot/handover';
import type { PolicyFile } from '../types/policy-file';
import { type Line, code, list } from './write';

type Declared = { cookies?: { name?: string; pattern?: string }[]; storage?: string[] };

/** As `src/policy/pattern.rs` has it: `*` is any run of characters. */
function fits(pattern: string, name: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  if (!rest.length) return pattern === name;
  let at = first.length;
  if (!name.startsWith(first)) return false;
  const last = rest.pop()!;
  for (const part of rest) {
    at = name.indexOf(part, at);
    if (at < 0) return false;
    at += part.length;
  }
  return name.endsWith(last) && name.length - last.length >= at;
}

export async function listTraces(stub: Stub, policy: PolicyFile | null): Promise<Line[]> {
  const services = (policy?.services || []) as Declared[];
  const cookies = services.flatMap(({ cookies = [] }) => cookies.map(({ name, pattern }) => pattern || name || ''));
  const items = services.flatMap(({ storage = [] }) => storage);
  const unknown = (names: string[], patterns: string[]) => names.filter((name) => name && !name.startsWith('portcullis') && !patterns.some((one) => fits(one, name)));
  const kept = (area: 'localStorage' | 'sessionStorage') => stub.attempt(() => Object.keys(window[area])) || [];
  const databases = await Promise.resolve(stub.attempt(() => indexedDB.databases())).catch(() => []);
  const found: [string, string[]][] = [
    ['cookie', unknown((stub.attempt(() => document.cookie) || '').split(/; */).map((pair) => pair.split('=')[0]!), cookies)],
    ['localStorage', unknown(kept('localStorage'), items)],
    ['sessionStorage', unknown(kept('sessionStorage'), items)],
    ['IndexedDB', unknown((databases || []).map(({ name = '' }) => name), items)],
  ];
  const lines = found.flatMap(([place, names]) => names.map((name): Line[] => [`${place} `, code(name)]));
  return [list(lines, 'Everything that script can see is declared.')];
}
