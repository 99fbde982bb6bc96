import type { IncomingMessage, ServerResponse } from 'node:http'

export interface LoggedRequest {
  readonly time: number
  readonly method: string
  readonly host: string
  readonly path: string
  readonly query: Record<string, string>
  readonly headers: Record<string, string | string[] | undefined>
  readonly body: string
}

/** True if it answered. */
export type Handler = (
  request: IncomingMessage,
  response: ServerResponse,
  asked: { url: URL; body: Buffer; entry: LoggedRequest },
) => boolean | Promise<boolean>

/** A path exactly, a beginning ("/collect/*"), or an expression. */
export type PathPattern = string | RegExp

export interface Rule {
  /** Answers with this status. */
  status?: number
  /** Alone: added to the normal answer. */
  headers?: Record<string, string | string[]>
  body?: string | Uint8Array
  /** The answer waits for `release()`. */
  hold?: boolean
  /** The connection is closed without an answer. */
  drop?: boolean
  /** Only for the first so many requests. */
  times?: number
}

export interface ActiveRule {
  release(): void
  remove(): void
}

export interface TestServer {
  readonly port: number
  /** `http://localhost:PORT` */
  readonly origin: string
  /** `http://NAME:PORT`; names under `.localhost` reach the same server as another site. */
  originOf(name: string): string
  requests(path?: PathPattern): LoggedRequest[]
  onRequest(seen: (entry: LoggedRequest) => void): () => void
  clearRequests(): void
  rule(pattern: PathPattern, rule: Rule): ActiveRule
  clearRules(): void
  close(): Promise<unknown>
}

export function createServer(options?: {
  roots?: Record<string, string>
  handlers?: Handler[]
  port?: number
}): Promise<TestServer>
