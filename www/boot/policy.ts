/** Fetches the policy that the tag names. */
import { at } from './address';
import { advise } from './advise';
import { bring, fetchFile, file, hashes, parsed } from './load';
import { tag } from './tag';
import type { PolicyFile } from '../types/policy-file';

/** What resolves the ids of a policy: `www/catalogue/portcullis.catalogue.ts`. */
interface Catalogue {
  hashes: Record<string, string>;
  resolve(policy: PolicyFile, catalogue: unknown): PolicyFile;
}

let fetched: Promise<PolicyFile | null | undefined> | undefined;

/** The policy; `undefined`, reported, where it cannot be had. */
export const fetchPolicy = (): Promise<PolicyFile | null | undefined> => (fetched ||= read());

async function read(): Promise<PolicyFile | null | undefined> {
  const place = tag.getAttribute('data-policy') || '';
  let text: string | undefined;
  try {
    if (!place) throw place;
    text = place[0] === '#' ? await inline(place.slice(1)) : await (await file(at(place))).text();
    return await resolved(JSON.parse(text));
  } catch (error) {
    advise('policy', place, error, text);
    return undefined;
  }
}

/** The text of the inline policy called `id`: of a script, which no user's markup may have. It may stand below the tag. */
async function inline(id: string): Promise<string> {
  const found = () => document.querySelector<HTMLScriptElement>('script[type="application/json"]#' + CSS.escape(id));
  // While the parser is in it, it is not `async` (https://html.spec.whatwg.org/multipage/scripting.html#prepare-the-script-element).
  if (!found()?.async) await parsed();
  return found()!.text;
}

/** The policy with the catalogue's entries in place of their ids. Only a policy that names one fetches them. */
async function resolved(policy: PolicyFile): Promise<PolicyFile> {
  if (![policy?.services].flat().some((service) => typeof service === 'string')) return policy;
  const { resolve, hashes: own } = await bring<Catalogue>('portcullis.catalogue.js');
  Object.assign(hashes, own);
  return resolve(policy, await (await fetchFile('catalogue.json')).json());
}
