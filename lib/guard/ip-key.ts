import ipaddr from 'ipaddr.js'

const IPV6_NETWORK_BITS = 64
const IPV6_SITE_BITS = 48
const IPV6_OPERATOR_BITS = 32
const IPV4_OPERATOR_BITS = 24

/** Returns an IPv4 whole (also if mapped into IPv6), or the /64 of an IPv6, since one customer has all of it. */
export function ipKey(clientIp: string): string {
  if (!ipaddr.isValid(clientIp)) return 'unknown'
  const parsed = ipaddr.process(clientIp)
  if (parsed.kind() === 'ipv4') return parsed.toString()
  return cut(clientIp, IPV6_NETWORK_BITS)
}

/** Returns the /48 of an IPv6, which one customer may have (RFC 6177). Null for IPv4: its neighbors are unrelated. */
export function ipv6SiteKey(clientIp: string): string | null {
  if (!ipaddr.isValid(clientIp) || ipaddr.process(clientIp).kind() === 'ipv4') return null
  return cut(clientIp, IPV6_SITE_BITS)
}

/** Returns the IPv4 /24 or IPv6 /32 of an IP: the minimum that a registry assigns to a network operator. */
export function networkKey(clientIp: string): string {
  if (!ipaddr.isValid(clientIp)) return 'unknown'
  const parsed = ipaddr.process(clientIp)
  if (parsed.kind() === 'ipv6') return cut(clientIp, IPV6_OPERATOR_BITS)
  return `${ipaddr.IPv4.networkAddressFromCIDR(`${parsed}/${IPV4_OPERATOR_BITS}`)}/${IPV4_OPERATOR_BITS}`
}

const cut = (clientIp: string, bits: number) => `${ipaddr.IPv6.networkAddressFromCIDR(`${clientIp}/${bits}`)}/${bits}`
