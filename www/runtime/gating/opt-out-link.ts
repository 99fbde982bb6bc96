/** The text of a statutory opt-out link that the page has left empty. */

/** Titles that the law wants to the letter (11 CCR 7013(a), 7014(a), 7015(b)). */
const TITLES: Record<string, string | undefined> = {
  sell: 'Do Not Sell or Share My Personal Information',
  limit: 'Limit the Use of My Sensitive Personal Information',
  choices: 'Your Privacy Choices',
  california: 'Your California Privacy Choices',
};

/** Gives `link` its title, once it is known to be empty: the parser may still be in it. */
export function nameOptOut(link: Element): void {
  if (document.readyState === 'loading') {
    document.addEventListener('readystatechange', () => nameOptOut(link), { once: true });
    return;
  }
  const name = link.getAttribute('data-portcullis-title') || 'sell';
  if (!link.hasChildNodes()) link.textContent = (Object.hasOwn(TITLES, name) && TITLES[name]) || TITLES.sell!;
}
