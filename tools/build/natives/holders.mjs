// Where a browser has what an interface of its declarations says: on a prototype, on an object, or on the window.

// Members that no page can change for an object that it does not make, and plain objects.
const OWN = {
  '': /^(document|window|undefined|NaN|Infinity|arguments)$/,
  Location: /./,
  Event: /^isTrusted$/,
  UIEvent: /^isTrusted$/,
  Array: /^length$/,
  ReadonlyArray: /^length$/,
  String: /^length$/,
  Function: /^(length|name|prototype)$/,
  FunctionConstructor: /^prototype$/,
  Error: /./,
  ErrorOptions: /./,
  PropertyDescriptor: /./,
  EventListenerObject: /./,
  ImportMeta: /./,
  WebAssemblyInstantiatedSource: /./,
  RegExpExecArray: /./,
  RegExpMatchArray: /./,
  Iterator: /./,
  IteratorResult: /./,
  // Constants, and `prototype`.
  __type: /./,
  // Nobody else has this module's.
  Memory: /./,
}

// Accessors are kept of what named elements can put theirs in the place of: a document, and any element, which may be a
// form. Others nobody changes but a page that means to. docs/threat-model.md says so.
const NAMED = /^(Document|Node|Element|ParentNode|ChildNode|NonDocumentTypeChildNode|DocumentOrShadowRoot|Navigator\w*|Crypto)$/
// Members of these that our own elements alone are asked for.
const OURS = /^=?(className|innerHTML|clientHeight|clientWidth|scrollHeight|part|role|adoptedStyleSheets)$/

// On the window as what gives them, for each look: pages may put another in their place, or forbid them.
export const GIVEN = new Set(
  'localStorage sessionStorage navigator performance crypto customElements visualViewport indexedDB frames scheduler trustedTypes location'.split(' '),
)

const NAMESPACES = { Console: 'console', JSON: 'JSON', Math: 'Math', Reflect: 'Reflect', Atomics: 'Atomics', CSS: 'CSS', Intl: 'Intl', WebAssembly: 'WebAssembly' }

// Declared apart from the prototypes that have them.
const ELEMENTS = 'HTMLElement|SVGElement|MathMLElement'
const NODES = 'Element|Document|DocumentFragment'
const MIXINS = {
  ParentNode: NODES,
  ChildNode: 'Element|CharacterData',
  NonDocumentTypeChildNode: 'Element|CharacterData',
  DocumentOrShadowRoot: 'Document|ShadowRoot',
  HTMLOrSVGElement: 'HTMLElement',
  ElementCSSInlineStyle: ELEMENTS,
  GlobalEventHandlers: ELEMENTS,
  ARIAMixin: 'Element',
  Animatable: 'Element',
  NavigatorLanguage: 'Navigator',
  NavigatorID: 'Navigator',
  Body: 'Response',
  HTMLHyperlinkElementUtils: 'HTMLAnchorElement|HTMLAreaElement',
  AbstractWorker: 'Worker',
  SVGURIReference: 'SVGScriptElement|SVGImageElement|SVGAElement',
  CSSStyleDeclarationBase: 'CSSStyleDeclaration',
  CSSStyleProperties: 'CSSStyleDeclaration',
  CallableFunction: 'Function',
  NewableFunction: 'Function',
  ReadonlyArray: 'Array',
  NodeListOf: 'NodeList',
  HTMLCollectionOf: 'HTMLCollection',
  HTMLCollectionBase: 'HTMLCollection',
  ReadonlySet: 'Set',
  ReadonlyMap: 'Map',
  CanvasFillStrokeStyles: 'CanvasRenderingContext2D',
  CanvasImageData: 'CanvasRenderingContext2D',
  CanvasRect: 'CanvasRenderingContext2D',
  RegExpStringIterator: 'Iterator',
  PluralRules: 'Intl.PluralRules',
  ListFormat: 'Intl.ListFormat',
  DisplayNames: 'Intl.DisplayNames',
}

// The one of a mixin's prototypes that a receiver of this type has, where that is sure.
function narrowed(mixin, types) {
  const all = mixin.split('|')
  const of = (type) => (all.includes(type) ? type : /^((HTML|SVG)\w*Element|Element)$/.test(type) ? 'Element' : type === 'ShadowRoot' ? 'DocumentFragment' : type)
  const found = [...new Set(types.map(of))]
  return found.length > 0 && found.every((one) => all.includes(one)) ? found.join('|') : mixin
}

// The name that a holder's table has in a file.
export const placeOf = (holder) => '$' + holder.replace(/^\.$/, '_window').replace(/\./g, '_')

// Those of which all is kept: for a browser that is little, and no list of names.
export const WHOLE =
  /^(\.(Array|Object|Math|JSON|Reflect|Promise|String|Number|Date|Symbol|CSS|WebAssembly|console)|Array|String|Set|Map|WeakMap|WeakSet|WeakRef|Function|Number|Date|RegExp|Promise|EventTarget|Storage|MutationObserver|ResizeObserver|CustomElementRegistry|Crypto|SubtleCrypto|BroadcastChannel|DOMTokenList|MessagePort|Worker|CSSStyleSheet|DataView|IDBFactory|TextEncoder|DOMImplementation|NodeList|HTMLDialogElement|Response|TreeWalker)$/

// The holder of member `name` of `owner`: the name of a global whose prototype has it, after a dot a global that has it
// itself, a dot alone for the window; several with strokes between, of which the receiver says the one. Nothing for what
// stays as it is written.
export function holderOf(owner, name, receiver, isMethod) {
  const owners = owner.split('|')
  if (owner && !isMethod && !/Constructor$/.test(owner) && !Object.hasOwn(NAMESPACES, owner) && (OURS.test(name) || owners.every((one) => !NAMED.test(one)))) return undefined
  if (owners.every((one) => OWN[one]?.test(name))) return undefined
  if (owners.length > 1) {
    const all = owners.filter((one) => !OWN[one]?.test(name)).flatMap((one) => holderOf(one, name, receiver, isMethod)?.split('|') ?? [])
    return [...new Set(all)].join('|')
  }
  if (/^(add|remove)EventListener$|^dispatchEvent$/.test(name)) return 'EventTarget'
  // Declared once more, for what they give there.
  if (owner === 'Element' && /^(ownerDocument|textContent)$/.test(name)) return 'Node'
  if (owner === '' || owner === 'Window' || owner === 'WindowOrWorkerGlobalScope' || owner === 'globalThis') return '.'
  if (Object.hasOwn(NAMESPACES, owner)) return '.' + NAMESPACES[owner]
  if (owner.endsWith('Constructor')) return '.' + owner.slice(0, -'Constructor'.length)
  if (owner === 'MessageEventTarget') return receiver.join('|')
  return Object.hasOwn(MIXINS, owner) ? narrowed(MIXINS[owner], receiver) : owner
}
