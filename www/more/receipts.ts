/** What a visitor chose, to be kept by them or shown to others. */
import { record } from './names';

/** The choice that counts, in a format of its own name. */
export async function receipt(format = 'portcullis'): Promise<object> {
  if (format !== 'portcullis') throw new Error(`receipt: the format "${format}" is not known; use "portcullis".`);
  return { format, url: location.origin, record: record() };
}
