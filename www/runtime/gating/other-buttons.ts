/** The buttons of vanilla-cookieconsent, Cookiebot and OneTrust, where the policy maps their names (`other-banners.ts`). */
import { policy } from '../gate/names';
import { press } from '../record/choices';
import { FOREIGN_OPENERS } from '../ui/openers';

/** What their other buttons do, as ours say it: values of `data-cc`. */
const BUTTONS: Record<string, string | undefined> = {
  'show-consentModal': 'ask',
  'accept-all': 'accept-all',
  'accept-necessary': 'reject-all',
};

/** What the link in Cookiebot's placeholders calls. */
const RENEW = /^javascript:\s*Cookiebot\.(renew|show)\(/;

/** Takes over the buttons of vanilla-cookieconsent, Cookiebot and OneTrust that a page has in its markup. */
export function takeButtons(): void {
  if (!policy.markup) return;
  document.addEventListener('click', (event) => {
    for (const node of event.composedPath()) {
      if (!(node instanceof HTMLElement) || node.hasAttribute('data-portcullis')) continue;
      const opens = node.matches(FOREIGN_OPENERS) || RENEW.test(node.getAttribute('href') || '');
      const action = opens ? 'open' : Object.hasOwn(BUTTONS, node.getAttribute('data-cc') || '') && BUTTONS[node.getAttribute('data-cc')!];
      if (!action) continue;
      if (node.localName === 'a') event.preventDefault();
      return press(action, event.isTrusted);
    }
  });
}
