import type { IncomingHttpHeaders } from 'node:http'
import type { Env } from '@/lib/config/env'
import { forwardedIp, normalizeIp } from './client-ip'
import { isLoopback } from './hosts'

/** Set by our HTTP entry only: whether the client presents the demo (R12). */
export const PRESENTER_HEADER = 'x-latchkey-presenter'

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

/** Whether the client runs on this machine. Behind a proxy, the socket's loopback IP is not the client's. */
export function isOnThisMachine(
  socketIp: string,
  headers: IncomingHttpHeaders,
  { trustedProxyHops }: Pick<Env, 'trustedProxyHops'>,
): boolean {
  if (!isLoopback(normalizeIp(socketIp) ?? '')) return false
  if (PROXY_HEADERS.every((name) => headers[name] === undefined)) return true
  return isLoopback(forwardedIp(headers['x-forwarded-for']?.toString(), trustedProxyHops) ?? '')
}
