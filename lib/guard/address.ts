import ipaddr from 'ipaddr.js'

const IPV6_NETWORK_BITS = 64

/**
 * The part of a client address that a limit counts: an IPv4 address whole (also when mapped into IPv6), of an IPv6
 * address its /64, because whoever has one address there has them all.
 */
export function addressKey(address: string): string {
  if (!ipaddr.isValid(address)) return 'unknown'
  const parsed = ipaddr.process(address)
  if (parsed.kind() === 'ipv4') return parsed.toString()
  return `${ipaddr.IPv6.networkAddressFromCIDR(`${address}/${IPV6_NETWORK_BITS}`)}/${IPV6_NETWORK_BITS}`
}
