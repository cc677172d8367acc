import { createHash } from 'node:crypto'
import { cookies } from 'next/headers'
import { browserCookieName, browserCookieOptions, isBrowserToken, newBrowserToken } from './browser-cookie'

const hashOf = (token: string) => createHash('sha256').update(token).digest('base64url')

/** The browser that asks, as verifications know it: the hash of its random cookie (R5); null when it has none. */
export async function browserHash(): Promise<string | null> {
  const token = (await cookies()).get(browserCookieName())?.value
  return isBrowserToken(token) ? hashOf(token) : null
}

/** The same, in an action: a browser without the cookie gets one. */
export async function rememberBrowser(): Promise<string> {
  const known = await browserHash()
  if (known) return known
  const token = newBrowserToken()
  const jar = await cookies()
  jar.set(browserCookieName(), token, browserCookieOptions())
  return hashOf(token)
}
