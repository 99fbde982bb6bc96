/** A file of words that could not be loaded. */

/** `name` is that of one of ours; without it, it is one of the store's own. */
export function words(error: unknown, name?: string): string {
  if (!name) return `A file of the store's own words could not be loaded, so another language stands in: ${error}`;
  const result = name === 'en.panel' ? 'the panel shows their keys' : 'all is in English';
  return `Interface words could not be loaded, so ${result}. Is the folder words/ beside portcullis.js? ${error}`;
}
