import { AsyncLocalStorage } from 'node:async_hooks'
import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http'
import { perProcess } from '@/lib/per-process'
import { atHead } from './at-head'

interface Wish {
  headers: Record<string, string>
  status?: number
  isUnderstood?: boolean
}

// Our entry and Next's bundles are apart, and both mean the same request.
const wishes = perProcess('answer', () => new AsyncLocalStorage<Wish>())

/** Works on a request. What the work says by the functions below stands on its answer: Next lets no action do that. */
export function answering(request: IncomingMessage, response: ServerResponse, work: () => void): void {
  const wish: Wish = { headers: {} }
  atHead(response, () => {
    for (const [name, value] of Object.entries(wish.headers)) response.setHeader(name, value)
    // A browser complains to its console about a refusal that its script was answered with.
    const isPlain = request.headers['next-action'] === undefined
    if (wish.status && isPlain && response.statusCode === 200) setStatus(response, wish.status)
    if (isStray(request, response)) setStatus(response, 404)
    if (response.statusCode === 500 && isForm(request) && !wish.isUnderstood) setStatus(response, 400)
  })
  wishes.run(wish, work)
}

/**
 * Says that a form came through to the action that it is for. Next fails on one whose hidden fields it can't read, as if that
 * were a failure of ours.
 */
export function formUnderstood(): void {
  const wish = wishes.getStore()
  if (wish) wish.isUnderstood = true
}

/** Says that a limit refused, and when it no longer will (RFC 6585 4). */
export function answerLater(seconds: number): void {
  wishFor({ 'retry-after': String(Math.max(1, Math.ceil(seconds))) }, 429)
}

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

const isForm = ({ method, headers }: IncomingMessage) =>
  method === 'POST' && headers['content-type']?.startsWith('multipart/form-data') === true

/** Next answers an empty object where it couldn't hand an action on to the page that has it; else actions never answer JSON. */
const isStray = ({ headers }: IncomingMessage, response: ServerResponse) =>
  headers['next-action'] !== undefined &&
  response.statusCode === 200 &&
  String(response.getHeader('content-type')).startsWith('application/json')

function setStatus(response: ServerResponse, status: number) {
  response.statusCode = status
  response.statusMessage = STATUS_CODES[status] ?? ''
}
