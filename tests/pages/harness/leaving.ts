/** What a page can do in the very click that takes a layer away: it hears of no such click, but sees the layer go. */

/** A script that runs `act` then. */
export const onLeaving = (act: string): string => `<script>{
  const known = new WeakSet()
  const left = new MutationObserver((records) => {
    if (records.some(({ target }) => target.hasAttribute('data-left'))) { ${act} }
  })
  new MutationObserver(() => {
    for (const host of document.querySelectorAll('portcullis-banner, portcullis-panel')) {
      if (known.has(host)) continue
      known.add(host)
      for (const node of [host, host.shadowRoot]) left.observe(node, { subtree: true, attributeFilter: ['data-left'] })
    }
  }).observe(document, { childList: true, subtree: true })
}</script>`
