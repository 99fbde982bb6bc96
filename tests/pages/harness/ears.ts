/** What a page says and does, noted from its very first line on: the harness puts this into every page it serves. */
import { seam } from './seams'

export interface Told {
  type: string
  detail: Record<string, unknown>
  /** The detail and everything in it is frozen. */
  frozen: boolean
}

export interface Heard {
  /** Lines of console.error and console.warn. */
  console: string[]
  /** Errors that nobody caught, and rejections that nobody handled. */
  uncaught: string[]
  /** Every `portcullis:…` event; elements stand in it by their id or name. */
  events: Told[]
  /** Directive and address of each thing the content security policy refused. */
  violations: string[]
}

/** Runs in the page. */
function listen(): void {
  const heard: Heard = { console: [], uncaught: [], events: [], violations: [] }
  Object.defineProperty(window, 'heard', { value: heard })
  for (const level of ['error', 'warn'] as const) {
    const own = console[level]
    console[level] = (...said: unknown[]) => {
      heard.console.push(said.map(String).join(' '))
      own.apply(console, said)
    }
  }
  window.addEventListener('error', (event) => event.message && heard.uncaught.push(event.message))
  window.addEventListener('unhandledrejection', (event) => heard.uncaught.push(String(event.reason)))
  document.addEventListener('securitypolicyviolation', (event) => {
    heard.violations.push(`${event.effectiveDirective} ${event.blockedURI}`)
  })
  const isFrozen = (value: unknown): boolean =>
    typeof value !== 'object' || value === null || value instanceof Element
      ? true
      : Object.isFrozen(value) && Object.values(value).every(isFrozen)
  const plain = (_: string, value: unknown) => (value instanceof Element ? value.id || value.localName : value)
  for (const name of ['ready', 'ask', 'choice', 'change', 'release', 'hold', 'error']) {
    const type = `portcullis:${name}`
    document.addEventListener(type, (event) => {
      const { detail } = event as CustomEvent
      heard.events.push({ type: name, detail: JSON.parse(JSON.stringify(detail ?? {}, plain)), frozen: isFrozen(detail) })
    })
  }
}

// The test runner's compiler wraps functions in a name keeper that a page has not.
export const KEEP = 'const __name = (f) => f;'

/** `html` with the ears as its first script, under the nonce that its own scripts carry. */
export function withEars(html: string): string {
  const nonce = /\snonce="([^"]+)"/.exec(html)?.[1]
  const script = `<script${nonce ? ` nonce="${nonce}"` : ''}>{${KEEP}(${listen})();(${seam})()}</script>`
  return html.replace(/<head>|$/, (head) => head + script)
}
