/**
 * Says what happened in the shop. The words go into the page's own `dataLayer` and stay in the browser:
 * only a tag that has been released reads them, and each tag decides whether it may send them on.
 */
export function announce(event, detail = {}) {
  const said = { event, ...detail }
  ;(window.dataLayer ||= []).push(said)
  document.dispatchEvent(new CustomEvent('store:event', { detail: said }))
}
