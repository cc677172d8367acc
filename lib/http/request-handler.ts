import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { Env } from '@/lib/config/env'
import { accessPageFor } from '@/lib/demo/demo-gate'
import { limitBody } from './body-limit'
import { readClientIp } from './client-ip'
import { forwardingReport } from './forwarding-report'
import { allowedHosts, namedHost } from './hosts'
import { isForeignPost, nameOwnOrigin } from './origin'
import { isOnThisMachine } from './presenter'
import { METHODS, REJECTED_METHOD, type Rejection, rejectRequest } from './reject'
import { withResponseContext } from './response-context'
import { setResponseHeaders } from './response-headers'
import { securityHeaders, surroundingsOf } from './security-headers'
import { isStaticFile } from './static-files'
import { trustHeaders } from './trusted-headers'

type Wiring = {
  config: Env
  dev: boolean
  /** Next's own request handler. */
  next: RequestListener
  hasDemoAccess(cookieHeader: string | undefined): boolean
  /** The cookie to give to a browser that looks at a page and has none; undefined when it has. */
  firstVisitCookie(cookieHeader: string | undefined): string | undefined
}

/** Everything that happens to a request before Next sees it. */
export function requestHandler({ config, dev, next, hasDemoAccess, firstVisitCookie }: Wiring): RequestListener {
  const hosts = allowedHosts(config)
  const receiptHosts = new Set([...hosts, new URL(config.receiptOrigin).host])
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
    const named = namedHost(request.rawHeaders, RECEIPTS.test(url) ? receiptHosts : hosts, protocol)
    // Load balancers probe by IP, or name no host at all.
    const host = named ?? (PROBE.test(url) && countHosts(request) < 2 ? ownHost : undefined)
    const origin = host ? originOf(host, config) : config.appOrigin
    setResponseHeaders(response, { url, headers, origin })
    const reject = (status: number, details?: Rejection) => rejectRequest(request, response, status, details)
    if (!host && !request.headers.host) return reject(400, { text: 'The request has no Host header.' })
    if (!host) return reject(421, { text: `This server only serves ${config.appOrigin}.`, home: config.appOrigin })
    if (!isPath(url)) return reject(400, { text: "That web address isn't valid. Check it and try again." })
    if (!METHODS.has(request.method)) return reject(405, REJECTED_METHOD)
    if (request.method === 'POST' && isStaticFile(url)) return reject(405, { allow: 'GET, HEAD' })
    if (isHandedOn(request)) return reject(404, { text: 'There is no such form on that page.' })
    nameOwnOrigin(request, origin)
    if (isForeignPost(request, origin)) return reject(403, { text: FOREIGN_POST })
    if (isStrangeForm(request)) return reject(415)
    if (isFramework(url)) request.url = NO_SUCH_PAGE
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
    if (accessPage && !hasDemoAccess(request.headers.cookie)) return sendTo(response, accessPage)
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

/** Caches may store files, and would hand one browser's cookie to others. */
const isPageView = ({ method, url = '' }: IncomingMessage) => method === 'GET' && isPage(url)

/** Gateways may know this server by a name of its own, RECEIPT_ORIGIN. */
const RECEIPTS = /^\/api\/gateways\/[a-z]+\/(receipts|replies)(\?|$)/

/** Says whether the server is up, and is asked by load balancers under whatever name. */
const PROBE = /^\/api\/health(\?|$)/

const countHosts = ({ rawHeaders }: IncomingMessage) =>
  rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host').length

/** Next serves its own error page at a URL of its own. */
const NO_SUCH_PAGE = '/_not-found'
const isFramework = (url: string) =>
  /^\/+_global-error/i.test(decodeURIComponent(new URL(`http://localhost${url}`).pathname))

const FOREIGN_POST = "We couldn't verify where this request came from. Reload the page and try again."

/** Next answers what it can't decode as if it were a failure of its own. */
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
 * Next asks its own server with this header when a page was posted an action of another page: from the server's own
 * IP, so limits would count that one. Our pages post none but their own.
 */
const isHandedOn = ({ headers }: IncomingMessage) => headers['x-action-forwarded'] !== undefined

/**
 * Our forms are all posted as multipart/form-data. Next fails on an action whose arguments are anything else, and shows the
 * page for other posts as if they had been taken.
 */
const isStrangeForm = ({ method, url = '', headers }: IncomingMessage) =>
  (headers['next-action'] !== undefined || (method === 'POST' && isPage(url))) &&
  !headers['content-type']?.startsWith('multipart/form-data')

const ipOf = (request: IncomingMessage, { trustedProxyHops }: Env) =>
  readClientIp(request.socket.remoteAddress ?? '', request.headers['x-forwarded-for']?.toString(), trustedProxyHops)

function sendTo(response: ServerResponse, path: string) {
  response.writeHead(303, { location: path }).end()
}
