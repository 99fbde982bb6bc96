/** The file of a theme. */
import { advise } from './advise';
import { file } from './load';
import { base } from './tag';

/** The rules of theme `name`; none, reported, where they cannot be had. `light` and `dark` have no file. */
export async function theme(name: string): Promise<string> {
  // A name and not a way to another folder; the runtime says what else is wrong with it.
  if (/^(light|dark|)$|[^a-z\d-]/.test(name)) return '';
  try {
    return await (await file(`${base}themes/${name}.css`)).text();
  } catch (error) {
    advise('theme', error);
    return '';
  }
}
