import { expect, test } from './support/fixtures'
import { raw } from './support/raw'
import { PAGES, POSTED_ROUTES, ROUTES } from './support/sources'

const UNKNOWN_ID = '00000000-0000-4000-8000-000000000000'
const filled = (pattern: string) => pattern.replace(/\[\w+\]/g, UNKNOWN_ID)

/** Other spellings of the account URL, which could bypass a guard that matches only one. */
const ACCOUNT = [
  '/account',
  '/account/',
  '//account',
  '/./account',
  '/x/../account',
  '/%61ccount',
  '/account%2f',
  '/account%00',
  '/account;x=1',
  '/account.rsc',
  '/account.json',
  '/account?_rsc=1',
  '/account/page',
  '/ACCOUNT',
  '/en/account',
  '/_next/data/build/account.json',
  '/_next/data/account.json',
  '/_next/../account',
  '/_next/static/../../account',
  '/_next/static/%2e%2e/%2e%2e/account',
  '/api/../account',
  '/\\account',
]

const BYPASS = {
  'x-middleware-subrequest': 'proxy:proxy:proxy:proxy:proxy',
  'x-middleware-rewrite': '/account',
  'x-middleware-next': '1',
  'x-middleware-override-headers': 'cookie',
  'x-nextjs-data': '1',
  'x-matched-path': '/account',
  'x-invoke-path': '/account',
  'x-original-url': '/account',
  'x-rewrite-url': '/account',
  'x-now-route-matches': '1=account',
  'x-http-method-override': 'GET',
  'next-resume': '1',
}

test('the account page requires a session, however its URL is spelled and whatever headers are sent', async ({
  baseURL,
}) => {
  for (const path of ACCOUNT) {
    for (const headers of [{}, BYPASS, { ...BYPASS, rsc: '1' }, { rsc: '1', 'next-router-prefetch': '1' }]) {
      const { status, headers: said, text } = await raw(String(baseURL), path, { headers })
      const isKeptOut = [303, 307, 308, 400, 404].includes(status) || text.includes('/sign-in')
      expect({ path, status, isKeptOut }).toEqual({ path, status, isKeptOut: true })
      expect(text, path).not.toContain('Sign out')
      if (said.location) expect(said.location, path).toMatch(/^\/[^/\\]/)
    }
  }
})

test('the image optimizer is disabled', async ({ baseURL }) => {
  for (const url of ['/opengraph-image.png', 'http://127.0.0.1:1/', '//evil.example/x.png', 'file:///etc/passwd']) {
    const path = `/_next/image?url=${encodeURIComponent(url)}&w=640&q=75`
    expect((await raw(String(baseURL), path)).status).toBe(404)
  }
})

test('pages and routes accept only GET, HEAD and POST', async ({ baseURL }) => {
  // The test kit of the demo has tests of its own.
  const others = ROUTES.filter((pattern) => pattern !== '/api/handset/network')
  for (const pattern of [...PAGES, ...others]) {
    for (const method of ['PUT', 'DELETE', 'TRACE', 'OPTIONS', 'PATCH', 'PROPFIND', 'QUERY']) {
      const { status, headers } = await raw(String(baseURL), filled(pattern), { method })
      expect({ pattern, method, status }).toEqual({ pattern, method, status: 405 })
      expect(headers.allow).toBe('GET, HEAD, POST')
    }
  }
})

test('POST routes reject requests from another site and requests without valid authentication', async ({ baseURL }) => {
  expect(POSTED_ROUTES).toEqual([
    '/api/gateways/[gateway]/receipts',
    '/api/gateways/[gateway]/replies',
    '/api/handset/messages',
    '/demo/attacks',
    '/demo/control',
    '/demo/enter/pass',
    '/demo/limits',
    '/demo/network',
    '/demo/pass',
  ])
  const own = String(baseURL)
  const signed = { origin: own, 'content-type': 'application/json', authorization: 'Bearer x', 'x-signature': 'x' }
  for (const path of [
    '/demo/attacks',
    '/demo/control',
    '/demo/enter/pass',
    '/demo/limits',
    '/demo/network',
    '/demo/pass',
    '/api/handset/messages',
    ...['receipts', 'replies'].flatMap((what) =>
      ['android', 'twilio', 'handset', 'x'].map((name) => `/api/gateways/${name}/${what}`),
    ),
  ]) {
    for (const body of ['', '{}', '{"to":"+12025550123","from":"x","text":"x"}', '[', '\0']) {
      for (const headers of [
        {},
        signed,
        { ...signed, origin: 'https://evil.example' },
        { ...signed, origin: 'http://[' },
      ]) {
        const { status } = await raw(own, path, { method: 'POST', headers, body })
        expect({ path, body, headers, isRefused: [401, 403, 404, 415].includes(status) }).toMatchObject({
          isRefused: true,
        })
      }
    }
  }
})
