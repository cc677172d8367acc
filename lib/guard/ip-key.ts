import ipaddr from 'ipaddr.js'

const IPV6_NETWORK_BITS = 64
const IPV6_SITE_BITS = 48
const IPV6_OPERATOR_BITS = 32
const IPV4_OPERATOR_BITS = 24

/**
 * The part of a client address that a limit counts: an IPv4 address whole (also when mapped into IPv6), of an IPv6
 * address its /64, because whoever has one address there has them all.
 */
export function addressKey(address: string): string {
  if (!ipaddr.isValid(address)) return 'unknown'
  const parsed = ipaddr.process(address)
  if (parsed.kind() === 'ipv4') return parsed.toString()
  return cut(address, IPV6_NETWORK_BITS)
}

/**
 * Of an IPv6 address its /48, which is what hosters and tunnel brokers give to anybody who asks (RFC 6177): 65,536 networks
 * to `addressKey`. Null for all others: an IPv4 address costs its holder money, and its neighbours are other people.
 */
export function siteKey(address: string): string | null {
  if (!ipaddr.isValid(address) || ipaddr.process(address).kind() === 'ipv4') return null
  return cut(address, IPV6_SITE_BITS)
}

/** The IPv4 /24 or IPv6 /32 of an address: what a registry assigns to one network operator at least. */
export function networkKey(address: string): string {
  if (!ipaddr.isValid(address)) return 'unknown'
  const parsed = ipaddr.process(address)
  if (parsed.kind() === 'ipv6') return cut(address, IPV6_OPERATOR_BITS)
  return `${ipaddr.IPv4.networkAddressFromCIDR(`${parsed}/${IPV4_OPERATOR_BITS}`)}/${IPV4_OPERATOR_BITS}`
}

const cut = (address: string, bits: number) => `${ipaddr.IPv6.networkAddressFromCIDR(`${address}/${bits}`)}/${bits}`
