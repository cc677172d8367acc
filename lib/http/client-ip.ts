import ipaddr from 'ipaddr.js'

/** Why an X-Forwarded-For header was not used; an operator has to mend the configuration. */
export type ForwardingProblem = 'untrusted' | 'unreadable'

/**
 * Returns the client's IP. Every trusted proxy appends the IP that it saw to X-Forwarded-For, so the entry as many places
 * from the right as there are proxies is the last one that no client could write. Falls back to the socket's IP, and
 * reports when a header was there that couldn't be used.
 */
export function clientAddress(
  socketAddress: string,
  forwardedFor: string | undefined,
  trustedProxyHops: number,
): { address: string; problem?: ForwardingProblem } {
  const socket = normalAddress(socketAddress) ?? socketAddress
  if (forwardedFor === undefined) return { address: socket }
  if (trustedProxyHops === 0) return { address: socket, problem: 'untrusted' }
  const address = forwardedAddress(forwardedFor, trustedProxyHops)
  return address === undefined ? { address: socket, problem: 'unreadable' } : { address }
}

/** Some proxies append `ip:port` or `[ipv6]:port`, or quote the entry as in RFC 7239. */
function withoutPort(entry: string): string {
  const unquoted = /^"(.*)"$/.exec(entry)?.[1] ?? entry
  const [, bracketed, dotted] = /^(?:\[([\da-f:.]+)\]|([\d.]+))(?::\d{1,5})?$/i.exec(unquoted) ?? []
  return bracketed ?? dotted ?? unquoted
}

/** Returns the entry that the outermost trusted proxy wrote; undefined if no proxy is trusted or it wrote no address. */
export function forwardedAddress(forwardedFor: string | undefined, trustedProxyHops: number): string | undefined {
  if (trustedProxyHops === 0 || !forwardedFor) return undefined
  return normalAddress(withoutPort(forwardedFor.split(',').at(-trustedProxyHops)?.trim() ?? ''))
}

/** Returns the one spelling of an IP address, or undefined for any other text. */
export function normalAddress(text: string): string | undefined {
  if (!ipaddr.isValid(text) || (!text.includes(':') && !ipaddr.IPv4.isValidFourPartDecimal(text))) return undefined
  const address = ipaddr.process(text)
  // A zone names a network card of this machine, so it says nothing about the other end.
  if (address instanceof ipaddr.IPv6) address.zoneId = undefined
  return address.toString()
}
