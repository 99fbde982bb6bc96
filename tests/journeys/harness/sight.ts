/** What can be seen of a page at one moment: everything the invariants ask, read in one go. */
import type { Page } from '../../pages/harness/page'

export interface Sight {
  /** Another number for another document. */
  document: number
  address: string
  heading: string
  scroll: number
  /** How far what was in the middle of the window has moved since the step before; null where it is gone. */
  moved: number | null
  focus: { name: string; seen: boolean; ours: boolean }
  console: string[]
  /** Elements of ours that are no live ones, and live ones of which there are too many. */
  dead: string[]
  /** The banner asks. */
  asks: boolean
  /** The panel can be opened by something. */
  reopens: boolean
  panel: boolean
  /** Held frames with a placeholder, by purpose: what stands where. */
  films: { seen: boolean; at: string; wanted: string; placeholder: boolean }[]
  /** Contents of templates: how many there are to be, and are. */
  offers: { expected: number; seen: number }
  /** Parts that are shown where they should not be, by class. */
  parts: { if: boolean[]; unless: boolean[] }
  /** What of ours lies over bars of the page. */
  over: string[]
  /** Layout shifts without a visitor's doing, and what moved. */
  shifts: string[]
}

/** Runs in the page. */
function read(): Sight {
  const all = <T extends Element>(selector: string) => [...document.querySelectorAll<T & HTMLElement>(selector)]
  const isOurs = (node: Node | null): boolean => /^portcullis-/.test((node as Element | null)?.localName ?? '')
  const isShown = (element: Element) => {
    const { width, height } = element.getBoundingClientRect()
    return width > 0 && height > 0 && getComputedStyle(element).visibility === 'visible'
  }
  const within = (host: Element | undefined, selector: string) =>
    [...(host?.shadowRoot?.querySelectorAll<HTMLElement>(selector) ?? [])].filter(isShown)
  const banners = all('portcullis-banner')
  const panels = all('portcullis-panel')
  const frames = all<HTMLIFrameElement>('iframe[data-consent-placeholder]')
  const inFrames = (frame: HTMLIFrameElement) => {
    try {
      return [...(frame.contentDocument?.querySelectorAll('portcullis-placeholder') ?? [])]
    } catch {
      return []
    }
  }
  const films = frames.map((frame) => {
    let at = ''
    try {
      at = frame.contentWindow?.location.pathname ?? ''
    } catch {
      at = 'elsewhere'
    }
    return { seen: isShown(frame), at, wanted: frame.getAttribute('data-consent-src') ?? '', placeholder: inFrames(frame).some((host) => within(host, 'button').length > 0) }
  })

  // Placeholders of templates stand in them, those of frames in the frame's own page.
  const placeholders = all('portcullis-placeholder')
  const dead = [...banners, ...panels, ...placeholders, ...frames.flatMap(inFrames)].filter((host) => !host.shadowRoot || host.shadowRoot.childElementCount === 0)
  const gone = placeholders.filter((host) => !dead.includes(host) && !host.closest('template'))
  const surplus = [banners, panels].filter((hosts) => hosts.length > 1).map((hosts) => `${hosts.length} × ${hosts[0]!.localName}`)

  let element = document.activeElement
  let ours = isOurs(element)
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement
  ours ||= isOurs(element)
  const box = element?.getBoundingClientRect()
  const seen = !element || element === document.body || (box!.bottom > 0 && box!.top < innerHeight && box!.right > 0 && box!.left < innerWidth && box!.width > 0)

  const asking = banners.some((host) => within(host, '[data-action=accept-all]').length > 0)
  const controls = banners.flatMap((host) => within(host, asking ? '.banner' : '[data-action]'))
  const bars = all('body *').filter((one) => /fixed|sticky/.test(getComputedStyle(one).position) && !isOurs(one) && isShown(one))
  const over = bars.flatMap((bar) => {
    const a = bar.getBoundingClientRect()
    return controls
      .map((one) => ({ one, b: one.getBoundingClientRect() }))
      .filter(({ b }) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1)
      .map(({ one }) => `${one.getAttribute('data-action') ?? 'banner'} over ${bar.className || bar.localName}`)
  })
  const kept = (window as never as { middle?: { element: Element; top: number } }).middle
  const heard = (window as never as { heard: { console: string[]; uncaught: string[] } }).heard
  return {
    document: performance.timeOrigin,
    address: location.pathname + location.search,
    heading: document.querySelector('h1')?.textContent ?? '',
    scroll: Math.round(scrollY),
    moved: kept?.element.isConnected ? kept.element.getBoundingClientRect().top - kept.top : null,
    focus: { name: element?.id || element?.getAttribute('data-action') || element?.localName || 'nothing', seen, ours },
    console: [...heard.console, ...heard.uncaught],
    dead: [...dead.map((host) => `dead ${host.localName}`), ...gone.map(() => 'placeholder of nothing'), ...surplus],
    asks: asking,
    reopens: controls.length > 0 || all('[data-portcullis=open]').some(isShown),
    panel: panels.some((host) => within(host, '[data-action=close]').length > 0),
    films,
    offers: { expected: all('template.offers').length, seen: all('.offer').filter(isShown).length },
    parts: { if: all('.if').map(isShown), unless: all('.unless').map(isShown) },
    over,
    shifts: (window as never as { shifts?: string[] }).shifts ?? [],
  }
}

export const look = (page: Page): Promise<Sight> => page.run(read)

/** Remembers what is nearest to the middle of the window. */
export const mark = (page: Page): Promise<void> =>
  page.run(() => {
    // By its box: what lies beneath a modal is inert, and no point finds it.
    const away = (one: Element) => {
      const { top, bottom, height } = one.getBoundingClientRect()
      return height > 0 ? Math.abs((top + bottom) / 2 - innerHeight / 2) : Infinity
    }
    const leaves = [...document.querySelectorAll('main *, footer *')].filter((one) => one.childElementCount === 0)
    const element = leaves.reduce<Element | undefined>((near, one) => (near && away(near) <= away(one) ? near : one), undefined)
    Object.assign(window, { middle: element && { element, top: element.getBoundingClientRect().top } })
  })

/** Runs in each page before all else: notes what moves without a visitor's doing. */
function watchShifts(): void {
  const shifts: string[] = []
  Object.defineProperty(window, 'shifts', { value: shifts })
  const name = (node: Node | null) => (node instanceof Element ? node.localName + (node.className ? `.${node.className}` : '') : '(gone)')
  if (!PerformanceObserver.supportedEntryTypes.includes('layout-shift')) return
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as never as { value: number; hadRecentInput: boolean; sources: { node: Node | null }[] }[])
      if (!entry.hadRecentInput) shifts.push(`${entry.value.toFixed(4)}: ${entry.sources.map(({ node }) => name(node)).join(', ')}`)
  }).observe({ type: 'layout-shift', buffered: true })
}

/** The scripts of the harness take themselves out of the page. */
const BARE = 'document.currentScript.previousElementSibling.remove();document.currentScript.remove();'

/** `html` with a script before all else that notes layout shifts; bare, the page is then as it was sent. */
export const withShifts = (html: string, bare = false): string =>
  html.replace('<head>', `<head><script>{const __name = (f) => f;(${watchShifts})();${bare ? BARE : ''}}</script>`)
