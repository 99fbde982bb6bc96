/** What in a page opens the panel. */
import type { PolicyFile } from '../../types/policy-file';

/**
 * The settings buttons of OneTrust (`optanon-toggle-display` is of its first version) and of both versions of
 * vanilla-cookieconsent, unless they carry a button of ours.
 */
export const FOREIGN_OPENERS =
  ':is(#ot-sdk-btn,.ot-sdk-show-settings,.optanon-toggle-display,[data-cc=show-preferencesModal],[data-cc=c-settings]):not([data-portcullis])';

/** A selector of the page's own: our button, and another banner's where its markup is taken over. */
export const openers = ({ markup }: PolicyFile) => '[data-portcullis=open]' + (markup ? ',' + FOREIGN_OPENERS : '');
