import { once } from 'node:events'
import type http from 'node:http'
import net from 'node:net'
import { describe, expect, it, vi } from 'vitest'
import { log } from '@/lib/log/log'
import { ask, say, serve } from '@/lib/testing/http-entry'
import { BODY_LIMIT_BYTES } from './body-limit'

const FORM = { 'content-type': 'multipart/form-data; boundary=x' }

const seenBy = (answer: { text: string }) =>
  JSON.parse(answer.text) as { headers: http.IncomingHttpHeaders; bytes: number }

describe('requests', () => {
  it.each([
    ['PUT', '/', 405],
    ['DELETE', '/account', 405],
    ['TRACE', '/', 405],
    ['GET', '/verify/%ff', 400],
    ['GET', '/verify/%', 400],
  ])('rejects %s %s with %i before it reaches Next', async (method, path, status) => {
    const port = await serve()
    expect(await ask(port, { method, path, headers: { host: `localhost:${port}` } })).toMatchObject({ status })
  })

  it.each([
    ['PUT', '/api/handset/network', 'GET, HEAD, PUT'],
    ['DELETE', '/api/handset/+12025550123/messages', 'GET, HEAD, DELETE'],
  ])('accepts %s %s in the demo, and rejects the methods that it does not support', async (method, path, allow) => {
    const port = await serve()
    expect((await ask(port, { method, path })).status).toBe(200)
    for (const other of ['POST', 'PATCH', 'OPTIONS', method === 'PUT' ? 'DELETE' : 'PUT']) {
      const { status, headers, text } = await ask(port, { method: other, path })
      const sentence = `This URL accepts GET, HEAD and ${method}.\n`
      expect({ other, status, allow: headers.allow, text }).toEqual({ other, status: 405, allow, text: sentence })
    }
  })

  it.each([
    ['PUT', '/api/handset/network'],
    ['DELETE', '/api/handset/+12025550123/messages'],
  ])('rejects %s %s in live mode like any other method', async (method, path) => {
    const port = await serve({ mode: 'live' })
    const { status, headers } = await ask(port, { method, path, headers: { host: `localhost:${port}` } })
    expect({ status, allow: headers.allow }).toEqual({ status: 405, allow: 'GET, HEAD, POST' })
  })

  it('rejects posts to pages other than multipart/form-data, with and without an action', async () => {
    const port = await serve()
    const post = async (type: string, headers: http.OutgoingHttpHeaders, path: string) =>
      (await ask(port, { path, method: 'POST', headers: { ...headers, 'content-type': type } })).status
    for (const headers of [{}, { 'next-action': 'x' }]) {
      for (const type of ['text/plain;charset=UTF-8', 'application/json', 'application/x-www-form-urlencoded', ''])
        expect({ type, status: await post(type, headers, '/sign-up') }).toEqual({ type, status: 415 })
      expect(await post('multipart/form-data; boundary=x', headers, '/sign-up')).toBe(200)
    }
    expect(await post('application/json', {}, '/api/gateways/twilio/receipts')).toBe(200)
  })

  it.each(['/_next/static/a.js', '/icon.svg', '/opengraph-image.png?v=1'])(
    'rejects a post to the static file %s',
    async (path) => {
      const { status, headers } = await ask(await serve(), { path, method: 'POST' })
      expect({ status, allow: headers.allow }).toEqual({ status: 405, allow: 'GET, HEAD' })
    },
  )

  it.each([
    '/_global-error',
    '/_global-error?x',
    '/_global-error.rsc',
    '/%5fglobal-error',
    '/%5Fglobal-error/x',
    '//_global%2Derror',
    '/x/../_global-error',
    '/%2e/_global-error',
  ])("serves the 404 page instead of Next's internal error page at %s", async (path) => {
    const port = await serve({}, (request, response) => response.end(request.url))
    expect((await ask(port, { path })).text).toBe('/_not-found')
  })

  it('rejects an action forwarded by Next from another page', async () => {
    const port = await serve({}, () => expect.unreachable())
    const host = `localhost:${port}`
    const headers = {
      host,
      origin: `http://${host}`,
      'next-action': 'x',
      'content-type': 'multipart/form-data; boundary=x',
      'x-action-forwarded': '1',
    }
    expect((await ask(port, { method: 'POST', headers })).status).toBe(404)
    expect((await ask(port, { method: 'POST', headers: { ...headers, 'x-action-forwarded': '' } })).status).toBe(404)
  })

  it('rejects posts from another origin', async () => {
    const port = await serve()
    const from = async (origin: string) =>
      (await ask(port, { method: 'POST', headers: { host: `localhost:${port}`, origin, ...FORM } })).status
    expect(await from(`http://localhost:${port}`)).toBe(200)
    expect(await from(`http://localhost.:${port}`)).toBe(200)
    for (const origin of ['null', 'https://evil.example', `https://localhost:${port}`, `http://127.0.0.1:${port}`])
      expect(await from(origin)).toBe(403)
  })

  it('rejects posts with a cross-site or same-site Sec-Fetch-Site, whatever their content type', async () => {
    const port = await serve()
    const own = `http://localhost:${port}`
    const from = async (site: string, type: string) =>
      (
        await ask(port, {
          method: 'POST',
          headers: { host: `localhost:${port}`, origin: own, 'sec-fetch-site': site, 'content-type': type },
        })
      ).status
    for (const type of ['application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'text/plain', '']) {
      expect({ type, status: await from('cross-site', type) }).toEqual({ type, status: 403 })
      expect({ type, status: await from('same-site', type) }).toEqual({ type, status: 403 })
      expect({ type, status: await from('same-origin', type) }).toEqual({
        type,
        status: type.startsWith('multipart') ? 200 : 415,
      })
    }
  })

  it('accepts the origin null only with Sec-Fetch-Site: same-origin (SES-6)', async () => {
    const port = await serve()
    const from = (site?: string) =>
      ask(port, {
        method: 'POST',
        headers: {
          host: `localhost:${port}`,
          origin: 'null',
          'content-type': 'multipart/form-data; boundary=x',
          ...(site && { 'sec-fetch-site': site }),
        },
      })
    const own = await from('same-origin')
    expect(own.status).toBe(200)
    expect(seenBy(own).headers.origin).toBe(`http://localhost:${port}`)
    for (const site of [undefined, 'cross-site', 'same-site', 'none', 'same-origin, same-origin', 'Same-Origin'])
      expect({ site, status: (await from(site)).status }).toEqual({ site, status: 403 })
  })

  it.each([['x-forwarded-for', 0, 'TRUSTED_PROXY_HOPS is 0'] as const, ['x-forwarded-for', 1, 'is no IP'] as const])(
    'logs an ignored %s header once, with %i trusted proxies',
    async (name, trustedProxyHops, reason) => {
      const warn = vi.spyOn(log(), 'warn').mockImplementation(() => undefined)
      const port = await serve({ trustedProxyHops })
      for (const value of ['unknown', 'unknown', '_hidden'])
        await ask(port, { headers: { host: `localhost:${port}`, [name]: value } })
      expect(warn).toHaveBeenCalledExactlyOnceWith({
        event: 'proxy.header-ignored',
        reason: expect.stringContaining(reason),
      })
      vi.restoreAllMocks()
    },
  )

  it.each(['10.0.0.7:3000', 'evil.example', 'localhost'])(
    'serves only the health check under the host %j',
    async (host) => {
      const port = await serve()
      expect((await ask(port, { path: '/api/health', headers: { host } })).status).toBe(200)
      expect((await ask(port, { path: '/api/health?probe=1', headers: { host } })).status).toBe(200)
      for (const path of ['/', '/api/health/', '/api/health/x', '/api/healthy', '//api/health'])
        expect((await ask(port, { path, headers: { host } })).status).toBeGreaterThanOrEqual(400)
    },
  )

  it('passes a health check to Next under our own host', async () => {
    const port = await serve()
    const { headers } = seenBy(await ask(port, { path: '/api/health', headers: { host: 'evil.example' } }))
    expect(headers).toMatchObject({ host: `localhost:${port}`, 'x-forwarded-host': `localhost:${port}` })
  })

  it('serves a health check without a Host header, and rejects one with two', async () => {
    const port = await serve()
    expect(await say(port, 'GET /api/health HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1\.1 200 /)
    expect(await say(port, 'GET /api/health HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n')).toMatch(/^HTTP\/1\.1 421 /)
    expect(await say(port, 'GET / HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /)
  })

  it('sets the Allow header when rejecting a method', async () => {
    const port = await serve()
    const { headers } = await ask(port, { method: 'PATCH', headers: { host: `localhost:${port}` } })
    expect(headers.allow).toBe('GET, HEAD, POST')
  })

  it('sets the browser cookie on page views without one, and on no other requests', async () => {
    const port = await serve()
    const cookieFor = async (path: string, cookie?: string) =>
      (await ask(port, { path, headers: { host: `localhost:${port}`, ...(cookie && { cookie }) } })).headers[
        'set-cookie'
      ]
    expect(await cookieFor('/sign-up')).toEqual(['browser=new'])
    expect(await cookieFor('/sign-up', 'browser=old')).toBeUndefined()
    const files = ['/_next/static/x.js', '/favicon.ico', '/icon.svg?x', '/apple-touch-icon.png', '/robots.txt']
    for (const path of [...files, '/.well-known/change-password', '/api/health', '/verify/1/events'])
      expect(await cookieFor(path)).toBeUndefined()
  })

  it('replaces forged proxy headers by verified values before Next', async () => {
    const port = await serve()
    const { headers } = seenBy(
      await ask(port, {
        headers: {
          host: `localhost:${port}`,
          forwarded: 'for=203.0.113.9',
          'x-forwarded-for': '203.0.113.9',
          'x-forwarded-host': 'evil.example',
          'x-forwarded-proto': 'https',
          'x-real-ip': '203.0.113.9',
          'x-middleware-subrequest': 'middleware',
          'x-nonce': 'mine',
        },
      }),
    )
    expect(headers).toMatchObject({
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-host': `localhost:${port}`,
      'x-forwarded-proto': 'http',
      'x-forwarded-port': String(port),
    })
    for (const name of ['forwarded', 'x-real-ip', 'x-middleware-subrequest', 'x-nonce'])
      expect(headers[name]).toBeUndefined()
  })

  it('rejects a foreign host with 421 and one sentence', async () => {
    const port = await serve()
    const { status, text } = await ask(port, { headers: { host: 'evil.example' } })
    expect({ status, text }).toEqual({ status: 421, text: `This server only serves http://localhost:${port}.\n` })
  })

  it('rejects an absolute URL as the request target', async () => {
    const port = await serve()
    expect((await ask(port, { path: 'http://evil.example/' })).status).toBe(400)
  })

  it('passes the nonce of the response to Next, a new one for each request', async () => {
    const port = await serve()
    const [first, second] = [await ask(port), await ask(port)]
    expect(seenBy(first).headers['content-security-policy']).toBe(first.headers['content-security-policy'])
    expect(first.headers['content-security-policy']).toMatch(/script-src 'nonce-[\w+/=]{24}' 'strict-dynamic';/)
    expect(first.headers['content-security-policy']).not.toBe(second.headers['content-security-policy'])
  })
})

describe('request bodies', () => {
  const post = (headers = {}) => ({ method: 'POST', headers: { ...FORM, ...headers } })
  const chunk = (bytes: number) => Buffer.alloc(bytes, 'x')

  it('accepts a body of the maximum size with Content-Length', async () => {
    const port = await serve()
    const answer = await ask(port, post({ 'content-length': BODY_LIMIT_BYTES }), [chunk(BODY_LIMIT_BYTES)])
    expect(seenBy(answer).bytes).toBe(BODY_LIMIT_BYTES)
  })

  it('accepts a chunked body of the maximum size', async () => {
    const port = await serve()
    const answer = await ask(
      port,
      post({ 'transfer-encoding': 'chunked' }),
      Array(64).fill(chunk(BODY_LIMIT_BYTES / 64)),
    )
    expect(seenBy(answer).bytes).toBe(BODY_LIMIT_BYTES)
  })

  it('accepts an empty chunked body', async () => {
    const port = await serve()
    expect(seenBy(await ask(port, post({ 'transfer-encoding': 'chunked' }))).bytes).toBe(0)
  })

  it('rejects a Content-Length above the limit before Next', async () => {
    const port = await serve({}, () => expect.unreachable())
    expect((await ask(port, post({ 'content-length': BODY_LIMIT_BYTES + 1 }))).status).toBe(413)
  })

  it('rejects a chunked body above the limit before Next', async () => {
    const port = await serve({}, () => expect.unreachable())
    const answer = await ask(port, post({ 'transfer-encoding': 'chunked' }), [chunk(BODY_LIMIT_BYTES), chunk(1)])
    expect(answer.status).toBe(413)
  })
})

describe('rejection during an upload', () => {
  const MEGABYTES = 8

  /** Sends a head and a long body without reading the response meanwhile, as some clients do. Returns its status. */
  async function insist(port: number, head: string, chunk: (bytes: Buffer) => string | Buffer = (bytes) => bytes) {
    const socket = net.connect(port, '127.0.0.1')
    const errors: string[] = []
    let heard = ''
    socket.on('error', (error: NodeJS.ErrnoException) => errors.push(String(error.code)))
    socket.on('data', (data) => {
      heard += data
    })
    socket.write(`${head}\r\nHost: localhost:${port}\r\n\r\n`)
    for (let sent = 0; sent < MEGABYTES && !socket.destroyed; sent++) {
      const written = new Promise((resolve) => socket.write(chunk(Buffer.alloc(1024 * 1024, 'x')), resolve))
      await written
    }
    socket.end()
    if (!socket.destroyed) await once(socket, 'close')
    return { errors, status: heard.split(' ')[1] }
  }

  const FORM = 'Content-Type: multipart/form-data; boundary=x'
  const LENGTH = `Content-Length: ${MEGABYTES * 1024 * 1024}`
  it.each([
    ['413', `POST /sign-up HTTP/1.1\r\n${FORM}\r\n${LENGTH}`],
    ['403', `POST /sign-up HTTP/1.1\r\nOrigin: https://evil.example\r\n${LENGTH}`],
    ['405', `PUT / HTTP/1.1\r\n${LENGTH}`],
  ])('an unfinished upload receives %s before its connection closes', async (status, head) => {
    expect(await insist(await serve(), head)).toEqual({ errors: [], status })
  })

  it('an unfinished chunked upload receives 413', async () => {
    const chunked = (bytes: Buffer) =>
      Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')])
    const head = `POST /sign-up HTTP/1.1\r\n${FORM}\r\nTransfer-Encoding: chunked`
    expect(await insist(await serve(), head, chunked)).toEqual({ errors: [], status: '413' })
  })
})

describe('demo access', () => {
  const locked = { demoAccessKey: 'let-me-in-please' }

  it('redirects clients without demo access to the access page', async () => {
    const { status, headers } = await ask(await serve(locked), { path: '/handset/+12025550123' })
    expect({ status, location: headers.location }).toEqual({ status: 303, location: '/demo/access' })
  })

  it('serves clients with demo access', async () => {
    expect((await ask(await serve(locked), { path: '/', headers: { cookie: 'access=yes' } })).status).toBe(200)
  })

  it.each([
    '/demo/access?x=1',
    '/demo/enter',
    '/demo/enter/pass',
    '/_next/static/a.js',
    '/icon.svg',
    '/favicon.ico',
    '/apple-touch-icon.png',
    '/opengraph-image.png?x',
    '/robots.txt',
    '/api/health',
    '/api/gateways/handset/receipts',
    '/api/handset/messages',
    '/api/handset/network',
    '/api/handset/+12025550123/messages?after=',
    '/api/handset/%2B12025550123/messages',
  ])('serves %s without demo access', async (path) => {
    expect((await ask(await serve(locked), { path })).status).toBe(200)
  })

  it.each([
    '/_next/static/../../handset/1',
    '/_next/static/%2e%2e/%2E%2e/handset/1',
    '/demo/access/',
    '/demo/enter/',
    '/demo/enter/passes',
    '/demo/pass',
    '//icon.svg',
    '/api/handset',
    '/api/handset/messages/',
    '/api/handset/messages/x',
    '/api/handset/messages/%2e%2e/x',
    '/api/handset/network/',
    '/api/handset/network/x',
    '/api/handset/12025550123/messages',
    '/api/handset/+12025550123/messages/x',
    '/api/handset/%2e%2e/messages',
  ])('protects %s by demo access', async (path) => {
    expect((await ask(await serve(locked), { path })).status).toBe(303)
  })
})

describe('RECEIPT_ORIGIN', () => {
  const named = { receiptOrigin: 'https://sms.example.com' }
  const asking = async (path: string) =>
    (await ask(await serve(named), { path, headers: { host: 'sms.example.com' } })).status

  it.each(['/api/gateways/twilio/receipts?reference=x', '/api/gateways/kannel/replies?token=x'])(
    'serves %s under RECEIPT_ORIGIN',
    async (path) => {
      expect(await asking(path)).toBe(200)
    },
  )

  it.each(['/', '/sign-up', '/api/gateways/twilio/replies/x', '/api/gateways/twilio/others'])(
    'rejects %s under RECEIPT_ORIGIN',
    async (path) => {
      expect(await asking(path)).toBe(421)
    },
  )
})
