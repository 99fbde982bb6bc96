/** Fetches the modules. */
import type { Ask } from '../generated/protocol';
import { soon } from './paint';
import { base, nonce } from './tag';
import { release } from '../release';

interface Options {
  module_or_path: Promise<Response | ArrayBuffer>;
}

/** A module made by wasm-bindgen, or its JavaScript twin. */
interface Loaded {
  default(options?: Options): Promise<unknown>;
}

/** The SHA-256 of files of this release, each without the last character, which is always the same; set by the build. */
declare const PORTCULLIS_HASHES: Record<string, string>;
export const hashes = PORTCULLIS_HASHES;

/** Where file `name` of this release is: caches keep it apart from another's. */
export const address = (name: string, anew = '') => base + name + '?' + (hashes[name] || '').slice(0, 8) + anew;

/** None for a file that was not built with the others. */
export const integrity = (name: string) => (hashes[name] ? `sha256-${hashes[name]}=` : '');

/** What `get` gives; where that fails, or is of another release, what it gives at an address that no cache has. Fails as at first. */
export const twice = <T>(get: (anew: string) => Promise<T>): Promise<T> => get('').catch((error) => get('&' + Date.now()).catch(() => Promise.reject(error)));

/** What the gate module exports, see `src/gate/mod.rs`; of a few questions the first module does the same. */
export interface Answers {
  ask(what: Ask, text: string, now: number): string;
}

/** What the first module exports; see `src/first/mod.rs`. */
interface First {
  memory: WebAssembly.Memory;
  ask(what: number, at: number, length: number): number;
}

/** What the panel module exports; see `src/panel/mod.rs`. */
export interface PanelModule {
  prepare(host: object, element?: Element): boolean;
  open(host: object): void;
  close(): void;
  refresh(): void;
  render(element: Element, host: object): void;
}

/** The page refuses Wasm, as was seen. */
let refused = false;

/**
 * Loads module `name`, which is made when its files are there, and `wanted` if that is given. Where WebAssembly is refused
 * (a page CSP without 'wasm-unsafe-eval') or its file cannot be had, the same module made into JavaScript takes its place.
 */
export async function load<M>(name: string, wanted?: Promise<void>): Promise<M> {
  if (refused) return twin(name);
  const source = fetchFile(name + '.wasm');
  // Whoever waits for it hears of a failure.
  source.catch(() => {});
  try {
    const module: Loaded = await bring(name + '.js');
    await module.default({ module_or_path: wanted ? bytesWhen(wanted, source) : source });
    return module as never;
  } catch {
    return twin(name);
  }
}

/** File `name`, if it is of this release. */
export const fetchFile = (name: string) => twice((anew) => file(address(name, anew), { integrity: integrity(name) }));

async function bytesWhen(wanted: Promise<void>, source: Promise<Response>): Promise<ArrayBuffer> {
  const bytes = await (await source).arrayBuffer();
  await wanted;
  return bytes;
}

/** What starts a page's own modules, or says where they are: after it no import map comes. */
const MODULES = 'script[type=importmap],script[type=module],link[rel=modulepreload]';

/**
 * Where a page may have one import map, before anything is imported: Firefox, which alone has the one of these two
 * (https://bugzilla.mozilla.org/show_bug.cgi?id=1916277), Chrome before 133 and Safari before 18.4, which lack the other
 * (https://web-platform-dx.github.io/web-features-explorer/features/import-maps-multiple/).
 */
const oneMap = 'mozInnerScreenX' in window || !('pause' in Atomics);

/** Imports `name`, which lies beside the stub; where a page may have one import map, after the page's own. */
export async function bring<M>(name: string): Promise<M> {
  if (oneMap && !document.querySelector(MODULES)) await parsed();
  return twice(async (anew) => {
    const href = address(name, anew);
    // An import takes what was asked for ahead, with the integrity that was wanted of it, and the page keeps no trace of this.
    const link = document.createElement('link');
    Object.assign(link, { rel: 'modulepreload', href, integrity: integrity(name), nonce });
    document.documentElement.append(link);
    link.remove();
    const module = await import(/* @vite-ignore */ href);
    if (module.release !== release) throw new Error(`${href} is of release ${module.release}`);
    return module;
  });
}

/** The page is parsed. */
export const parsed = () => document.readyState !== 'loading' || new Promise((done) => document.addEventListener('DOMContentLoaded', done));

let whole: Promise<Answers> | undefined;

/** The gate module. */
export const gate = () => (whole ||= load('gate'));

/**
 * The first module, in hexadecimal; set by the build. It costs 163 bytes more so (brotli) than in a file of its own, and
 * no banner waits for that file.
 */
declare const PORTCULLIS_FIRST: string;

const native = Uint8Array as { fromHex?: (digits: string) => Uint8Array<ArrayBuffer> };

/** By the browser, where it can: four thousand calls of ours take 8 ms of a slow phone. */
function unhex(digits: string): Uint8Array<ArrayBuffer> {
  if (native.fromHex) return native.fromHex(digits);
  const bytes = new Uint8Array(digits.length / 2);
  for (let at = 0; at < bytes.length; at++) bytes[at] = +('0x' + digits.slice(2 * at, 2 * at + 2));
  return bytes;
}

/** The first module; where the page refuses Wasm, the gate stands in for it. */
export async function first(): Promise<Answers> {
  // The page's first task has enough to do.
  await soon();
  try {
    const { memory, ask } = (await WebAssembly.instantiate(unhex(PORTCULLIS_FIRST))).instance.exports as never as First;
    return {
      ask(what, text) {
        // It has no allocator: each question is put where there was no memory yet. It is asked a handful of them.
        // No character takes more than three bytes.
        const at = memory.grow(((3 * text.length) >> 16) + 1) << 16;
        const { written } = new TextEncoder().encodeInto(text, new Uint8Array(memory.buffer, at));
        return String.fromCharCode(...new Uint8Array(memory.buffer, ask(what, at, written), 24)).trim();
      },
    };
  } catch (error) {
    refused = (error as Error).name === 'CompileError';
    return gate();
  }
}

/** The JavaScript twin of module `name`. */
async function twin<M>(name: string): Promise<M> {
  const module: Loaded = await bring(name + '.twin.js');
  await module.default();
  return module as never;
}

/** The file at `url`. */
export async function file(url: string, options?: RequestInit): Promise<Response> {
  const response = await fetch(url, options);
  if (!response.ok) throw new Error(`${response.status} for ${response.url}`);
  return response;
}

/** The JSON at `url`. */
export const json = async <T>(url: string): Promise<T> => (await file(url)).json();
