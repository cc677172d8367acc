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

describe('every answer', () => {
  it.each([
    ['a page', {}],
    ['a foreign host', { headers: { host: 'evil.example' } }],
    ['no host', { setHost: false }],
    ['a method that is not served', { method: 'PUT' }],
    ['a URL that is none', { path: '/%ff' }],
    ['a post from elsewhere', { method: 'POST', headers: { origin: 'null' } }],
    ['an action that is no form', { method: 'POST', headers: { 'next-action': 'x' } }],
    ['too much', { method: 'POST', headers: { 'content-length': BODY_LIMIT_BYTES + 1 } }],
    ['an expectation', { headers: { expect: 'the-unexpected' } }],
  ])('has every header and is kept by nobody: %s', async (_, request) => {
    const { headers } = await ask(await serve(), request)
    expect(Object.keys(headers)).toEqual(expect.arrayContaining(EVERY))
    expect(headers['cache-control']).toBe('no-store')
  })

  it('has them also where the page behind it says otherwise', async () => {
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
    ['no HTTP', 'HELLO\r\n\r\n', 400],
    ['a length that is none', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n', 400],
    ['two lengths', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n', 400],
    ['headers without end', `GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
    ['a tunnel', 'CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\n\r\n', 405],
  ])('has them also where Node would refuse by itself: %s', async (_, said, status) => {
    const heard = await say(await serve(), said)
    expect(heard).toMatch(new RegExp(`^HTTP/1.1 ${status} .*\r\n.*\r\n\r\n[A-Z].*\\.\n$`, 's'))
    for (const name of [...EVERY, 'cache-control: no-store']) expect(heard).toContain(name)
  })

  it('has them also when a request never comes to its end', async () => {
    const slow = { requestTimeout: 50, headersTimeout: 50, connectionsCheckingInterval: 20 }
    const heard = await say(await serve({}, undefined, slow), 'GET / HTTP/1.1\r\nHost')
    expect(heard).toMatch(/^HTTP\/1.1 408 .*content-security-policy: /s)
  })

  it('that is half written is cut off, and nothing is written after it', async () => {
    const port = await serve({}, (_request, response) => response.writeHead(200).write('half'))
    const request = `POST / HTTP/1.1\r\nHost: localhost:${port}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`
    const heard = await say(port, request, 'NO HTTP\r\n\r\n')
    expect(heard.match(/HTTP\/1.1/g)).toHaveLength(1)
  })
})

describe('a file that holds nothing of anybody', () => {
  const KEPT = { 'cache-control': 'public, max-age=31536000, immutable' }

  it.each(['/_next/static/chunks/a.js', '/icon.svg', '/icon.svg?v=1', '/latchkey.png'])(
    'may be kept: %s',
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
  ])('is not what %s names', async (path) => {
    const { headers } = await ask(await serve({}, answers(200, KEPT)), { path })
    expect(headers['cache-control']).toBe('no-store')
  })

  it('is not there when it was not found', async () => {
    const { headers } = await ask(await serve({}, answers(404, KEPT)), { path: '/_next/static/a.js' })
    expect(headers['cache-control']).toBe('no-store')
  })
})

describe('an answer that sends the browser on', () => {
  const sentTo = async (location: string, name = 'location') =>
    (await ask(await serve({}, answers(303, { [name]: location })))).headers[name]

  it.each(['/account', '/verify/1?sent=again', '/sign-up/..;/x', '/%2f%2fevil.example', '/%09/evil.example', '?x=1'])(
    'may lead to %s, which is a place of ours',
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
  ])('leads to the start page instead of to %s', async (location) => {
    expect(await sentTo(location)).toBe('/')
    expect(await sentTo(location, 'x-action-redirect')).toBe('/')
  })
})
