/** Tests of a case, whose end can be waited for. */
import { test as register } from 'node:test'

const running: Promise<unknown>[] = []

interface Options {
  skip?: string | false
  /** Milliseconds. */
  timeout?: number
}

/** A test, as `node:test` has it. */
export function test(name: string, body: () => void | Promise<void>, options: Options = {}): void {
  running.push(register(name, options, body))
}

/** Resolved when those that are known by now have ended. */
export const ended = (): Promise<unknown> => Promise.all(running.splice(0))
