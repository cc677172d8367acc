import ipaddr from 'ipaddr.js'

/**
 * Who a request came from. Every trusted proxy appends the address that it saw to X-Forwarded-For, so the entry as
 * many places from the right as there are proxies is the last one that nobody outside could write.
 */
export function clientAddress(
  socketAddress: string,
  forwardedFor: string | undefined,
  trustedProxyHops: number,
): string {
  return forwardedAddress(forwardedFor, trustedProxyHops) ?? normalAddress(socketAddress) ?? socketAddress
}

/** Returns the entry that the outermost trusted proxy wrote; undefined if no proxy is trusted or it wrote no address. */
export function forwardedAddress(forwardedFor: string | undefined, trustedProxyHops: number): string | undefined {
  if (trustedProxyHops === 0 || !forwardedFor) return undefined
  return normalAddress(forwardedFor.split(',').at(-trustedProxyHops)?.trim() ?? '')
}

/** Returns the one spelling of an IP address, or undefined for any other text. */
export function normalAddress(text: string): string | undefined {
  if (!ipaddr.isValid(text) || (!text.includes(':') && !ipaddr.IPv4.isValidFourPartDecimal(text))) return undefined
  const address = ipaddr.process(text)
  // A zone names a network card of this machine, so it says nothing about the other end.
  if (address instanceof ipaddr.IPv6) address.zoneId = undefined
  return address.toString()
}
