import { createHash } from 'node:crypto'
import { cookies } from 'next/headers'
import { browserCookieName, browserCookieOptions, isBrowserToken, newBrowserToken } from './browser-cookie'

const hashOf = (token: string) => createHash('sha256').update(token).digest('base64url')

/** Returns the hash of the browser's random cookie (R5), or null if it has none. */
export async function browserHash(): Promise<string | null> {
  const token = (await cookies()).get(browserCookieName())?.value
  return isBrowserToken(token) ? hashOf(token) : null
}

/** Like `browserHash`, but sets a missing cookie. Only in actions. */
export async function rememberBrowser(): Promise<string> {
  const known = await browserHash()
  if (known) return known
  const token = newBrowserToken()
  const jar = await cookies()
  jar.set(browserCookieName(), token, browserCookieOptions())
  return hashOf(token)
}
