import type { RequestListener } from 'node:http'
import { describe, expect, it } from 'vitest'
import { BODY_LIMIT_BYTES } from '@/lib/http/body-limit'
import { ask, say, serve } from '@/lib/testing/http-entry'

const EVERY = [
  'content-security-policy',
  'cross-origin-opener-policy',
  'cross-origin-resource-policy',
  'permissions-policy',
  'referrer-policy',
  'x-content-type-options',
  'x-dns-prefetch-control',
  'x-frame-options',
]

const answers =
  (status: number, headers = {}): RequestListener =>
  (_request, response) =>
    response.writeHead(status, headers).end()

describe('headers of every response', () => {
  it.each([
    ['a page', {}],
    ['a foreign host', { headers: { host: 'evil.example' } }],
    ['no host', { setHost: false }],
    ['a method that is not served', { method: 'PUT' }],
    ['an invalid URL', { path: '/%ff' }],
    ['a post from another origin', { method: 'POST', headers: { origin: 'null' } }],
    ['an action without a form', { method: 'POST', headers: { 'next-action': 'x' } }],
    ['a body that is too large', { method: 'POST', headers: { 'content-length': BODY_LIMIT_BYTES + 1 } }],
    ['an expectation', { headers: { expect: 'the-unexpected' } }],
  ])('sets all security headers and forbids caching: %s', async (_, request) => {
    const { headers } = await ask(await serve(), request)
    expect(Object.keys(headers)).toEqual(expect.arrayContaining(EVERY))
    expect(headers['cache-control']).toBe('no-store')
  })

  it('overrides weaker headers of a page', async () => {
    const loose = {
      'X-Frame-Options': 'ALLOWALL',
      'cache-control': 'public, max-age=60',
      'referrer-policy': 'unsafe-url',
    }
    const { headers } = await ask(await serve({}, answers(200, loose)))
    expect(headers).toMatchObject({
      'x-frame-options': 'SAMEORIGIN',
      'cache-control': 'no-store',
      'referrer-policy': 'same-origin',
    })
  })

  it.each([
    ['malformed data', 'HELLO\r\n\r\n', 400],
    ['an invalid length', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n', 400],
    ['two lengths', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n', 400],
    ['headers that are too large', `GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
    ['a tunnel', 'CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\n\r\n', 405],
  ])('sets all headers where Node itself would reject: %s', async (_, said, status) => {
    const heard = await say(await serve(), said)
    expect(heard).toMatch(new RegExp(`^HTTP/1.1 ${status} .*\r\n.*\r\n\r\n[A-Z].*\\.\n$`, 's'))
    for (const name of [...EVERY, 'cache-control: no-store']) expect(heard).toContain(name)
  })

  it('sets all headers when a request times out', async () => {
    const slow = { requestTimeout: 50, headersTimeout: 50, connectionsCheckingInterval: 20 }
    const heard = await say(await serve({}, undefined, slow), 'GET / HTTP/1.1\r\nHost')
    expect(heard).toMatch(/^HTTP\/1.1 408 .*content-security-policy: /s)
  })

  it('cuts off an unfinished response instead of appending a second one', async () => {
    const port = await serve({}, (_request, response) => response.writeHead(200).write('half'))
    const request = `POST / HTTP/1.1\r\nHost: localhost:${port}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`
    const heard = await say(port, request, 'NO HTTP\r\n\r\n')
    expect(heard.match(/HTTP\/1.1/g)).toHaveLength(1)
  })
})

describe('caching of static files', () => {
  const KEPT = { 'cache-control': 'public, max-age=31536000, immutable' }

  it.each(['/_next/static/chunks/a.js', '/icon.svg', '/icon.svg?v=1', '/opengraph-image.png'])(
    'allows caching of %s',
    async (path) => {
      const { headers } = await ask(await serve({}, answers(200, KEPT)), { path })
      expect(headers['cache-control']).toBe(KEPT['cache-control'])
    },
  )

  it.each([
    '/account',
    '/account?x=/icon.svg',
    '/handset/icon.svg',
    '/_next/data/a.json',
    '/_next/image',
    '/account.rsc',
  ])('forbids caching of %s', async (path) => {
    const { headers } = await ask(await serve({}, answers(200, KEPT)), { path })
    expect(headers['cache-control']).toBe('no-store')
  })

  it('forbids caching of a missing static file', async () => {
    const { headers } = await ask(await serve({}, answers(404, KEPT)), { path: '/_next/static/a.js' })
    expect(headers['cache-control']).toBe('no-store')
  })
})

describe('redirects', () => {
  const sentTo = async (location: string, name = 'location') =>
    (await ask(await serve({}, answers(303, { [name]: location })))).headers[name]

  it.each(['/account', '/verify/1?sent=again', '/sign-up/..;/x', '/%2f%2fevil.example', '/%09/evil.example', '?x=1'])(
    'allows a redirect to %s on our own origin',
    async (location) => {
      expect(await sentTo(location)).toBe(location)
    },
  )

  it.each([
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    'https:evil.example',
    'http:\\\\evil.example',
    'https://evil.example',
    'https://localhost@evil.example',
    'javascript:alert(1)',
    'data:text/html,x',
    '///evil.example',
    'http://[',
  ])('redirects to the home page instead of to %s', async (location) => {
    expect(await sentTo(location)).toBe('/')
    expect(await sentTo(location, 'x-action-redirect')).toBe('/')
  })
})
