/** Resolves the ids of catalogue entries in a policy; fetched only where there are any. */
export { resolve } from './catalogue/resolve.mjs';
