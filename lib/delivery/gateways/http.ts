import type { Agent, buildConnector, Dispatcher } from 'undici'

const CONNECT_TIMEOUT_MS = 3000
const RESPONSE_TIMEOUT_MS = 10_000
const RESPONSE_LIMIT_BYTES = 64 * 1024
const LONGEST_WAIT_SECONDS = 24 * 60 * 60

export interface HttpRequest {
  url: string
  headers: Record<string, string>
  body: string
}

/** `text` is null if the body was truncated, too long or compressed, which we never request. */
export interface HttpResponse {
  kind: 'response'
  status: number
  text: string | null
  retryAfterSeconds?: number
}

/** `never-sent`: no byte was sent. `unknown`: the request may have arrived. Reasons contain error codes, no values. */
export type HttpOutcome = HttpResponse | { kind: 'never-sent'; reason: string } | { kind: 'unknown'; reason: string }

export interface HttpClient {
  post(request: HttpRequest, signal: AbortSignal): Promise<HttpOutcome>
  close(): Promise<void>
}

/** Returns a client that never retries or follows redirects, so that it sends once, and to the configured URL only. */
export function httpClient({ connectTimeoutMs = CONNECT_TIMEOUT_MS } = {}): HttpClient {
  let agent: Promise<Agent> | undefined
  return {
    post: async (request, signal) => {
      agent ??= newAgent(connectTimeoutMs)
      return post(await agent, request, signal)
    },
    close: async () => (await agent)?.close(),
  }
}

/** Imports undici on first use, because it loads slowly (registry.ts). */
async function newAgent(connectTimeoutMs: number): Promise<Agent> {
  // undici is CommonJS, so a bundler may provide the default export only.
  const { default: undici } = await import('undici')
  return new undici.Agent({
    connect: reportingConnector(undici.buildConnector({ timeout: connectTimeoutMs })),
    headersTimeout: RESPONSE_TIMEOUT_MS,
    bodyTimeout: RESPONSE_TIMEOUT_MS,
    maxResponseSize: RESPONSE_LIMIT_BYTES,
  })
}

class NoConnection extends Error {}

/** Marks failures before the connection, including TLS, is established: only then was nothing sent. */
function reportingConnector(connect: buildConnector.connector): buildConnector.connector {
  return (options, callback) =>
    connect(options, (error, socket) => {
      if (error) callback(new NoConnection(codeOf(error)), null)
      else callback(null, socket)
    })
}

async function post(agent: Agent, { url, headers, body }: HttpRequest, signal: AbortSignal): Promise<HttpOutcome> {
  if (signal.aborted) return { kind: 'never-sent', reason: 'no time left' }
  try {
    const { origin, pathname, search } = new URL(url)
    const response = await agent.request({ origin, path: pathname + search, method: 'POST', headers, body, signal })
    return {
      kind: 'response',
      status: response.statusCode,
      text: await wholeText(response),
      retryAfterSeconds: parseRetryAfter(response.headers['retry-after']),
    }
  } catch (error) {
    return failure(error)
  }
}

async function wholeText({ headers, body }: Dispatcher.ResponseData): Promise<string | null> {
  const text = await body.text().catch(() => null)
  return (headers['content-encoding'] ?? 'identity') === 'identity' ? text : null
}

function failure(error: unknown): HttpOutcome {
  if (error instanceof NoConnection) return { kind: 'never-sent', reason: `no connection: ${error.message}` }
  const code = codeOf(error)
  // An invalid header or URL: undici throws before it connects.
  if (code === 'UND_ERR_INVALID_ARG' || code === 'ERR_INVALID_URL') {
    return { kind: 'never-sent', reason: `not a request: ${code}` }
  }
  return { kind: 'unknown', reason: `no response: ${code}` }
}

/** Returns a code instead of the error's message, which can quote a header or URL and thus a password. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}

/** Seconds or a date (RFC 9110, section 10.2.3). */
function parseRetryAfter(header: string | string[] | undefined): number | undefined {
  if (typeof header !== 'string') return undefined
  const seconds = /^\d+$/.test(header) ? Number(header) : Math.ceil((Date.parse(header) - Date.now()) / 1000)
  if (Number.isNaN(seconds)) return undefined
  return Math.min(Math.max(seconds, 0), LONGEST_WAIT_SECONDS)
}

export const basicAuth = (user: string, password: string): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`

export const urlUnder = (base: string, path: string): string => base.replace(/\/+$/, '') + path
