import { describe, expect, it } from 'vitest'
import { readClientIp } from './client-ip'

describe('client IP', () => {
  it('uses the socket IP when no proxy is trusted, whatever X-Forwarded-For contains', () => {
    expect(readClientIp('198.51.100.7', '203.0.113.1', 0).clientIp).toBe('198.51.100.7')
  })

  it('uses the entry of the one trusted proxy, not those that the client sent', () => {
    expect(readClientIp('10.0.0.1', '203.0.113.66, 203.0.113.1', 1).clientIp).toBe('203.0.113.1')
  })

  it('counts one X-Forwarded-For entry from the right per trusted proxy', () => {
    expect(readClientIp('10.0.0.1', '1.1.1.1, 203.0.113.1, 10.0.0.2', 2).clientIp).toBe('203.0.113.1')
  })

  it.each([
    ['too few entries', '203.0.113.1', 2],
    ['a host name', 'localhost', 1],
    ['an IP in decimal notation', '3405803777', 1],
    ['an IP in octal notation', '0313.0.0161.1', 1],
    ['an invalid port', '203.0.113.1:port', 1],
    ['an unclosed bracket', '[2001:db8::1', 1],
    ['the placeholder "unknown"', 'unknown', 1],
    ['an empty last entry', '203.0.113.1,', 1],
  ])('falls back to the socket IP when X-Forwarded-For contains %s', (_, header, hops) => {
    expect(readClientIp('10.0.0.1', header, hops)).toEqual({ clientIp: '10.0.0.1', problem: 'unreadable' })
  })

  it('falls back to the socket IP when a trusted proxy sends no X-Forwarded-For', () => {
    expect(readClientIp('10.0.0.1', undefined, 1).clientIp).toBe('10.0.0.1')
  })

  it.each([
    ['203.0.113.1:8080', '203.0.113.1'],
    ['[2001:db8::1]:4711', '2001:db8::1'],
    ['[2001:db8::1]', '2001:db8::1'],
    ['2001:db8::1', '2001:db8::1'],
    ['"203.0.113.1:8080"', '203.0.113.1'],
    ['"[2001:db8::1]:4711"', '2001:db8::1'],
    ['"[2001:db8::1]"', '2001:db8::1'],
    ['[::ffff:203.0.113.1]:80', '203.0.113.1'],
  ])('reads an X-Forwarded-For entry with port, brackets or quotes: %s', (entry, clientIp) => {
    expect(readClientIp('10.0.0.1', `198.51.100.9, ${entry}`, 1)).toEqual({ clientIp })
  })

  it('reports an X-Forwarded-For header when no proxy is trusted', () => {
    expect(readClientIp('10.0.0.1', '203.0.113.1', 0)).toEqual({ clientIp: '10.0.0.1', problem: 'untrusted' })
    expect(readClientIp('10.0.0.1', undefined, 0)).toEqual({ clientIp: '10.0.0.1' })
  })

  it('normalizes every notation of an IP', () => {
    expect(readClientIp('::ffff:198.51.100.7', undefined, 0).clientIp).toBe('198.51.100.7')
    expect(readClientIp('10.0.0.1', '2001:DB8:0:0::1', 1).clientIp).toBe('2001:db8::1')
    expect(readClientIp('fe80::1%eth0', undefined, 0).clientIp).toBe('fe80::1')
  })
})
