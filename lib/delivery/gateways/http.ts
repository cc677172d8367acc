import type { Agent, buildConnector, Dispatcher } from 'undici'

const CONNECT_TIMEOUT_MS = 3000
/** The whole exchange ends by the caller's signal; these are for a caller whose signal is late. */
const ANSWER_TIMEOUT_MS = 10_000
const ANSWER_LIMIT_BYTES = 64 * 1024
const LONGEST_WAIT_SECONDS = 24 * 60 * 60

export interface HttpRequest {
  url: string
  headers: Record<string, string>
  body: string
}

/** `text` is null when the answer broke off, was too long or was compressed, which we never asked for. */
export interface HttpAnswer {
  kind: 'answered'
  status: number
  text: string | null
  retryAfterSeconds?: number
}

/** `never-sent`: no byte of the request left. `unknown`: it may have arrived. Reasons hold error codes, no values. */
export type HttpOutcome = HttpAnswer | { kind: 'never-sent'; reason: string } | { kind: 'unknown'; reason: string }

export interface HttpClient {
  post(request: HttpRequest, signal: AbortSignal): Promise<HttpOutcome>
  close(): Promise<void>
}

/**
 * What a gateway talks through. It follows no redirect and repeats nothing, so that a message goes out once at most, and
 * to nobody but the configured address. Its idle sockets don't keep a process alive (undici unrefs them).
 */
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

/** Imports undici on first use: it takes long to load, and whatever reads the configuration imports this file. */
async function newAgent(connectTimeoutMs: number): Promise<Agent> {
  const { Agent, buildConnector } = await import('undici')
  return new Agent({
    connect: reportingConnector(buildConnector({ timeout: connectTimeoutMs })),
    headersTimeout: ANSWER_TIMEOUT_MS,
    bodyTimeout: ANSWER_TIMEOUT_MS,
    maxResponseSize: ANSWER_LIMIT_BYTES,
  })
}

class NoConnection extends Error {}

/** Marks every failure before the connection stands, TLS included: only then has the gateway certainly got nothing. */
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
    const answer = await agent.request({ origin, path: pathname + search, method: 'POST', headers, body, signal })
    return {
      kind: 'answered',
      status: answer.statusCode,
      text: await wholeText(answer),
      retryAfterSeconds: secondsToWait(answer.headers['retry-after']),
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
  // A header that HTTP can't carry, a broken address: undici says so before it connects.
  if (code === 'UND_ERR_INVALID_ARG' || code === 'ERR_INVALID_URL') {
    return { kind: 'never-sent', reason: `not a request: ${code}` }
  }
  return { kind: 'unknown', reason: `no answer: ${code}` }
}

/** Never the text of an error: that can quote a header or an address, and with it a password. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}

/** Retry-After, which is seconds or a date (RFC 9110, section 10.2.3). */
function secondsToWait(header: string | string[] | undefined): number | undefined {
  if (typeof header !== 'string') return undefined
  const seconds = /^\d+$/.test(header) ? Number(header) : Math.ceil((Date.parse(header) - Date.now()) / 1000)
  if (Number.isNaN(seconds)) return undefined
  return Math.min(Math.max(seconds, 0), LONGEST_WAIT_SECONDS)
}
