import { purposeName } from './policy.js'

const forms = [
  ['data-consent', (node) => node.getAttribute('src') ?? node.dataset.consentSrc],
  ['data-consent-if', () => null],
  ['data-consent-unless', () => null],
]

function label(node, attribute, address) {
  if (attribute !== 'data-consent')
    return (
      node.dataset.label ?? (attribute === 'data-consent-if' ? 'Part shown if granted' : 'Part shown unless granted')
    )
  if (address) return address.split('?')[0]
  if (node.localName === 'template') return node.dataset.label ?? 'template'
  return node.localName === 'script' ? 'inline script' : node.localName
}

function reason(policy, expression) {
  const missing = expression
    .split(/[\s|]+/)
    .filter((name) => name && !window.portcullis?.allows?.(name))
    .map((name) => (name.startsWith('service:') ? name.slice(8) : purposeName(policy, name.replace(/^!/, ''))))
  return `“${missing.join('”, “')}” is not granted`
}

// A script that has run no longer says what it waited for: it is known from the gate's own word, or by where the shop
// keeps its optional tags, since those were told of before the ledger began to listen.
const released = new Set()
document.addEventListener('portcullis:release', ({ detail }) => detail.elements.forEach((node) => released.add(node)))

function scriptsThatRan() {
  const late = document.querySelectorAll(
    'script[src^="/tags/"]:not([data-consent]), script[src^="/vendor/"]:not([data-consent])',
  )
  const scripts = new Set([...released, ...late].filter((node) => node.localName === 'script' && !node.dataset.consent))
  return [...scripts].map((node) => ({
    what: node.getAttribute('src') ?? 'inline script',
    kind: 'script',
    released: true,
    why: 'has run on this page',
  }))
}

/** Each gated element of the page: whether it is held, and why. */
export function gatedElements(policy) {
  const found = []
  for (const [attribute, address] of forms) {
    for (const node of document.querySelectorAll(`[${attribute}]`)) {
      const expression = node.getAttribute(attribute)
      const granted = window.portcullis?.allows?.(expression) === true
      // An embed that a visitor let through "this once" has its address although its purpose is not granted.
      const once = !granted && node.localName === 'iframe' && node.hasAttribute('src')
      const turned = attribute === 'data-consent-unless' ? !granted : granted
      found.push({
        what: label(node, attribute, address(node)),
        kind: node.localName,
        released: turned || once,
        why: once ? 'shown this once' : granted ? `“${expression}” is granted` : reason(policy, expression),
      })
    }
  }
  return [...found, ...scriptsThatRan()]
}
