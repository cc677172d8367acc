import type { IncomingHttpHeaders } from 'node:http'
import type { Env } from '@/lib/config/env'
import { forwardedIp, normalizeIp } from './client-ip'
import { isLoopback } from './hosts'

/** Set by our HTTP entry alone: whether the client presents the demo (R12). */
export const PRESENTER_HEADER = 'x-latchkey-presenter'

/** Any of these says that a proxy passed the request on. */
const PROXY_HEADERS = [
  'cf-connecting-ip',
  'forwarded',
  'true-client-ip',
  'via',
  'x-client-ip',
  'x-cluster-client-ip',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-real-ip',
]

/**
 * Returns whether the client itself is on this machine. A proxy on this machine connects from loopback for everybody, so
 * with any sign of a proxy only the IP that a trusted one saw counts.
 */
export function isOnThisMachine(
  socketIp: string,
  headers: IncomingHttpHeaders,
  { trustedProxyHops }: Pick<Env, 'trustedProxyHops'>,
): boolean {
  if (!isLoopback(normalizeIp(socketIp) ?? '')) return false
  if (PROXY_HEADERS.every((name) => headers[name] === undefined)) return true
  return isLoopback(forwardedIp(headers['x-forwarded-for']?.toString(), trustedProxyHops) ?? '')
}
