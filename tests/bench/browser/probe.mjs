// What watches a page from inside. It is put in before the page's first line, and is the same for every peer.

// banner: selectors, one a shadow root, the outermost first; none where there is no banner. Runs in the page.
function watch(banner) {
  const seen = { painted: 0, opaque: 0, blocking: [], shift: 0, click: 0, nextPaint: 0 }
  const waiting = new Map()
  const tell = (what) => waiting.get(what)?.()
  // The frame that is being made has been painted when the next task runs; this one goes before the page's own.
  const afterThisFrame = (then) => scheduler.postTask(() => then(performance.now()), { priority: 'user-blocking' })
  const afterPaint = (then) => requestAnimationFrame(() => afterThisFrame(then))
  const find = (selectors) => {
    let place = document
    let found = null
    for (const selector of selectors) {
      found = place?.querySelector(selector) ?? null
      place = found?.shadowRoot ?? null
    }
    return found
  }
  // 0 if no part of it is in the window or it is not drawn; else how opaque it is, with all that it lies in.
  const visible = (element) => {
    const box = element.getBoundingClientRect()
    if (box.width < 1 || box.height < 1 || box.top >= innerHeight || box.bottom <= 0 || box.left >= innerWidth || box.right <= 0) return 0
    if (!element.checkVisibility({ visibilityProperty: true })) return 0
    let opacity = 1
    for (let at = element; at; at = at.assignedSlot ?? at.parentElement ?? at.getRootNode().host) opacity *= Number(getComputedStyle(at).opacity)
    return opacity
  }
  const look = () => {
    const element = find(banner)
    const opacity = element ? visible(element) : 0
    if (opacity > 0 && seen.painted === 0) {
      seen.painted = -1
      afterThisFrame((at) => { seen.painted = at; tell('painted') })
    }
    if (opacity > 0.9) {
      afterThisFrame((at) => { seen.opaque = at; tell('opaque') })
      return
    }
    requestAnimationFrame(look)
  }
  if (banner.length > 0) requestAnimationFrame(look)

  const observe = (type, take) => new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true })
  observe('longtask', (entry) => seen.blocking.push([entry.startTime, entry.duration]))
  observe('layout-shift', (entry) => { if (!entry.hadRecentInput) seen.shift += entry.value })
  observe('mark', (entry) => { if (entry.name.startsWith('ran ')) tell('ran') })

  addEventListener('click', (event) => {
    if (!event.isTrusted || seen.click) return
    seen.click = event.timeStamp
    afterPaint((at) => { seen.nextPaint = at; tell('nextPaint') })
  }, { capture: true })

  // Runtime.queryObjects would find them all, but does not return where a module has imported another one's memory.
  const memories = new Set()
  for (const name of ['instantiate', 'instantiateStreaming']) {
    const original = WebAssembly[name]
    WebAssembly[name] = async (...given) => {
      const made = await original.apply(WebAssembly, given)
      const exported = Object.values((made.instance ?? made).exports)
      // Weakly: what a page has let go of takes nothing after a collection.
      for (const value of exported) if (value instanceof WebAssembly.Memory) memories.add(new WeakRef(value))
      return made
    }
  }

  const ran = () => performance.getEntriesByType('mark').filter((mark) => mark.name.startsWith('ran '))
  const until = (what, holds) => new Promise((resolve) => {
    const check = () => { if (holds()) { waiting.delete(what); resolve() } }
    waiting.set(what, check)
    check()
  })
  Object.defineProperty(window, 'bench', { value: {
    find,
    wasmMemory: () => [...memories].reduce((sum, memory) => sum + (memory.deref()?.buffer.byteLength ?? 0), 0),
    seen: () => ({
      ...seen,
      ran: ran().map((mark) => [mark.name.slice(4), mark.startTime]),
      origin: performance.getEntriesByType('navigation')[0].fetchStart,
      firstPaint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0,
    }),
    painted: () => until('opaque', () => seen.painted > 0 && seen.opaque > 0),
    nextPaint: () => until('nextPaint', () => seen.nextPaint > 0),
    scripts: (count) => until('ran', () => ran().length >= count),
    // The moment something else is painted.
    appear: (selectors) => new Promise((resolve) => {
      const wait = () => {
        const element = find(selectors)
        if (element && visible(element) > 0) afterThisFrame(resolve)
        else requestAnimationFrame(wait)
      }
      wait()
    }),
    centre: (selectors) => {
      const element = find(selectors)
      element?.scrollIntoView({ block: 'nearest', behavior: 'instant' })
      const box = element?.getBoundingClientRect()
      return box && { x: box.x + box.width / 2, y: box.y + box.height / 2 }
    },
  } })
}

export const probe = (peer) => `(${watch})(${JSON.stringify(peer.banner ?? [])})`
