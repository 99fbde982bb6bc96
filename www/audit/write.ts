/** Elements of the audit view. Text goes in as text: a policy or a page may say anything. */

export type Line = string | Node;

/** An element with children; texts among them stay texts. */
export function make<K extends keyof HTMLElementTagNameMap>(tag: K, className: string, ...children: Line[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...children);
  return element;
}

/** What stands in a file or a page, as it stands there. */
export const code = (text: string) => {
  const element = make('code', '', text);
  element.dir = 'auto';
  return element;
};

/** A list of lines, or the sentence for none. */
export const list = (items: Line[][], none: string) =>
  items.length ? make('ul', '', ...items.map((item) => make('li', '', ...item))) : make('p', 'none', none);

/** A mark that says by its word, not by its colour alone, how a thing stands. */
export const mark = (word: string, kind: 'good' | 'bad' | 'plain' = 'plain') => make('span', `mark ${kind}`, word);

export function button(action: string, text: string, act: () => void): HTMLButtonElement {
  const element = make('button', 'quiet', text);
  element.type = 'button';
  element.dataset.action = action;
  element.onclick = act;
  return element;
}
