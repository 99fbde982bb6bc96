/** The files of words that a first banner does not need, by what stands in their names: what is said after it, and what the panel says. */
export const AFTER = '.after';
export const PANEL = '.panel';
