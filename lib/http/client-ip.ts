import ipaddr from 'ipaddr.js'

/** Why an X-Forwarded-For header was not used; an operator has to mend the configuration. */
export type ForwardingProblem = 'untrusted' | 'unreadable'

/**
 * Returns the client's IP. Every trusted proxy appends the IP that it saw to X-Forwarded-For, so the entry as many places
 * from the right as there are proxies is the last one that no client could write. Falls back to the socket's IP, and
 * reports when a header was there that couldn't be used.
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

/** Returns the entry that the outermost trusted proxy wrote; undefined if no proxy is trusted or it wrote no IP. */
export function forwardedIp(forwardedFor: string | undefined, trustedProxyHops: number): string | undefined {
  if (trustedProxyHops === 0 || !forwardedFor) return undefined
  return normalizeIp(withoutPort(forwardedFor.split(',').at(-trustedProxyHops)?.trim() ?? ''))
}

/** Returns the one spelling of an IP address, or undefined for any other text. */
export function normalizeIp(text: string): string | undefined {
  if (!ipaddr.isValid(text) || (!text.includes(':') && !ipaddr.IPv4.isValidFourPartDecimal(text))) return undefined
  const clientIp = ipaddr.process(text)
  // A zone names a network card of this machine, so it says nothing about the other end.
  if (clientIp instanceof ipaddr.IPv6) clientIp.zoneId = undefined
  return clientIp.toString()
}
