import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { Env } from '@/lib/config/env'
import { accessPageFor, testKitMethods } from '@/lib/demo/demo-gate'
import { limitBody } from './body-limit'
import { readClientIp } from './client-ip'
import { forwardingReport } from './forwarding-report'
import { allowedHosts, namedHost } from './hosts'
import { isCrossSitePost, normalizeOwnOrigin } from './origin'
import { isOnThisMachine } from './presenter'
import { METHODS, type Rejection, rejectedMethod, rejectRequest } from './reject'
import { withResponseContext } from './response-context'
import { setResponseHeaders } from './response-headers'
import { securityHeaders, surroundingsOf } from './security-headers'
import { isStaticFile } from './static-files'
import { trustHeaders } from './trusted-headers'

type Wiring = {
  config: Env
  dev: boolean
  next: RequestListener
  hasDemoAccess(cookieHeader: string | undefined): boolean
  firstVisitCookie(cookieHeader: string | undefined): string | undefined
}

export function requestHandler({ config, dev, next, hasDemoAccess, firstVisitCookie }: Wiring): RequestListener {
  const hosts = allowedHosts(config)
  const webhookHosts = new Set([...hosts, new URL(config.receiptOrigin).host])
  const surroundings = surroundingsOf(config, dev)
  const holdsAccessKey = ({ headers }: IncomingMessage) =>
    config.demoAccessKey !== undefined && hasDemoAccess(headers.cookie)
  const isPresenter = (request: IncomingMessage) =>
    config.mode === 'demo' &&
    (holdsAccessKey(request) || isOnThisMachine(request.socket.remoteAddress ?? '', request.headers, config))
  const { protocol, host: ownHost } = new URL(config.appOrigin)
  const report = forwardingReport()

  return (request, response) => {
    const { url = '' } = request
    const headers = securityHeaders(surroundings)
    const named = namedHost(request.rawHeaders, WEBHOOKS.test(url) ? webhookHosts : hosts, protocol)
    // Load balancers probe by IP or without a Host header.
    const host = named ?? (HEALTH_CHECK.test(url) && countHosts(request) < 2 ? ownHost : undefined)
    const origin = host ? originOf(host, config) : config.appOrigin
    setResponseHeaders(response, { url, headers, origin })
    const reject = (status: number, details?: Rejection) => rejectRequest(request, response, status, details)
    if (!host && !request.headers.host) return reject(400, { text: 'The request has no Host header.' })
    if (!host) return reject(421, { text: `This server only serves ${config.appOrigin}.`, home: config.appOrigin })
    if (!isPath(url)) return reject(400, { text: "That web address isn't valid. Check it and try again." })
    const kitMethods = config.mode === 'demo' ? testKitMethods(url) : undefined
    if (!(kitMethods ?? METHODS).includes(String(request.method))) return reject(405, rejectedMethod(kitMethods))
    if (request.method === 'POST' && isStaticFile(url)) return reject(405, { allow: 'GET, HEAD' })
    if (isForwardedAction(request)) return reject(404, { text: 'There is no such form on that page.' })
    normalizeOwnOrigin(request, origin)
    if (isCrossSitePost(request, origin)) return reject(403, { text: FOREIGN_POST })
    if (isUnsupportedForm(request)) return reject(415)
    if (isNextErrorPage(url)) request.url = NO_SUCH_PAGE
    const { clientIp, problem } = ipOf(request, config)
    report(problem)
    trustHeaders(request.headers, {
      clientIp,
      host,
      appOrigin: config.appOrigin,
      isPresenter: isPresenter(request),
    })
    request.headers['content-security-policy'] = headers['content-security-policy']
    const accessPage = config.demoAccessKey ? accessPageFor(url) : undefined
    if (accessPage && !hasDemoAccess(request.headers.cookie)) return redirectTo(response, accessPage)
    const cookie = isPageView(request) ? firstVisitCookie(request.headers.cookie) : undefined
    if (cookie) response.setHeader('set-cookie', cookie)
    limitBody(
      request,
      () => withResponseContext(request, response, () => next(request, response), { dev }),
      () => reject(413),
    )
  }
}

const isPage = (url: string) => !isStaticFile(url) && !/^\/(_next|api|\.well-known)\/|\/events$/.test(url)

/** Static files get no first-visit cookie: they are cacheable, and a cached Set-Cookie would reach other browsers. */
const isPageView = ({ method, url = '' }: IncomingMessage) => method === 'GET' && isPage(url)

const WEBHOOKS = /^\/api\/gateways\/[a-z-]+\/(receipts|replies)(\?|$)/

const HEALTH_CHECK = /^\/api\/health(\?|$)/

const countHosts = ({ rawHeaders }: IncomingMessage) =>
  rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host').length

const NO_SUCH_PAGE = '/_not-found'
const isNextErrorPage = (url: string) =>
  /^\/+_global-error/i.test(decodeURIComponent(new URL(`http://localhost${url}`).pathname))

const FOREIGN_POST = "We couldn't verify where this request came from. Reload the page and try again."

/** Next responds with 500 to a path that it cannot decode. */
function isPath(url: string): boolean {
  try {
    decodeURIComponent(url)
    return url.startsWith('/')
  } catch {
    return false
  }
}

const originOf = (host: string, { appOrigin }: Env) => `${new URL(appOrigin).protocol}//${host}`

/**
 * Next.js forwards a form to another page's action in a request to our own server, marked by this header. It is rejected,
 * because it would be rate-limited under the server's IP.
 */
const isForwardedAction = ({ headers }: IncomingMessage) => headers['x-action-forwarded'] !== undefined

/** Next.js responds to actions in other encodings with 500, and to other posts with the page, as if they were accepted. */
const isUnsupportedForm = ({ method, url = '', headers }: IncomingMessage) =>
  (headers['next-action'] !== undefined || (method === 'POST' && isPage(url))) &&
  !headers['content-type']?.startsWith('multipart/form-data')

const ipOf = (request: IncomingMessage, { trustedProxyHops }: Env) =>
  readClientIp(request.socket.remoteAddress ?? '', request.headers['x-forwarded-for']?.toString(), trustedProxyHops)

function redirectTo(response: ServerResponse, path: string) {
  response.writeHead(303, { location: path }).end()
}
