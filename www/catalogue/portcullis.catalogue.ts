/** Resolves the ids of catalogue entries in a policy; fetched only where there are any. */
export { resolve } from './resolve.mjs';
export { release } from '../release';

/** Of the catalogue; set by the build. */
declare const PORTCULLIS_HASHES: Record<string, string>;
export const hashes = PORTCULLIS_HASHES;
