/** The script tag: where we are, and what the page says there. */
import { Signal } from '../generated/protocol';

/** Nothing of it is known where the text of the script is evaluated, or imported as a module. */
export const tag = (document.currentScript || document.createElement('script')) as HTMLScriptElement;

/** Folder of the tag's own URL: the modules and words lie there. Nothing where no tag is. */
export const base = tag.src && new URL('.', tag.src).href;

export const globalName = tag.getAttribute('data-global') || 'portcullis';

/** A nonce is hidden from `getAttribute`, not from the property. */
export const nonce = tag.nonce;

/** The visitor's region, as the host knows it. */
export const region = (tag.getAttribute('data-region') || '').trim();

const browser = navigator as { globalPrivacyControl?: unknown; doNotTrack?: unknown };

/** What the browser says for its visitor: https://w3c.github.io/gpc/, and Do Not Track where the store follows it. */
export const signal = (browser.globalPrivacyControl === true ? Signal.Privacy : '') + (tag.getAttribute('data-dnt') === 'on' && browser.doNotTrack === '1' ? Signal.Objection : '');
