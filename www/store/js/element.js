/**
 * Builds one element. Texts become text nodes, so nothing typed by a shopper is ever read as HTML.
 * `on…` keys take listeners; `true` sets an empty attribute; `false` and null leave one out.
 */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener(key.slice(2), value)
    else if (value === true) made.setAttribute(key, '')
    else if (value !== false && value != null) made.setAttribute(key, value)
  }
  made.append(...children.flat().filter((child) => child != null && child !== false))
  return made
}
