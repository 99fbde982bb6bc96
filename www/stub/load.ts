/** Fetches the modules and the policy, all at once. */
import { base, tag } from './tag';
import { report } from './report';
import type { PolicyFile } from './words';

/** A module made by wasm-bindgen, or its JavaScript twin. */
interface Loaded {
  default(options?: { module_or_path: Promise<Response> }): Promise<unknown>;
}

/**
 * Loads module `name`. Where WebAssembly is refused (a page CSP without 'wasm-unsafe-eval') or its file cannot
 * be had, the same module made into JavaScript takes its place.
 */
export async function load<M>(name: string): Promise<M> {
  const url = base + name;
  const wasm = fetch(url + '.wasm');
  wasm.catch(() => {});
  try {
    const module: Loaded = await import(/* @vite-ignore */ url + '.js');
    await module.default({ module_or_path: wasm });
    return module as never;
  } catch {
    const twin: Loaded = await import(/* @vite-ignore */ url + '.twin.js');
    await twin.default();
    return twin as never;
  }
}

/** The JSON at `url`. */
export async function json<T>(url: string): Promise<T> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${response.status} for ${response.url}`);
  return response.json();
}

async function policy(): Promise<PolicyFile | null | undefined> {
  const place = tag.dataset.policy;
  try {
    if (!place) throw new Error('the tag has no data-policy');
    if (place[0] !== '#') return await json<PolicyFile>(place);
    const inline = () => document.getElementById(place.slice(1));
    // The inline policy may stand below the tag.
    if (!inline()) await new Promise((done) => document.addEventListener('DOMContentLoaded', done));
    return JSON.parse(inline()!.textContent!);
  } catch (error) {
    report('policy', `No policy, so nothing optional runs. Check data-policy of the script tag: ${error}`);
    return undefined;
  }
}

/** The policy that the tag names; `undefined`, reported, where it cannot be had. */
export let policyFile: Promise<PolicyFile | null | undefined>;

/** Starts fetching it. */
export function fetchPolicy(): void {
  policyFile = policy();
}
