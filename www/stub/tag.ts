/** The script tag: where we are, and what the page says there. */

export const tag = document.currentScript as HTMLScriptElement;

/** Folder of the tag's own URL: the modules and words lie there. */
export const base = new URL('.', tag.src).href;

export const globalName = tag.dataset.global || 'portcullis';

/** A nonce is hidden from `getAttribute`, not from the property. */
export const nonce = tag.nonce;

/** The visitor's region, as the host knows it. */
export const region = (tag.dataset.region || '').trim();

/** A privacy signal is on (https://w3c.github.io/gpc/). */
export const signal = (navigator as { globalPrivacyControl?: unknown }).globalPrivacyControl === true;
