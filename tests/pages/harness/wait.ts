/** Waiting for something to become so: asked again and again, with a limit, never for a fixed time. */

const LIMIT = Number(process.env.WAIT_LIMIT ?? 15_000)
const PAUSE = 20

/** Polls `condition` until it gives something true, and gives that. `what` completes "waited for …". */
export async function waitFor<T>(what: string, condition: () => T | Promise<T>): Promise<NonNullable<T>> {
  const end = Date.now() + LIMIT
  for (;;) {
    const found = await condition()
    if (found) return found
    if (Date.now() > end) throw new Error(`Waited ${LIMIT} ms for ${what}`)
    await new Promise((resolve) => setTimeout(resolve, PAUSE))
  }
}
