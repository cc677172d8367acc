import { AsyncLocalStorage } from 'node:async_hooks'
import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http'
import onHeaders from 'on-headers'
import { singleton } from '@/lib/process/singleton'
import { errorBody } from './error-body'
import { isOutage } from './outage'
import { replaceError } from './replace-error'

interface ResponseState {
  headers: Record<string, string>
  status?: number
  isFormDecoded?: boolean
  hasFormFailed?: boolean
  hasOwnBody?: boolean
}

// Shared by our entry and Next's bundles.
const states = singleton('response-context', () => new AsyncLocalStorage<ResponseState>())

/** Handles a request in a context in which actions can set the status and headers, because Next.js offers no way to do so. */
export function withResponseContext(
  request: IncomingMessage,
  response: ServerResponse,
  work: () => void,
  { dev = false } = {},
): void {
  const state: ResponseState = { headers: {} }
  replaceError(response, () => {
    // In development Next's page shows the exception.
    if (dev || !hasNextBody(response, state)) return undefined
    const { type, body } = errorBody(request.headers.accept, response.statusCode)
    response.setHeader('content-type', type)
    return body
  })
  onHeaders(response, () => {
    for (const [name, value] of Object.entries(state.headers)) response.setHeader(name, value)
    // Scripts get 200, because browsers log error statuses of fetch() to the console and our scripts read the body anyway.
    const isScripted = request.headers['next-action'] !== undefined || request.headers.rsc !== undefined
    if (state.status && !isScripted && response.statusCode === 200) {
      setStatus(response, state.status)
      state.hasOwnBody = true
    }
    // The page threw where no error boundary of ours catches.
    if (state.status === 503 && response.statusCode === 500) setStatus(response, 503)
    if (isUnforwardedAction(request, response)) setStatus(response, 404)
    if (response.statusCode === 500 && mayBeUndecodable(request) && !state.isFormDecoded) setStatus(response, 400)
    // A 405 must list the allowed methods (RFC 9110 15.5.6). Each route accepts either GET or POST, so it is the other one.
    if (response.statusCode === 405) response.setHeader('allow', request.method === 'POST' ? 'GET, HEAD' : 'POST')
  })
  states.run(state, work)
}

/** Marks the form as decoded. A 500 without this mark becomes a 400, because then Next.js could not decode the form. */
export function setFormDecoded(): void {
  const state = states.getStore()
  if (state) state.isFormDecoded = true
}

/** Sets 429 and Retry-After (RFC 6585 4). */
export function setRetryAfter(seconds: number): void {
  override({ 'retry-after': String(Math.max(1, Math.ceil(seconds))) }, 429)
}

export function setNotFound(): void {
  override({}, 404)
}

export const OUTAGE = { status: 503, headers: { 'retry-after': '10' } }

export function setUnavailable(retryInSeconds: number): void {
  override({ 'retry-after': String(retryInSeconds) }, 503)
}

export function failureOf(error: unknown): { status: number; headers: Record<string, string> } {
  return isOutage(error) ? OUTAGE : { status: 500, headers: {} }
}

export function setFailure(error: unknown): void {
  const { status, headers } = failureOf(error)
  override(headers, status)
}

export function setFormFailure(error: unknown): void {
  setFailure(error)
  const state = states.getStore()
  if (state) state.hasFormFailed = true
}

export const hasFormFailed = (): boolean => states.getStore()?.hasFormFailed === true

/** Clears the browser's cache (OWASP ASVS 5.0 14.3.1), but no cookies: the browser cookie outlives sessions. */
export function clearBrowserCache(): void {
  override({ 'clear-site-data': '"cache"' })
}

function override(headers: Record<string, string>, status?: number) {
  const state = states.getStore()
  if (!state) return
  Object.assign(state.headers, headers)
  state.status = status ?? state.status
}

/** Whether the request has a form or a router state: Next responds with 500 if it cannot decode these. */
const mayBeUndecodable = ({ method, headers }: IncomingMessage) =>
  (method === 'POST' && headers['content-type']?.startsWith('multipart/form-data') === true) ||
  headers['next-router-state-tree'] !== undefined

/** Whether the error body is Next's: empty, a line of text, or a page shell that only scripts fill. */
function hasNextBody(response: ServerResponse, { hasOwnBody }: ResponseState): boolean {
  if (hasOwnBody) return false
  const type = String(response.getHeader('content-type') ?? 'text/plain')
  return type.startsWith('text/plain') || (type.startsWith('text/html') && response.statusCode !== 404)
}

/** Whether Next could not forward an action: it then responds with an empty JSON object, which no action returns. */
const isUnforwardedAction = ({ headers }: IncomingMessage, response: ServerResponse) =>
  headers['next-action'] !== undefined &&
  response.statusCode === 200 &&
  String(response.getHeader('content-type')).startsWith('application/json')

function setStatus(response: ServerResponse, status: number) {
  response.statusCode = status
  response.statusMessage = STATUS_CODES[status] ?? ''
}
