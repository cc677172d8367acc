import ipaddr from 'ipaddr.js'

const IPV6_NETWORK_BITS = 64
const IPV6_SITE_BITS = 48
const IPV6_OPERATOR_BITS = 32
const IPV4_OPERATOR_BITS = 24

/**
 * The part of a client IP that a limit counts: an IPv4 address whole (also when mapped into IPv6), of an IPv6
 * IP its /64, because whoever has one there has them all.
 */
export function ipKey(clientIp: string): string {
  if (!ipaddr.isValid(clientIp)) return 'unknown'
  const parsed = ipaddr.process(clientIp)
  if (parsed.kind() === 'ipv4') return parsed.toString()
  return cut(clientIp, IPV6_NETWORK_BITS)
}

/**
 * Of an IPv6 address its /48, which is what hosters and tunnel brokers give to anybody who asks (RFC 6177): 65,536 networks
 * to `ipKey`. Null for all others: an IPv4 address costs its holder money, and its neighbours are other people.
 */
export function siteKey(clientIp: string): string | null {
  if (!ipaddr.isValid(clientIp) || ipaddr.process(clientIp).kind() === 'ipv4') return null
  return cut(clientIp, IPV6_SITE_BITS)
}

/** The IPv4 /24 or IPv6 /32 of an IP: what a registry assigns to one network operator at least. */
export function networkKey(clientIp: string): string {
  if (!ipaddr.isValid(clientIp)) return 'unknown'
  const parsed = ipaddr.process(clientIp)
  if (parsed.kind() === 'ipv6') return cut(clientIp, IPV6_OPERATOR_BITS)
  return `${ipaddr.IPv4.networkAddressFromCIDR(`${parsed}/${IPV4_OPERATOR_BITS}`)}/${IPV4_OPERATOR_BITS}`
}

const cut = (clientIp: string, bits: number) => `${ipaddr.IPv6.networkAddressFromCIDR(`${clientIp}/${bits}`)}/${bits}`
