import { AsyncLocalStorage } from 'node:async_hooks'
import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http'
import onHeaders from 'on-headers'
import { singleton } from '@/lib/process/singleton'
import { errorBody } from './error-body'
import { isOutage } from './outage'
import { replaceError } from './replace-error'

interface Wish {
  headers: Record<string, string>
  status?: number
  isUnderstood?: boolean
  hasFormFailed?: boolean
  /** Whether the body belongs to the status that was wished for. */
  isOurs?: boolean
}

// Our entry and Next's bundles are apart, and both mean the same request.
const wishes = singleton('response-context', () => new AsyncLocalStorage<Wish>())

/** Handles a request in a context. Status and headers set by the functions below are applied to the response; Next.js lets no server action set them. */
export function withResponseContext(
  request: IncomingMessage,
  response: ServerResponse,
  work: () => void,
  { dev = false } = {},
): void {
  const wish: Wish = { headers: {} }
  replaceError(response, () => {
    // In development Next's page shows the exception.
    if (dev || !isFrameworksOwn(response, wish)) return undefined
    const { type, body } = errorBody(request.headers.accept, response.statusCode)
    response.setHeader('content-type', type)
    return body
  })
  onHeaders(response, () => {
    for (const [name, value] of Object.entries(wish.headers)) response.setHeader(name, value)
    // A browser complains to its console about a refusal that its script was answered with.
    const isScripted = request.headers['next-action'] !== undefined || request.headers.rsc !== undefined
    if (wish.status && !isScripted && response.statusCode === 200) {
      setStatus(response, wish.status)
      wish.isOurs = true
    }
    // The page failed too, in a place where nothing of ours could catch it.
    if (wish.status === 503 && response.statusCode === 500) setStatus(response, 503)
    if (isStray(request, response)) setStatus(response, 404)
    if (response.statusCode === 500 && isUnreadable(request) && !wish.isUnderstood) setStatus(response, 400)
    // RFC 9110 15.5.6. Each route takes GET or POST, and those that take both reject neither.
    if (response.statusCode === 405) response.setHeader('allow', request.method === 'POST' ? 'GET, HEAD' : 'POST')
  })
  wishes.run(wish, work)
}

/**
 * Says that a form came through to the action that it is for. Next fails on one whose hidden fields it can't read, as if that
 * were a failure of ours.
 */
export function setFormUnderstood(): void {
  const wish = wishes.getStore()
  if (wish) wish.isUnderstood = true
}

/** Says that a limit refused, and when it no longer will (RFC 6585 4). */
export function setRetryAfter(seconds: number): void {
  wishFor({ 'retry-after': String(Math.max(1, Math.ceil(seconds))) }, 429)
}

/** Sets the status of a page that isn't there: 404. */
export function setNotFound(): void {
  wishFor({}, 404)
}

/** What a response says while something that it needs is away. */
export const OUTAGE = { status: 503, headers: { 'retry-after': '10' } }

/** Sets the status of a response that something was needed for which is overloaded or away: 503 and when to retry. */
export function setUnavailable(retryInSeconds: number): void {
  wishFor({ 'retry-after': String(retryInSeconds) }, 503)
}

/** Returns status and headers for an exception: 503 and when to retry during an outage, 500 for a defect of ours. */
export function failureOf(error: unknown): { status: number; headers: Record<string, string> } {
  return isOutage(error) ? OUTAGE : { status: 500, headers: {} }
}

/** Sets status and headers of a page or a form that an exception has come in the way of. */
export function setFailure(error: unknown): void {
  const { status, headers } = failureOf(error)
  wishFor(headers, status)
}

/** The same for the form that was posted, before the page that it comes back with is rendered. */
export function setFormFailure(error: unknown): void {
  setFailure(error)
  const wish = wishes.getStore()
  if (wish) wish.hasFormFailed = true
}

export const hasFormFailed = (): boolean => wishes.getStore()?.hasFormFailed === true

/**
 * Says that nothing of what the browser was shown may stay in its caches (OWASP ASVS 5.0 14.3.1). Cookies stay: the one
 * that the browser is known by outlives a session.
 */
export function forgetEverything(): void {
  wishFor({ 'clear-site-data': '"cache"' })
}

function wishFor(headers: Record<string, string>, status?: number) {
  const wish = wishes.getStore()
  if (!wish) return
  Object.assign(wish.headers, headers)
  wish.status = status ?? wish.status
}

/** Whether a request has a form or the state of a router, which Next fails on where it can't read them. */
const isUnreadable = ({ method, headers }: IncomingMessage) =>
  (method === 'POST' && headers['content-type']?.startsWith('multipart/form-data') === true) ||
  headers['next-router-state-tree'] !== undefined

/** Whether an error has Next's body: none, a line of text, or the shell of a page that threw, which only scripts fill. */
function isFrameworksOwn(response: ServerResponse, { isOurs }: Wish): boolean {
  if (isOurs) return false
  const type = String(response.getHeader('content-type') ?? 'text/plain')
  return type.startsWith('text/plain') || (type.startsWith('text/html') && response.statusCode !== 404)
}

/** Next answers an empty object where it couldn't hand an action on to the page that has it; else actions never answer JSON. */
const isStray = ({ headers }: IncomingMessage, response: ServerResponse) =>
  headers['next-action'] !== undefined &&
  response.statusCode === 200 &&
  String(response.getHeader('content-type')).startsWith('application/json')

function setStatus(response: ServerResponse, status: number) {
  response.statusCode = status
  response.statusMessage = STATUS_CODES[status] ?? ''
}
