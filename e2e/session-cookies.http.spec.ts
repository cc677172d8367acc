import type { APIRequestContext } from '@playwright/test'
import { expect, test } from './support/fixtures'
import { readCode } from './support/handset'
import { freshPassword, freshPhone } from './support/people'
import { openAccount, WELCOME } from './support/plain-flows'
import { look, submit } from './support/plain-forms'
import { raw } from './support/raw'

const SESSION = 'latchkey-session'
const ASKED_FOR: Record<string, string>[] = [
  {},
  { rsc: '1' },
  { rsc: '1', 'next-router-prefetch': '1' },
  { range: 'bytes=0-9' },
]
const PLANTED = `${SESSION}=planted`

test('a planted invalid session cookie grants nothing, and signing in replaces it', async ({ plainBrowser }) => {
  const { phone, password } = await openAccount(await plainBrowser())
  const browser = await plainBrowser()
  expect((await look(browser, '/account', { cookie: PLANTED })).location).toBe('/sign-in')
  const fields = { country: 'US', phone, password }
  const { location, headers } = await submit(browser, '/sign-in', 'Sign in', fields, { headers: { cookie: PLANTED } })
  expect(location).toBe('/account')
  expect(headers['set-cookie']).toMatch(new RegExp(`^${SESSION}=(?!planted)[\\w.-]{50,}; `, 'm'))
})

test("signing in with another user's session cookie ends that session and starts a new one", async ({
  plainBrowser,
}) => {
  const planter = await plainBrowser()
  await openAccount(planter)
  const cookie = await sessionOf(planter)
  const { phone, password } = await openAccount(await plainBrowser())
  const victim = await plainBrowser()
  const { headers } = await submit(
    victim,
    '/sign-in',
    'Sign in',
    { country: 'US', phone, password },
    { headers: { cookie } },
  )
  expect(headers['set-cookie']).toContain(`${SESSION}=`)
  expect(headers['set-cookie']).not.toContain(cookie)
  expect((await look(planter, '/account')).location).toBe('/sign-in')
})

test('signing out revokes copies of the session cookie, clears the cache and keeps the browser cookie', async ({
  plainBrowser,
  baseURL,
}) => {
  const browser = await plainBrowser()
  await openAccount(browser)
  const cookie = await sessionOf(browser)
  expect((await raw(String(baseURL), '/account', { headers: { cookie } })).status).toBe(200)
  const before = await browserOf(browser)
  const { headers } = await submit(browser, '/account', 'Sign out', { intent: 'sign-out' })
  expect(headers['clear-site-data']).toBe('"cache"')
  expect(await browserOf(browser)).toBe(before)
  const replayed = await raw(String(baseURL), '/account', { headers: { cookie } })
  expect({ status: replayed.status, location: replayed.headers.location }).toEqual({
    status: 307,
    location: '/sign-in',
  })
})

test('an account page is never cached, however it is requested', async ({ plainBrowser }) => {
  const [one, other] = [await plainBrowser(), await plainBrowser()]
  await openAccount(one)
  await openAccount(other)
  for (const browser of [one, other]) {
    for (const headers of ASKED_FOR) {
      const answer = await look(browser, '/account', headers)
      expect(answer.headers['cache-control']).toMatch(/\bno-store\b/)
      expect(answer.headers.etag).toBeUndefined()
    }
  }
})

test('over https every cookie is host-only, HttpOnly, SameSite=Lax and Secure', async ({ ownServer, playwright }) => {
  const server = await ownServer('https', { APP_ORIGIN: 'https://localhost' })
  const { host } = new URL(server.origin)
  const browser = await playwright.request.newContext({ baseURL: server.origin })
  const origin = `https://${host}`
  const phone = freshPhone()
  const asked = await submit(browser, '/sign-up', 'Send code', { country: 'US', phone }, { origin })
  const code = await readCode({ browser, phone })
  const proved = await submit(browser, asked.location ?? '', 'Verify', { code }, { origin })
  const fields = { name: 'Ada', password: freshPassword() }
  const opened = await submit(browser, proved.location ?? '', 'Create account', fields, { origin })
  expect(opened.location).toBe(WELCOME)
  const first = await raw(server.origin, '/', {})
  await browser.dispose()

  const said = [...(first.headers['set-cookie'] ?? []), ...(opened.headers['set-cookie'] ?? '').split('\n')]
  expect(said.map((cookie) => cookie.split('=', 1)[0])).toEqual(
    expect.arrayContaining(['__Host-latchkey-browser', '__Host-latchkey-session']),
  )
  for (const cookie of said) expectStrict(cookie, ['Secure'])
  expect(first.headers['strict-transport-security']).toMatch(/^max-age=\d{8}; includeSubDomains$/)
})

test('every cookie of the demo is host-only, HttpOnly and SameSite=Lax', async ({ plainBrowser, baseURL }) => {
  const browser = await plainBrowser()
  const first = await raw(String(baseURL), '/', {})
  const { phone, password } = await openAccount(browser)
  const fields = { country: 'US', phone, password }
  const signedIn = await submit(await plainBrowser(), '/sign-in', 'Sign in', fields)
  const said = [...(first.headers['set-cookie'] ?? []), ...(signedIn.headers['set-cookie'] ?? '').split('\n')]
  expect(said.length).toBeGreaterThanOrEqual(2)
  for (const cookie of said) expectStrict(cookie, [])
})

function expectStrict(cookie: string, more: string[]) {
  const [name = '', ...attributes] = cookie.split(/;\s*/)
  for (const wanted of ['Path=/', 'HttpOnly', ...more]) expect(attributes, name).toContain(wanted)
  expect(attributes.join(';'), name).toMatch(/SameSite=Lax/i)
  expect(attributes.join(';'), name).not.toMatch(/Domain=/i)
}

type Browser = APIRequestContext

async function cookieOf(browser: Browser, wanted: string) {
  const { cookies } = await browser.storageState()
  return cookies.find(({ name }) => name === wanted)?.value
}

const sessionOf = async (browser: Browser) => `${SESSION}=${await cookieOf(browser, SESSION)}`
const browserOf = (browser: Browser) => cookieOf(browser, 'latchkey-browser')
