/** Our hosts in the page, told from copies of them: routers, sliders and caches clone what stands in a page. */
import { stub } from '../gate/stub';

const made = new WeakSet<EventTarget>();

const HIDING = ['inert', 'aria-hidden'];
const free = (host: Element) => HIDING.forEach((name) => host.hasAttribute(name) && host.removeAttribute(name));
const observer = new MutationObserver((records) => records.forEach((record) => free(record.target as Element)));

/**
 * Takes `host` for ours. What a page's own modal keeps people from the rest of the page with (`inert`, `aria-hidden`) does
 * not stay on it.
 */
export function own<E extends Element>(host: E): E {
  made.add(host);
  free(host);
  observer.observe(host, { attributeFilter: HIDING });
  return host;
}

/** Whether `node` is a host that we made and that still counts. */
export const isOurs = (node: EventTarget | null | undefined): boolean => !!node && (made.has(node) || node === stub.view.banner().host);

/** The host in the page that `selector` finds. */
export const inPage = (selector: string) => [...document.querySelectorAll<HTMLElement>(selector)].find(isOurs) || null;

/** Takes every copy out of the page as it comes: it has no life, or that of a page that is gone. The browser tells of each. */
export function removeCopies(): void {
  for (const tag of ['portcullis-banner', 'portcullis-panel', 'portcullis-placeholder']) {
    if (customElements.get(tag)) continue;
    customElements.define(
      tag,
      class extends HTMLElement {
        connectedCallback() {
          // Not before whoever puts it in is done with it.
          queueMicrotask(() => (isOurs(this) || (this.shadowRoot && tag === 'portcullis-placeholder')) || (this as HTMLElement).remove());
        }
      },
    );
  }
}
