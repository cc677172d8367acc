import { describe, expect, it } from 'vitest'
import { allowedHosts, isLoopback, isSameOrigin, namedHost } from './hosts'

const live = allowedHosts({ appOrigin: 'https://id.example.com', mode: 'live', port: 3000 })
const demo = allowedHosts({ appOrigin: 'http://localhost:3000', mode: 'demo', port: 3000 })

describe('the hosts that are answered', () => {
  it('are our own name alone in live mode', () => {
    expect([...live]).toEqual(['id.example.com'])
  })

  it('are this machine under every name in the demo', () => {
    expect([...demo].sort()).toEqual(['127.0.0.1:3000', '[::1]:3000', 'localhost:3000'])
  })

  it('are told apart by port', () => {
    expect(namedHost(['Host', 'localhost:3001'], demo, 'http:')).toBeUndefined()
  })

  it('are compared without regard to case', () => {
    expect(namedHost(['hOST', 'ID.example.COM'], live, 'https:')).toBe('id.example.com')
  })

  it.each([
    ['a foreign one', ['Host', 'evil.example']],
    ['none', ['Accept', '*/*']],
    ['two, even when both are fine', ['Host', 'id.example.com', 'Host', 'id.example.com']],
    ['ours as a value of something else', ['X-Name', 'host', 'Accept', 'id.example.com']],
    ['ours with something before it', ['Host', 'evil@id.example.com']],
    ['ours on the default port of http', ['Host', 'id.example.com:80']],
    ['ours with two dots behind it', ['Host', 'id.example.com..']],
    ['a dot alone', ['Host', '.']],
  ])('are none of them when a request names %s', (_, rawHeaders) => {
    expect(namedHost(rawHeaders, live, 'https:')).toBeUndefined()
  })
})

describe('the same host', () => {
  it.each(['id.example.com:443', 'id.example.com.', 'ID.EXAMPLE.COM.:443'])('is named by %s', (host) => {
    expect(namedHost(['Host', host], live, 'https:')).toBe('id.example.com')
  })

  it.each(['localhost.:3000', 'LOCALHOST:3000'])('is named by %s in the demo', (host) => {
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
  ])('is named by the origin %s: %s', (origin, same) => {
    expect(isSameOrigin(origin, 'https://id.example.com')).toBe(same)
  })
})

describe('a listening address', () => {
  it('is loopback when only this machine can reach it', () => {
    expect(['127.0.0.1', '127.8.9.1', '::1', 'localhost'].map(isLoopback)).toEqual([true, true, true, true])
    expect(['0.0.0.0', '::', '192.168.1.5', '127.0.0.1.example.com'].map(isLoopback)).toEqual([
      false,
      false,
      false,
      false,
    ])
  })
})
