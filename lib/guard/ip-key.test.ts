import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ipKey, ipv6SiteKey } from './ip-key'

describe('ipKey', () => {
  test('the key of an IPv4 is the whole IP', () => {
    expect(ipKey('198.51.100.7')).toBe('198.51.100.7')
    expect(ipKey('198.51.100.7')).not.toBe(ipKey('198.51.100.8'))
  })

  test('the key of an IPv4 mapped into IPv6 is the IPv4', () => {
    expect(ipKey('::ffff:198.51.100.7')).toBe(ipKey('198.51.100.7'))
    expect(ipKey('::ffff:c633:6407')).toBe(ipKey('198.51.100.7'))
  })

  const group = fc.nat(0xffff).map((n) => n.toString(16))
  const groups = (length: number) =>
    fc.array(group, { minLength: length, maxLength: length }).map((all) => all.join(':'))

  test('all IPs of an IPv6 /64 have the same key', () => {
    fc.assert(
      fc.property(groups(3), groups(4), groups(4), (network, one, other) => {
        expect(ipKey(`2001:${network}:${one}`)).toBe(ipKey(`2001:${network}:${other}`))
      }),
    )
  })

  test('different IPv6 /64 have different keys', () => {
    expect(ipKey('2001:db8:0:1::1')).not.toBe(ipKey('2001:db8:0:2::1'))
    expect(ipKey('2001:db8:0:1::1')).toBe('2001:db8:0:1::/64')
  })

  test.each([
    ['2001:DB8::1', '2001:db8:0:0:0:0:0:1'],
    ['2001:db8::1', '2001:0db8::0001'],
    ['fe80::1%eth0', 'fe80::1'],
  ])('spellings of an IP have the same key: %s and %s', (one, other) => {
    expect(ipKey(one)).toBe(ipKey(other))
  })

  test.each([
    '',
    'unknown',
    'localhost',
    '198.51.100.7, 203.0.113.1',
    '2001:db8::1/64',
    '<script>',
    '198.51.100.7:443',
  ])('invalid IPs share one key: %j', (clientIp) => {
    expect(ipKey(clientIp)).toBe('unknown')
  })
})

describe('ipv6SiteKey', () => {
  test('the site of an IPv6 is its /48', () => {
    expect(ipv6SiteKey('2001:db8:1:2::3')).toBe('2001:db8:1::/48')
    expect(ipv6SiteKey('2001:DB8:1:ffff:0:0:0:9')).toBe('2001:db8:1::/48')
    expect(ipv6SiteKey('2001:db8:2:2::3')).not.toBe(ipv6SiteKey('2001:db8:1:2::3'))
  })

  test.each(['198.51.100.7', '::ffff:198.51.100.7', '::ffff:c633:6407', 'unknown', '', '2001:db8::1/48'])(
    'an IPv4 or invalid IP has no site: %j',
    (clientIp) => {
      expect(ipv6SiteKey(clientIp)).toBeNull()
    },
  )
})
