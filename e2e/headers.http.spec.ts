import { expect, test } from './support/fixtures'
import { freshPhone } from './support/people'
import { askPlainly, openAccount, provePlainly } from './support/plain-flows'
import { submit } from './support/plain-forms'
import { raw } from './support/raw'
import { expectEveryHeader, expectNeverKept } from './support/response-headers'
import { PAGES, ROUTES } from './support/sources'

const UNKNOWN_ID = '00000000-0000-4000-8000-000000000000'

/** Values for the dynamic segments of pages and routes. */
const PLACES: Record<string, string> = { '[id]': UNKNOWN_ID, '[phone]': '+12025550123', '[gateway]': 'twilio' }
const filled = (pattern: string) => pattern.replace(/\[\w+\]/g, (place) => PLACES[place] ?? place)

test('every page and route sends all security headers and is not cached', async ({ baseURL }) => {
  expect(PAGES.length + ROUTES.length).toBeGreaterThan(10)
  for (const pattern of [
    ...PAGES,
    ...ROUTES,
    '/no-such-page',
    '/_next/static/no-such.js',
    '/_next/image',
    '/account/',
  ]) {
    for (const method of ['GET', 'HEAD', 'POST', 'PUT']) {
      const path = filled(pattern)
      const headers = { origin: String(baseURL), cookie: 'latchkey-browser=AAAAAAAAAAAAAAAAAAAAAA' }
      const answer = await raw(String(baseURL), path, { method, headers, headOnly: true })
      const what = `${method} ${path} (${answer.status})`
      expect(answer.status, what).toBeLessThan(500)
      expectEveryHeader(answer.headers, what)
      expectNeverKept(answer.headers, what)
    }
  }
})

test('every rejection sends all security headers and is not cached', async ({ baseURL }) => {
  const own = { origin: String(baseURL) }
  const form = { 'content-type': 'multipart/form-data; boundary=b' }
  const refusals = [
    { status: 400, path: '/%ff' },
    { status: 403, path: '/', method: 'POST', headers: { origin: 'null' } },
    { status: 404, path: '/nowhere' },
    { status: 405, path: '/', method: 'DELETE' },
    { status: 405, path: '/api/health', method: 'POST', headers: own },
    { status: 413, path: '/', method: 'POST', headers: { ...own, ...form, 'content-length': '70000' } },
    { status: 415, path: '/', method: 'POST', headers: { ...own, 'next-action': 'x' } },
    { status: 421, path: '/', headers: { host: 'evil.example' } },
  ]
  for (const { status, path, ...how } of refusals) {
    const answer = await raw(String(baseURL), path, { ...how, headOnly: true })
    expect({ path, status: answer.status }).toEqual({ path, status })
    expectEveryHeader(answer.headers, `${status} ${path}`)
    expectNeverKept(answer.headers, `${status} ${path}`)
  }
})

test('pages behind a session, form responses and redirects send all security headers and are not cached', async ({
  plainBrowser,
}) => {
  const browser = await plainBrowser()
  const wrong = await submit(browser, '/sign-up', 'Send code', { country: 'US', phone: '1' })
  const redirected = await submit(browser, '/sign-up', 'Send code', { country: 'US', phone: freshPhone() })
  const pages = ['/account', '/', await provePlainly(browser, freshPhone()), await askPlainly(browser, freshPhone())]
  await openAccount(browser)
  const behind = await Promise.all(pages.map((path) => browser.get(path)))
  expect(behind.map((page) => page.status())).toEqual([200, 200, 200, 200])
  expect([wrong.status, redirected.status]).toEqual([200, 303])
  const heads = [wrong.headers, redirected.headers, ...behind.map((page) => page.headers())]
  heads.push((await browser.get('/account', { headers: { rsc: '1' } })).headers())
  for (const [index, headers] of heads.entries()) {
    expectEveryHeader(headers, `answer ${index}`)
    expectNeverKept(headers, `answer ${index}`)
  }
})

test('public files may be cached, and send all other security headers', async ({ plainBrowser }) => {
  const browser = await plainBrowser()
  const script = /"(\/_next\/static\/[^"]+\.js)"/.exec(await (await browser.get('/')).text())?.[1] ?? ''
  for (const path of [script, '/icon.svg', '/favicon.ico', '/apple-touch-icon.png', '/robots.txt']) {
    const answer = await browser.get(path)
    expect({ path, status: answer.status() }).toEqual({ path, status: 200 })
    expectEveryHeader(answer.headers(), path)
    expect(answer.headers()['cache-control'], path).toMatch(/^public, /)
  }
})
