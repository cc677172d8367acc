import { describe, expect, test } from 'vitest'
import { ask, serve } from '@/lib/testing/http-entry'
import { isOnThisMachine } from './presenter'

describe('local clients', () => {
  test.each([
    ['a loopback socket', '127.0.0.1', {}, 0],
    ['a loopback socket in IPv6', '::1', {}, 0],
    ['a mapped loopback socket', '::ffff:127.0.0.1', {}, 0],
    ['another IP of the loopback network', '127.8.9.10', {}, 0],
    ['no proxy in between, though one is trusted', '127.0.0.1', {}, 1],
    ['a trusted proxy that reports loopback', '127.0.0.1', { 'x-forwarded-for': '127.0.0.1' }, 1],
    [
      'a trusted proxy that reports loopback after a forged entry',
      '127.0.0.1',
      { 'x-forwarded-for': '8.8.8.8, ::1' },
      1,
    ],
  ])('treats a client as local with %s', (_, socket, headers, trustedProxyHops) => {
    expect(isOnThisMachine(socket, headers, { trustedProxyHops })).toBe(true)
  })

  test.each([
    ['another IP', '198.51.100.7', {}, 0],
    ['no IP', '', {}, 0],
    ['another IP and a forged entry', '198.51.100.7', { 'x-forwarded-for': '127.0.0.1' }, 0],
    ['an untrusted proxy', '127.0.0.1', { 'x-forwarded-for': '198.51.100.7' }, 0],
    ['an untrusted proxy and a forged entry', '127.0.0.1', { 'x-forwarded-for': '127.0.0.1' }, 0],
    ['an empty entry', '127.0.0.1', { 'x-forwarded-for': '' }, 0],
    ['a trusted proxy that reports another IP', '127.0.0.1', { 'x-forwarded-for': '198.51.100.7' }, 1],
    ['a forged entry before that of the trusted proxy', '127.0.0.1', { 'x-forwarded-for': '::1, 198.51.100.7' }, 1],
    ['fewer entries than trusted proxies', '127.0.0.1', { 'x-forwarded-for': '198.51.100.7' }, 2],
    ['a host name instead of an IP', '127.0.0.1', { 'x-forwarded-for': 'localhost' }, 1],
    ['a trusted proxy elsewhere', '198.51.100.7', { 'x-forwarded-for': '127.0.0.1' }, 1],
    ['another forwarding header: Forwarded', '127.0.0.1', { forwarded: 'for=198.51.100.7' }, 0],
    ['another forwarding header: Via', '127.0.0.1', { via: '1.1 proxy' }, 0],
    ['another forwarding header: X-Real-IP', '127.0.0.1', { 'x-real-ip': '127.0.0.1' }, 1],
    ['another forwarding header: CF-Connecting-IP', '127.0.0.1', { 'cf-connecting-ip': '198.51.100.7' }, 0],
  ])('treats a client as remote with %s', (_, socket, headers, trustedProxyHops) => {
    expect(isOnThisMachine(socket, headers, { trustedProxyHops })).toBe(false)
  })
})

describe('the HTTP entry', () => {
  const presents = async (changes: Parameters<typeof serve>[0], headers: Record<string, string> = {}) => {
    const port = await serve(changes)
    const { text } = await ask(port, { headers: { host: `localhost:${port}`, ...headers } })
    return (JSON.parse(text).headers as Record<string, string>)['x-latchkey-presenter']
  }
  const forwarded = { 'x-forwarded-for': '198.51.100.7' }

  test('marks a client on this machine as a presenter of the demo, but no client behind a proxy', async () => {
    expect(await presents({})).toBe('1')
    expect(await presents({}, forwarded)).toBeUndefined()
    expect(await presents({ trustedProxyHops: 1 }, forwarded)).toBeUndefined()
  })

  test('marks a holder of the access key as a presenter, wherever the request comes from', async () => {
    const demoAccessKey = 'quokka-knows-the-way'
    const cookie = 'access=yes'
    expect(await presents({ demoAccessKey, trustedProxyHops: 1 }, { ...forwarded, cookie })).toBe('1')
    expect(await presents({ trustedProxyHops: 1 }, { ...forwarded, cookie })).toBeUndefined()
  })

  test('ignores a presenter mark sent by a client', async () => {
    for (const mark of ['1', 'yes', ''])
      expect(await presents({}, { ...forwarded, 'x-latchkey-presenter': mark })).toBeUndefined()
  })

  test('marks no presenter in live mode', async () => {
    const live = { mode: 'live', demoAccessKey: undefined } as const
    expect(await presents(live)).toBeUndefined()
    expect(await presents(live, { cookie: 'access=yes', 'x-latchkey-presenter': '1' })).toBeUndefined()
    expect(await presents({ ...live, demoAccessKey: 'left over' }, { cookie: 'access=yes' })).toBeUndefined()
  })
})
