/** How far the page has come. */

/** The document is parsed and its deferred scripts have run; the page is loaded. */
let parsed = document.readyState === 'complete' || performance.timing.domContentLoadedEventStart > 0;
let loaded = performance.timing.loadEventStart > 0;

addEventListener('DOMContentLoaded', () => (parsed = true));
addEventListener('load', () => (loaded = true));

export const isParsed = (): boolean => parsed;
export const isLoaded = (): boolean => loaded;
