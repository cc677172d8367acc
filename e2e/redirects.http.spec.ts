import { expect, test } from './support/fixtures'
import { openAccount } from './support/plain-flows'
import { submit } from './support/plain-forms'
import { raw } from './support/raw'
import { PAGES, ROUTES } from './support/sources'

const EVIL = [
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  'https:evil.example',
  'https://evil.example',
  'https:/evil.example',
  '/%2f%2fevil.example',
  '%2f%2fevil.example',
  '%252f%252fevil.example',
  '/%5cevil.example',
  '/%09/evil.example',
  '/%0d%0aLocation:%20https://evil.example',
  '/%E2%80%A8/evil.example',
  'javascript:alert(1)',
  'data:text/html,x',
  'https://localhost@evil.example',
  '//localhost%40evil.example',
  '/..;/evil.example',
  '/.evil.example',
  '//evil.example/%2e%2e',
  '//evil.example//account/',
]
/** One per way in which a parser could take it for a URL of another host. */
const EVIL_EXAMPLES = [
  '//evil.example',
  '/\\evil.example',
  'https:evil.example',
  '%252f%252fevil.example',
  'javascript:alert(1)',
]
/** Our own parameters first, then common ones of other applications. */
const PARAMETERS = ['wrong', 'reset', 'sent', 'callbackUrl', 'next', 'redirect', 'returnTo', 'url']

const UNKNOWN_ID = '00000000-0000-4000-8000-000000000000'
const filled = (pattern: string) => pattern.replace(/\[\w+\]/g, UNKNOWN_ID)

/** Returns the hosts that a response redirects to, by its headers or a meta refresh. */
function hostOf(origin: string, { headers, text }: Awaited<ReturnType<typeof raw>>): string[] {
  const refresh = /http-equiv="refresh" content="[^"]*url=([^"]*)"/i.exec(text)?.[1]
  const places = [headers.location, String(headers.refresh ?? '').split('url=')[1], refresh]
  return places.filter((place) => place !== undefined).map((place) => new URL(place, origin).host)
}

test('a foreign URL as a path never redirects to its host', async ({ baseURL }) => {
  const origin = String(baseURL)
  for (const evil of EVIL) {
    for (const path of [evil, `/${evil}`, `/account/${evil}`, `${evil}/`, `/api/auth/signin/${evil}`]) {
      const answer = await raw(origin, path)
      const hosts = hostOf(origin, answer).filter((host) => host !== new URL(origin).host)
      expect({ path, hosts, failed: answer.status >= 500 }).toEqual({ path, hosts: [], failed: false })
    }
  }
})

test('no page or route redirects to a foreign URL from its query, cookies or headers', async ({ baseURL }) => {
  const origin = String(baseURL)
  for (const pattern of [
    ...PAGES,
    ...ROUTES.filter((route) => !route.endsWith('/events')),
    '/api/auth/signin',
    '/api/auth/signout',
  ]) {
    for (const evil of EVIL_EXAMPLES) {
      const query = PARAMETERS.map((name) => `${name}=${evil}&${name}=${encodeURIComponent(evil)}`).join('&')
      const cookie = `latchkey-callback-url=${encodeURIComponent(evil)}; authjs.callback-url=${encodeURIComponent(evil)}`
      const headers = { referer: `https://evil.example/${evil}`, cookie, 'x-forwarded-host': 'evil.example' }
      const answer = await raw(origin, `${filled(pattern)}?${query}`, { headers, headOnly: false })
      const hosts = hostOf(origin, answer).filter((host) => host !== new URL(origin).host)
      expect({ pattern, evil, hosts, failed: answer.status >= 500 }).toEqual({
        pattern,
        evil,
        hosts: [],
        failed: false,
      })
    }
  }
})

test('signing in redirects to the account, whatever callback URL next-auth is given', async ({ plainBrowser }) => {
  const { phone, password } = await openAccount(await plainBrowser())
  const fields = { country: 'US', phone, password }
  for (const evil of EVIL.slice(0, 6)) {
    const headers = {
      cookie: `latchkey-callback-url=${encodeURIComponent(evil)}`,
      referer: `https://evil.example/${evil}`,
    }
    const path = `/sign-in?callbackUrl=${encodeURIComponent(evil)}`
    const { location } = await submit(await plainBrowser(), path, 'Sign in', fields, { headers })
    expect({ evil, location }).toEqual({ evil, location: '/account' })
  }
})
