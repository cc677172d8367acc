import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { Env } from '@/lib/env'
import { limitBody } from './body-limit'
import { clientAddress } from './client-address'
import { accessPageFor } from './demo-gate'
import { allowedHosts, namedHost } from './hosts'
import { refuse } from './refuse'
import { securityHeaders } from './security-headers'
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
  const surroundings = { secure: config.appOrigin.startsWith('https:'), demo: config.mode === 'demo', dev }

  return (request, response) => {
    const headers = securityHeaders(surroundings)
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
    const host = namedHost(request.rawHeaders, RECEIPTS.test(request.url ?? '') ? receiptHosts : hosts)
    if (!host) return refuse(response, 421, `This server answers for ${config.appOrigin} only.`)
    if (!isPath(request.url)) return refuse(response, 400, 'The address of a request has to be a path.')
    if (!METHODS.has(request.method ?? '')) return refuse(response, 405, 'This server answers GET, HEAD and POST.')
    if (isForeignPost(request, host, config))
      return refuse(response, 403, 'That form came from another site, so nothing was done with it.')
    if (isStrangeAction(request)) return refuse(response, 415, 'Forms are sent to this server as multipart/form-data.')
    trustHeaders(request.headers, { address: addressOf(request, config), host, appOrigin: config.appOrigin })
    request.headers['content-security-policy'] = headers['content-security-policy']
    const accessPage = config.demoAccessKey ? accessPageFor(request.url) : undefined
    if (accessPage && !hasDemoAccess(request.headers.cookie)) return sendTo(response, accessPage)
    const cookie = isPageView(request) ? firstVisitCookie(request.headers.cookie) : undefined
    if (cookie) response.setHeader('set-cookie', cookie)
    limitBody(
      request,
      () => next(request, response),
      () => refuse(response, 413, 'That is more than this server takes in one request.'),
    )
  }
}

const isPageView = ({ method, url }: IncomingMessage) =>
  method === 'GET' && !/^\/(_next|api)\/|\/events$/.test(url ?? '')

/** Gateways may know this server by a name of its own, RECEIPT_ORIGIN. */
const RECEIPTS = /^\/api\/gateways\/[a-z]+\/(receipts|replies)(\?|$)/

const METHODS = new Set(['GET', 'HEAD', 'POST'])

/** Next answers what it can't decode as if it were a failure of its own. */
function isPath(url = ''): url is string {
  try {
    decodeURIComponent(url)
    return url.startsWith('/')
  } catch {
    return false
  }
}

/**
 * Browsers name the origin of every post. Next answers a foreign one with a failure of its own; one that is missing is
 * left to the actions, which say so on the page.
 */
function isForeignPost({ method, headers }: IncomingMessage, host: string, { appOrigin }: Env): boolean {
  const own = `${new URL(appOrigin).protocol}//${host}`
  return method === 'POST' && headers.origin !== undefined && headers.origin !== own
}

/** Our forms are all posted as forms. Next fails on an action whose arguments are anything else. */
const isStrangeAction = ({ headers }: IncomingMessage) =>
  headers['next-action'] !== undefined && !headers['content-type']?.startsWith('multipart/form-data')

const addressOf = (request: IncomingMessage, { trustedProxyHops }: Env) =>
  clientAddress(request.socket.remoteAddress ?? '', request.headers['x-forwarded-for']?.toString(), trustedProxyHops)

function sendTo(response: ServerResponse, path: string) {
  response.writeHead(303, { location: path, 'cache-control': 'no-store' }).end()
}
