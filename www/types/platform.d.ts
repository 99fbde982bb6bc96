/** What browsers have and TypeScript's own declarations lack. */
interface Document {
  /** https://wicg.github.io/nav-speculation/prerendering.html */
  readonly prerendering?: boolean;
}
