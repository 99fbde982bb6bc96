/** The words for what is wrong around the tag, and what to do about it; fetched only where something is. */
import { words } from './files';
import { policy } from './policy';
import { release } from '../release';

export { release } from '../release';
export { slips } from './tag';

/** A sentence for each thing that the stub tells of, by its code. */
export const advice = {
  policy,
  words,
  gate: (files: string, error: unknown) =>
    files ? `The gate did not start, so nothing optional runs. Are ${files} beside portcullis.js, all of release ${release}? Upload all files of one release together. ${error}` : `The gate failed, so nothing more is released. Please report this: ${error}`,
  theme: (error: unknown) => `The theme could not be loaded, so the default one stands in: ${error}`,
  global: (name: string) => `window.${name} is taken, so nothing optional runs. Name another with data-global, or remove what the page keeps there.`,
};
