import { describe, expect, it } from 'vitest'
import { readClientIp } from './client-ip'

describe('the IP that a request came from', () => {
  it('is the socket address when no proxy is trusted, whatever a header claims', () => {
    expect(readClientIp('198.51.100.7', '203.0.113.1', 0).clientIp).toBe('198.51.100.7')
  })

  it('is what the one trusted proxy appended, not what the client wrote before it', () => {
    expect(readClientIp('10.0.0.1', '203.0.113.66, 203.0.113.1', 1).clientIp).toBe('203.0.113.1')
  })

  it('is as many entries from the right as there are trusted proxies', () => {
    expect(readClientIp('10.0.0.1', '1.1.1.1, 203.0.113.1, 10.0.0.2', 2).clientIp).toBe('203.0.113.1')
  })

  it.each([
    ['no entry at that place', '203.0.113.1', 2],
    ['words', 'localhost', 1],
    ['a number that some parsers take for an IP', '3405803777', 1],
    ['an octal spelling', '0313.0.0161.1', 1],
    ['a port that is none', '203.0.113.1:port', 1],
    ['brackets that do not close', '[2001:db8::1', 1],
    ['the placeholder of a proxy', 'unknown', 1],
    ['nothing after the comma', '203.0.113.1,', 1],
  ])('is the socket address when the header holds %s', (_, header, hops) => {
    expect(readClientIp('10.0.0.1', header, hops)).toEqual({ clientIp: '10.0.0.1', problem: 'unreadable' })
  })

  it('is the socket address when a trusted proxy sends no header at all', () => {
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
  ])('is read from an entry with port, brackets or quotes: %s', (entry, clientIp) => {
    expect(readClientIp('10.0.0.1', `198.51.100.9, ${entry}`, 1)).toEqual({ clientIp })
  })

  it('reports a header that arrives although no proxy is trusted', () => {
    expect(readClientIp('10.0.0.1', '203.0.113.1', 0)).toEqual({ clientIp: '10.0.0.1', problem: 'untrusted' })
    expect(readClientIp('10.0.0.1', undefined, 0)).toEqual({ clientIp: '10.0.0.1' })
  })

  it('has one spelling, however it was written', () => {
    expect(readClientIp('::ffff:198.51.100.7', undefined, 0).clientIp).toBe('198.51.100.7')
    expect(readClientIp('10.0.0.1', '2001:DB8:0:0::1', 1).clientIp).toBe('2001:db8::1')
    expect(readClientIp('fe80::1%eth0', undefined, 0).clientIp).toBe('fe80::1')
  })
})
