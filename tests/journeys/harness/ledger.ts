/** How often each held script must have run by now, by what the visitor allowed and by what a live script would do. */
import type { Page } from '../../pages/harness/page'
import { type Site, TAGS, type Tag } from './site'

type Counts = Record<string, number>

const difference = (now: Counts, before: Counts): Counts =>
  Object.fromEntries(Object.entries(now).map(([name, count]) => [name, count - (before[name] ?? 0)]))

export class Ledger {
  #page: Page
  readonly #tags: readonly Tag[]
  readonly #inert: boolean
  /** For each document, by its beginning, the held scripts that stand in it and have not run in this visit. */
  readonly #documents = new Map<number, Set<string>>()
  #due = new Set<string>()
  #document = 0
  #live: Counts = {}
  /** Runs that must be in the server's log. */
  readonly expected: Counts

  constructor(page: Page, { tags = TAGS, inert = false }: Site) {
    this.#page = page
    this.#tags = tags
    this.#inert = inert
    this.expected = Object.fromEntries(tags.map(({ name }) => [name, 0]))
  }

  /** Another tab of the same visitor. */
  of(page: Page): void {
    this.#page = page
  }

  /** What the log says of each held script. */
  runs(): Counts {
    return Object.fromEntries(
      this.#tags.map(({ name, purpose, counted }) => [name, counted ? this.#page.requests().filter(counted).length : this.#count(`/collect/${purpose}/${name}`)]),
    )
  }

  #count(path: string): number {
    return this.#page.requests(path).length
  }

  /**
   * The visitor has come to a page, in a document that may be the one of before. There a router runs live scripts of the
   * body, and those of the head only if they are new to it: the live twins tell.
   */
  visit(document: number, address: string): void {
    const fresh = !this.#documents.has(document)
    // One that Back brings out of the browser's cache is as it was left.
    const returns = !fresh && document !== this.#document
    this.#document = document
    this.#due = this.#documents.get(document) ?? new Set()
    this.#documents.set(document, this.#due)
    if (returns) return
    const live = Object.fromEntries(this.#tags.filter(({ twin }) => twin).map(({ name }) => [name, this.#count(`/collect/live/${name}`)]))
    const ran = difference(live, this.#live)
    // What has no twin comes and goes with the body.
    const body = this.#tags.find(({ twin, place }) => twin && place === 'body')
    for (const { name, twin, on, place } of this.#tags) {
      if (on && !on.test(address)) continue
      const comes = fresh || (this.#inert && place === 'body') || (twin ? ran[name]! > 0 : body !== undefined && ran[body.name]! > 0)
      // What a router keeps, or does not run again, is due as long as it has not run.
      if (comes) this.#due.add(name)
    }
    this.#live = live
  }

  /** Live scripts that ran by what a library did within a visit are no new visit. */
  stay(): void {
    for (const { name, twin } of this.#tags) if (twin) this.#live[name] = this.#count(`/collect/live/${name}`)
  }

  /** What is due and granted runs, once. */
  grant(granted: ReadonlySet<string>): void {
    for (const { name, purpose } of this.#tags) {
      if (!granted.has(purpose) || !this.#due.delete(name)) continue
      this.expected[name]! += 1
    }
  }

  /** A fault that has been told is not told again with each step. */
  accept(runs: Counts): void {
    Object.assign(this.expected, runs)
  }
}
