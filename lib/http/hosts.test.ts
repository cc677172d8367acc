import { describe, expect, it } from 'vitest'
import { allowedHosts, isLoopback, isSameOrigin, namedHost } from './hosts'

const live = allowedHosts({ appOrigin: 'https://id.example.com', mode: 'live', port: 3000 })
const demo = allowedHosts({ appOrigin: 'http://localhost:3000', mode: 'demo', port: 3000 })

describe('allowed hosts', () => {
  it('allows only our own host in live mode', () => {
    expect([...live]).toEqual(['id.example.com'])
  })

  it('allows every loopback name in a local demo', () => {
    expect([...demo].sort()).toEqual(['127.0.0.1:3000', '[::1]:3000', 'localhost:3000'])
  })

  it('distinguishes hosts by port', () => {
    expect(namedHost(['Host', 'localhost:3001'], demo, 'http:')).toBeUndefined()
  })

  it('compares hosts case-insensitively', () => {
    expect(namedHost(['hOST', 'ID.example.COM'], live, 'https:')).toBe('id.example.com')
  })

  it.each([
    ['a foreign host', ['Host', 'evil.example']],
    ['no host', ['Accept', '*/*']],
    ['two allowed hosts', ['Host', 'id.example.com', 'Host', 'id.example.com']],
    ['our host in another header', ['X-Name', 'host', 'Accept', 'id.example.com']],
    ['our host after a user name', ['Host', 'evil@id.example.com']],
    ['our host with the default port of http', ['Host', 'id.example.com:80']],
    ['our host with two trailing dots', ['Host', 'id.example.com..']],
    ['only a dot', ['Host', '.']],
  ])('rejects a request with %s', (_, rawHeaders) => {
    expect(namedHost(rawHeaders, live, 'https:')).toBeUndefined()
  })
})

describe('equivalent hosts', () => {
  it.each(['id.example.com:443', 'id.example.com.', 'ID.EXAMPLE.COM.:443'])(
    'accepts our host written as %s',
    (host) => {
      expect(namedHost(['Host', host], live, 'https:')).toBe('id.example.com')
    },
  )

  it.each(['localhost.:3000', 'LOCALHOST:3000'])('accepts localhost written as %s in the demo', (host) => {
    expect(namedHost(['Host', host], demo, 'http:')).toBe('localhost:3000')
  })

  it.each([
    ['https://id.example.com', true],
    ['https://id.example.com.', true],
    ['https://id.example.com:443', true],
    ['HTTPS://id.example.com', false],
    ['https://ID.example.com', false],
    ['http://id.example.com', false],
    ['http://id.example.com:443', false],
    ['https://id.example.com:80', false],
    ['https://id.example.com.evil.example', false],
    ['https://id.example.com/', false],
    ['null', false],
    ['', false],
  ])('compares the origin %s with our own: %s', (origin, same) => {
    expect(isSameOrigin(origin, 'https://id.example.com')).toBe(same)
  })
})

describe('loopback', () => {
  it('recognizes host names and IPs that only this machine can reach', () => {
    expect(['127.0.0.1', '127.8.9.1', '::1', 'localhost'].map(isLoopback)).toEqual([true, true, true, true])
    expect(['0.0.0.0', '::', '192.168.1.5', '127.0.0.1.example.com'].map(isLoopback)).toEqual([
      false,
      false,
      false,
      false,
    ])
  })
})
