import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { describe, expect, it, test } from 'vitest'
import { ask, say, serve } from '@/lib/testing/http-entry'
import { BODY_LIMIT_BYTES } from './body-limit'
import { setFailure, setNotFound } from './response-context'

const BROWSER = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' }
const FORM = { 'content-type': 'multipart/form-data; boundary=x' }

const page = (status: number, headers = {}, body = 'words of the framework') =>
  serve({}, (_request, response) => response.writeHead(status, headers).end(body))

const sentence = /^[A-Z].+\.\n$/
const heading = /<h1>[A-Z][\w ]+<\/h1>\n<p>[^<]+\.<\/p>/

it('an unknown action without JavaScript gets 409 and a link that reloads its own page', async () => {
  const port = await page(409, { 'content-type': 'text/plain', 'x-nextjs-action-not-found': '1' })
  const seen = await ask(port, { method: 'POST', path: '/sign-up?x=1', headers: { ...BROWSER, ...FORM } })
  expect({ status: seen.status, mark: seen.headers['x-nextjs-action-not-found'] }).toEqual({ status: 409, mark: '1' })
  expect(seen.text).toContain('<h1>This page has been updated</h1>')
  expect(seen.text).toContain('<a href="">Reload the page</a>')
})

describe('requests rejected by the HTTP entry', () => {
  const REJECTED = [
    { status: 400, path: '/%ff' },
    { status: 400, path: '/sign-up?x=%' },
    { status: 403, method: 'POST', headers: { origin: 'null', ...FORM } },
    { status: 404, method: 'POST', headers: { 'x-action-forwarded': '1', ...FORM } },
    { status: 405, method: 'PUT' },
    { status: 405, path: '/icon.svg', method: 'POST' },
    { status: 413, method: 'POST', headers: { ...FORM, 'content-length': BODY_LIMIT_BYTES + 1 } },
    { status: 415, method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
    { status: 421, headers: { host: '<evil>.example' } },
  ]

  it.each(REJECTED)(
    'a rejected request gets a page in browsers and one sentence in other clients: $status $method $path',
    async (how) => {
      const { status, headers = {}, ...request } = how
      const port = await serve()
      const seen = await ask(port, { ...request, headers: { ...headers, ...BROWSER } })
      expect({ status: seen.status, type: seen.headers['content-type'] }).toEqual({
        status,
        type: 'text/html; charset=utf-8',
      })
      expect(seen.text).toMatch(heading)
      expect(seen.text).not.toContain('evil')
      const line = await ask(port, { ...request, headers })
      expect({ status: line.status, type: line.headers['content-type'] }).toEqual({
        status,
        type: 'text/plain; charset=utf-8',
      })
      expect(line.text).toMatch(sentence)
    },
  )

  it.each(['x'.repeat(20_000), '%'.repeat(30_000)])(
    'a URL that is too long gets an error page in browsers',
    async (url) => {
      const heard = await say(
        await serve(),
        `GET /${url} HTTP/1.1\r\nHost: localhost\r\nAccept: ${BROWSER.accept}\r\n\r\n`,
      )
      expect(heard).toMatch(/^HTTP\/1\.1 431 /)
      expect(heard).toMatch(heading)
      const head = await say(await serve(), `HEAD /${url} HTTP/1.1\r\nHost: localhost\r\n\r\n`)
      expect(head).toMatch(/^HTTP\/1\.1 431 .*\r\n\r\n$/s)
    },
  )
})

test('the error page loads nothing, has no scripts, and its style matches the hash in the policy', async () => {
  const { text, headers } = await ask(await serve(), { path: '/%', headers: BROWSER })
  const [, style = ''] = /<style>(.*?)<\/style>/s.exec(text) ?? []
  const hash = createHash('sha256').update(style).digest('base64')
  expect(headers['content-security-policy']).toContain(`style-src 'self' 'sha256-${hash}';`)
  expect(text).not.toMatch(/<script|<link|style=|src=|url\(|@import/)
})

describe('error responses by Next', () => {
  it.each([
    { what: 'a line of text', status: 404, headers: { 'content-type': 'text/plain' } },
    { what: 'an empty body', status: 405, headers: {}, body: '' },
    { what: 'a shell that only scripts fill', status: 500, headers: { 'content-type': 'text/html; charset=utf-8' } },
    {
      what: 'a compressed line of text',
      status: 500,
      headers: { 'content-type': 'text/plain', 'content-encoding': 'gzip', 'content-length': '44', etag: '"x"' },
      body: gzipSync('words of the framework').toString('latin1'),
    },
  ])('replaces the body of an error by Next: $what', async ({ status, headers, body }) => {
    const port = await page(status, headers, body)
    const seen = await ask(port, { headers: BROWSER })
    expect(seen.status).toBe(status)
    expect(seen.text).toMatch(heading)
    expect(seen.headers['content-length']).toBe(String(Buffer.byteLength(seen.text)))
    for (const name of ['content-encoding', 'etag']) expect(seen.headers[name]).toBeUndefined()
    expect((await ask(port)).text).toMatch(sentence)
    expect(await ask(port, { method: 'HEAD', headers: BROWSER })).toMatchObject({ status, text: '' })
  })

  it('replaces the body of an error by Next that is written in chunks', async () => {
    const port = await serve({}, (_request, response) => {
      response.statusCode = 500
      response.write('words of ')
      response.write('the framework')
      setImmediate(() => response.end('.'))
    })
    expect((await ask(port)).text).toBe('Something went wrong on our end. Please try again.\n')
  })

  it.each([
    { what: 'a 404 page', status: 404, headers: { 'content-type': 'text/html; charset=utf-8' } },
    { what: 'JSON that reports an outage', status: 503, headers: { 'content-type': 'application/json' } },
    { what: 'a successful page', status: 200, headers: { 'content-type': 'text/plain' } },
  ])('keeps a body of our own: $what', async ({ status, headers }) => {
    expect(await ask(await page(status, headers), { headers: BROWSER })).toMatchObject({
      status,
      text: 'words of the framework',
    })
  })

  it('sets the Allow header of a 405 response', async () => {
    const port = await page(405)
    expect((await ask(port)).headers.allow).toBe('POST')
    expect((await ask(port, { method: 'HEAD' })).headers.allow).toBe('POST')
    expect((await ask(port, { method: 'POST', headers: FORM })).headers.allow).toBe('GET, HEAD')
  })

  it('turns 500 into 400 when the request has an unreadable router state', async () => {
    const port = await page(500, { 'content-type': 'text/plain' })
    expect((await ask(port, { headers: { 'next-router-state-tree': '%ff' } })).status).toBe(400)
  })
})

describe('pages of the application', () => {
  const OUTAGE = Object.assign(new Error('secret'), { name: 'PrismaClientKnownRequestError', code: 'P2010' })
  const ours = (set: () => void) =>
    serve({}, (_request, response) => {
      set()
      response.setHeader('content-type', 'text/html; charset=utf-8')
      response.end('<h1>Ours</h1>')
    })

  it.each<[string, () => void, number, string | undefined]>([
    ['a missing page', setNotFound, 404, undefined],
    ['an outage', () => setFailure(OUTAGE), 503, '10'],
    ['an outage behind another error', () => setFailure(new Error('', { cause: OUTAGE })), 503, '10'],
    ['a lost connection', () => setFailure(Object.assign(new Error(), { code: 'ECONNREFUSED' })), 503, '10'],
    ['a defect', () => setFailure(new TypeError('x is not a function')), 500, undefined],
    ['a thrown value that is no Error', () => setFailure('x'), 500, undefined],
  ])('a page keeps its body and gets the status of %s', async (_, set, status, retryAfter) => {
    const port = await ours(set)
    const { text, headers, ...seen } = await ask(port, { headers: BROWSER })
    expect({ status: seen.status, retryAfter: headers['retry-after'] }).toEqual({ status, retryAfter })
    expect(text).toBe('<h1>Ours</h1>')
  })

  it('a page requested by our scripts keeps status 200, since browsers log error statuses to the console', async () => {
    const port = await ours(setNotFound)
    expect((await ask(port, { headers: { rsc: '1' } })).status).toBe(200)
  })
})
