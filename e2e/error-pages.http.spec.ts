import { expect, test } from './support/fixtures'
import { freshPhone } from './support/people'
import { askPlainly } from './support/plain-flows'
import { look, submit } from './support/plain-forms'
import { raw } from './support/raw'
import { expectEveryHeader, expectNeverKept } from './support/response-headers'

const UNKNOWN = '00000000-0000-4000-8000-000000000000'
const BROWSER = {
  accept: 'text/html,application/xhtml+xml,*/*;q=0.8',
  cookie: 'latchkey-browser=AAAAAAAAAAAAAAAAAAAAAA',
}
const FORM = { 'content-type': 'multipart/form-data; boundary=b' }

/** Returns the part of a page that a browser without scripts shows. */
const shown = (html: string) => html.replace(/<(script|style|template|head)\b.*?<\/\1>/gs, '')

const NOT_FOUND = [
  ...['verify', 'sign-up', 'reset-password'].flatMap((page) =>
    [
      UNKNOWN,
      'abc',
      '%00',
      'a%2fb',
      '..%2f..%2faccount',
      '[id]',
      '%E2%80%AE',
      'a'.repeat(2_000),
      `${UNKNOWN}?_rsc=1`,
    ].map((id) => `/${page}/${id}`),
  ),
  ...['abc', '%00', '%2f', '+1', '+12025550123x'].map((phone) => `/handset/${phone}`),
  ...[`/verify/${UNKNOWN}/events`, '/verify/abc/events', '/handset/abc/events'],
  ...['/nowhere', '/a/b/c', '/%00', '/nowhere?_rsc=1', '/404', '/500', '/_error', '/_not-found', '/_global-error'],
  ...['/x/../_global-error', '/api', '/api/x', '/api/gateways/x/receipts', '/api/gateways/x/replies'],
  ...['/_next', '/_next/x', '/_next/static/x.js', '/_next/static/%00', '/_next/data/x.json', '/_next/image?url=x'],
]

const REJECTED = [
  ...['/%', '/verify/%', '/verify/%ff', '/sign-up?x=%ff', '/sign-up?%', '/_next/static/%ff', '*'].map((path) => ({
    status: 400,
    path,
    method: 'GET',
  })),
  { status: 405, path: '/api/handset/messages', method: 'GET' },
  { status: 431, path: `/${'a'.repeat(20_000)}`, method: 'GET' },
]

test('every error that a user can reach has its status and an error page, without scripts and for HEAD too', async ({
  baseURL,
}) => {
  const own = String(baseURL)
  const all = [
    ...NOT_FOUND.map((path) => ({ status: 404, path, method: 'GET' })),
    ...REJECTED,
    { status: 405, path: '/api/health', method: 'POST', headers: FORM },
    { status: 405, path: `/verify/${UNKNOWN}/events`, method: 'POST', headers: FORM },
  ]
  for (const { status, path, method, ...how } of all) {
    const headers = { ...BROWSER, origin: own, ...('headers' in how && how.headers) }
    const answer = await raw(own, path, { ...how, method, headers })
    const what = `${method} ${path.slice(0, 80)} ${JSON.stringify(how)}`
    expect({ what, status: answer.status }).toEqual({ what, status })
    expect(shown(answer.text), what).toMatch(
      /<h1[^>]*>(Page not found|Bad request|Method not allowed|Request too large|Unsupported form)<\/h1>/,
    )
    expect(shown(answer.text), what).toContain('Go to the home page')
    expectEveryHeader(answer.headers, what)
    expectNeverKept(answer.headers, what)
    if (method !== 'GET') continue
    const head = await raw(own, path, { method: 'HEAD', headers })
    expect({ what, status: head.status, text: head.text }).toEqual({
      what,
      status: status === 405 ? 405 : status,
      text: '',
    })
  }
})

test('errors for clients other than browsers are one sentence of plain text', async ({ baseURL }) => {
  const own = String(baseURL)
  for (const [status, path, method] of [
    [404, `/verify/${UNKNOWN}/events`, 'GET'],
    [404, '/_next/static/x.js', 'GET'],
    [404, '/api/gateways/x/receipts', 'POST'],
    [401, '/api/handset/messages', 'POST'],
    [403, '/api/gateways/handset/receipts', 'POST'],
    [405, '/api/health', 'POST'],
    [400, '/%ff', 'GET'],
    [415, '/sign-up', 'POST'],
  ] as const) {
    const answer = await raw(own, path, { method, headers: { origin: own, accept: '*/*' } })
    expect({ path, status: answer.status, type: answer.headers['content-type'] }).toEqual({
      path,
      status,
      type: 'text/plain; charset=utf-8',
    })
    expect(answer.text, path).toMatch(/^[A-Z][^<>]+\.\n$/)
  }
})

test("another browser's verification looks the same as an unknown one, by page, status and headers", async ({
  plainBrowser,
}) => {
  const [owner, other] = [await plainBrowser(), await plainBrowser()]
  await askPlainly(other, freshPhone())
  const foreign = (await askPlainly(owner, freshPhone())).split('/').at(-1) ?? ''
  const seen = async (path: string, id: string) => {
    const { status, headers, html } = await look(other, path.replace('[id]', id))
    const nonce = /nonce-([\w+/=]+)/.exec(headers['content-security-policy'] ?? '')?.[1] ?? ''
    return { status, names: Object.keys(headers).sort(), html: html.replaceAll(id, 'id').replaceAll(nonce, 'nonce') }
  }
  for (const path of ['/verify/[id]', '/verify/[id]/events', '/sign-up/[id]', '/reset-password/[id]'])
    expect(await seen(path, foreign)).toEqual({ ...(await seen(path, UNKNOWN)), status: 404 })
})

test('a form posted to an unknown verification redirects to a 404 page', async ({ plainBrowser }) => {
  const browser = await plainBrowser()
  const path = await askPlainly(browser, freshPhone())
  const posted = await submit(
    browser,
    path,
    'Verify',
    { code: '123456' },
    { change: (data) => data.set('id', UNKNOWN) },
  )
  expect(posted.location).toBe(`/verify/${UNKNOWN}`)
  expect((await look(browser, posted.location ?? '')).status).toBe(404)
})
