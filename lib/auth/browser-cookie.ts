import { randomBytes } from 'node:crypto'
import { parseCookie, stringifySetCookie } from 'cookie'
import { cookieName, cookieOptions } from './cookies'

// Apart from browser.ts, because the HTTP entry runs outside of Next and can't load `next/headers`.
const TOKEN_BYTES = 16
const TOKEN = /^[\w-]{22}$/
const KEPT_SECONDS = 30 * 24 * 60 * 60

/** What a browser is known by: 128 bits from the CSPRNG (R5). */
export const newBrowserToken = (): string => randomBytes(TOKEN_BYTES).toString('base64url')

export const isBrowserToken = (value: string | undefined): value is string => value !== undefined && TOKEN.test(value)

export const browserCookieName = (): string => cookieName('browser')

export const browserCookieOptions = () => ({ ...cookieOptions(), maxAge: KEPT_SECONDS })

/**
 * Returns the `Set-Cookie` for a page view of a browser without the cookie, so that its first form submission shows
 * whether it keeps cookies. Undefined when it has one.
 */
export function firstVisitCookie(cookieHeader: string | undefined): string | undefined {
  const name = browserCookieName()
  if (isBrowserToken(parseCookie(cookieHeader ?? '')[name])) return undefined
  return stringifySetCookie(name, newBrowserToken(), browserCookieOptions())
}
