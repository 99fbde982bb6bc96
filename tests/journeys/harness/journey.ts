/** A way through a site, step by step; after each step everything must hold, and what does not is told at the end. */
import type { Page } from '../../pages/harness/page'
import { waitFor } from '../../pages/harness/wait'
import { broken, needs, own } from './invariants'
import { Ledger } from './ledger'
import { type Screen, use } from './screen'
import { picture } from './sheet'
import type { Site } from './site'
import { type Sight, look, mark } from './sight'

/** Milliseconds for what a step brings with it; what comes later is a fault, and told as one. */
const SOON = Number(process.env.WAIT_LIMIT ?? 15_000) / 5

/** Without Portcullis: what does not hold then is the library's own. */
export const CONTROL = Boolean(process.env.CONTROL)

interface Step {
  /** The visitor comes to a page. */
  visit?: boolean
  /** It is done in banner or panel. */
  choice?: boolean
  /** What is granted from this step on. */
  grants?: string[]
  /** Where the page must be scrolled to, if not where it was. */
  scroll?: number
}

export class Journey {
  protected readonly site: Site
  readonly #walk: string
  readonly #screen: Screen
  #page: Page
  #ledger: Ledger
  #granted = new Set<string>()
  #decided = false
  #asked = 0
  #steps = 0
  #sight: Sight | undefined
  /** What did not hold at the latest step, by document. */
  readonly #told = new Map<number, string[]>()
  #lasting: string[] = []
  readonly #faults: string[] = []
  /** What is reported and breaks nothing yet. */
  readonly #over = new Set<string>()

  constructor(site: Site, page: Page, walk: string, screen: Screen) {
    this.site = site
    this.#page = page
    this.#walk = walk
    this.#screen = screen
    this.#ledger = new Ledger(page, site)
  }

  get page(): Page {
    return this.#page
  }

  /** Does one thing and looks at what has become of the page. */
  async step(name: string, act: () => Promise<unknown>, { visit = false, choice = false, grants, scroll }: Step = {}): Promise<void> {
    if (CONTROL && choice) return
    const before = this.#sight
    this.#steps += 1
    try {
      await act()
      if (grants) {
        this.#granted = new Set(grants)
        this.#decided = true
      }
      if (visit) await this.site.arrived?.(this.#page)
      await this.#page.settle()
    } catch (error) {
      const heard = await this.#page.heard().catch(() => undefined)
      const lines = [String((error as Error).message).split('\n')[0]!, ...(heard?.console ?? []), ...(heard?.uncaught ?? [])]
      this.#faults.push(...lines.map((line) => `${this.#steps} ${name}: ${line.slice(0, 240)}`))
      await picture(this.#page, this.#label(name))
      throw this.#report()
    }
    const sight = await look(this.#page)
    if (visit) this.#ledger.visit(sight.document, sight.address)
    else this.#ledger.stay()
    this.#ledger.grant(this.#granted)
    const place = scroll ?? (visit ? 0 : before?.scroll)
    await this.#until(sight, place)
    this.#check(name, place)
    await mark(this.#page)
    await picture(this.#page, this.#label(name))
  }

  /** Waits until everything holds, for a while, and then looks once more for what comes too often. */
  async #until(sight: Sight, scroll: number | undefined): Promise<void> {
    const end = Date.now() + SOON
    this.#sight = sight
    await waitFor('what the step brings', async () => {
      this.#sight = await look(this.#page)
      return this.#broken(scroll).length === 0 || Date.now() > end
    })
    await this.#page.settle()
    this.#sight = await look(this.#page)
  }

  /** What does not hold now and was not told at the step before. */
  #broken(scroll: number | undefined): string[] {
    const faults = (CONTROL ? own : broken)({
      sight: this.#sight!,
      asked: this.#page.requests().slice(this.#asked),
      granted: this.#granted,
      decided: this.#decided,
      runs: this.#ledger.runs(),
      expected: this.#ledger.expected,
      scroll,
      own: this.site.own,
      needs: this.site.needs ?? needs,
    })
    this.#lasting = faults
    const before = [...(this.#told.get(this.#sight!.document) ?? [])]
    return faults.filter((fault) => {
      const at = /^without a grant/.test(fault) ? -1 : before.indexOf(fault)
      if (at >= 0) before.splice(at, 1)
      return at < 0
    })
  }

  #check(name: string, scroll: number | undefined): void {
    this.#faults.push(...this.#broken(scroll).map((fault) => `${this.#steps} ${name}: ${fault}`))
    this.#told.set(this.#sight!.document, this.#lasting)
    for (const over of this.#sight!.over) this.#over.add(over)
    this.#asked = this.#page.requests().length
    this.#ledger.accept(this.#ledger.runs())
  }

  #label(name: string): string {
    return `${this.site.name} ${this.#walk} ${this.#screen.width} ${String(this.#steps).padStart(2, '0')} ${name}`
  }

  /** Goes on in another tab, with what the browser keeps and nothing else. */
  protected async anew(): Promise<void> {
    const old = this.#page
    this.#page = await old.openTab('/', (tab) => use(tab, this.#screen))
    this.#ledger.of(this.#page)
    await old.go('about:blank')
    await this.#page.front()
  }

  #report(): Error {
    const over = [...this.#over].map((line) => `  (reported: ${line})`)
    const error = new Error(['what did not hold:', ...this.#faults.map((fault) => `  ${fault}`), ...over].join('\n'))
    error.stack = error.message
    return error
  }

  /** Everything that did not hold so far, and is forgotten: for the test of the invariants themselves. */
  forgive(): string[] {
    return this.#faults.splice(0)
  }

  /** Fails with everything that did not hold on the way. */
  end(): void {
    if (this.#faults.length > 0) throw this.#report()
  }
}
