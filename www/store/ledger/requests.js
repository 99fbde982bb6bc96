const counts = (path) => /^\/(collect|vendor|tags)\//.test(path)
const started = performance.timeOrigin

/** The requests of this page that tell somebody something, as the server's own log saw them. */
export class Requests {
  seen = []
  #changed
  #source = null

  constructor(changed) {
    this.#changed = changed
  }

  start() {
    this.#open()
    // An open stream would keep the page out of the bfcache and hold one of the browser's few connections.
    window.addEventListener('pagehide', () => this.#close())
    window.addEventListener('pageshow', () => this.#open())
    document.addEventListener('visibilitychange', () => (document.hidden ? this.#close() : this.#open()))
  }

  #open() {
    if (this.#source) return
    this.#source = new EventSource('/ledger/events')
    this.#source.addEventListener('open', () => this.#catchUp())
    this.#source.addEventListener('message', ({ data }) => this.#add([JSON.parse(data)]))
    // A server without the feed answers 404 once; there is nothing to try again then.
    this.#source.addEventListener('error', () => this.#source?.readyState === EventSource.CLOSED && this.#close())
  }

  #close() {
    this.#source?.close()
    this.#source = null
  }

  async #catchUp() {
    const answer = await fetch('/ledger/requests').catch(() => null)
    if (answer?.ok) this.#add(await answer.json())
  }

  #add(entries) {
    const key = ({ time, method, path, body }) => [time, method, path, body].join(' ')
    const before = new Set(this.seen.map(key))
    const fresh = entries.filter(
      (entry) =>
        counts(entry.path) &&
        entry.time >= started &&
        entry.headers['user-agent'] === navigator.userAgent &&
        !before.has(key(entry)),
    )
    if (!fresh.length) return
    this.seen = [...this.seen, ...fresh]
    this.#changed()
  }
}
