import ipaddr from 'ipaddr.js'

export type ForwardingProblem = 'untrusted' | 'unreadable'

/**
 * Returns the client IP: the X-Forwarded-For entry as many places from the right as there are trusted proxies. Each
 * proxy appends the IP that it saw, so clients cannot forge that entry. The fallback is the socket IP.
 */
export function readClientIp(
  socketIp: string,
  forwardedFor: string | undefined,
  trustedProxyHops: number,
): { clientIp: string; problem?: ForwardingProblem } {
  const socket = normalizeIp(socketIp) ?? socketIp
  if (forwardedFor === undefined) return { clientIp: socket }
  if (trustedProxyHops === 0) return { clientIp: socket, problem: 'untrusted' }
  const clientIp = forwardedIp(forwardedFor, trustedProxyHops)
  return clientIp === undefined ? { clientIp: socket, problem: 'unreadable' } : { clientIp }
}

/** Some proxies append `ip:port` or `[ipv6]:port`, or quote the entry as in RFC 7239. */
function withoutPort(entry: string): string {
  const unquoted = /^"(.*)"$/.exec(entry)?.[1] ?? entry
  const [, bracketed, dotted] = /^(?:\[([\da-f:.]+)\]|([\d.]+))(?::\d{1,5})?$/i.exec(unquoted) ?? []
  return bracketed ?? dotted ?? unquoted
}

export function forwardedIp(forwardedFor: string | undefined, trustedProxyHops: number): string | undefined {
  if (trustedProxyHops === 0 || !forwardedFor) return undefined
  return normalizeIp(withoutPort(forwardedFor.split(',').at(-trustedProxyHops)?.trim() ?? ''))
}

export function normalizeIp(text: string): string | undefined {
  if (!ipaddr.isValid(text) || (!text.includes(':') && !ipaddr.IPv4.isValidFourPartDecimal(text))) return undefined
  const clientIp = ipaddr.process(text)
  // An IPv6 zone names a network interface of this machine, not of the client.
  if (clientIp instanceof ipaddr.IPv6) clientIp.zoneId = undefined
  return clientIp.toString()
}
