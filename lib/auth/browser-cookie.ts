import { randomBytes } from 'node:crypto'
import { parseCookie, stringifySetCookie } from 'cookie'
import { cookieName, cookieOptions } from './cookies'

// Separate from browser.ts, because the HTTP entry cannot load `next/headers`.
const TOKEN_BYTES = 16
const TOKEN = /^[\w-]{22}$/
const KEPT_SECONDS = 30 * 24 * 60 * 60

export const newBrowserToken = (): string => randomBytes(TOKEN_BYTES).toString('base64url')

export const isBrowserToken = (value: string | undefined): value is string => value !== undefined && TOKEN.test(value)

export const browserCookieName = (): string => cookieName('browser')

export const browserCookieOptions = () => ({ ...cookieOptions(), maxAge: KEPT_SECONDS })

/** Returns a `Set-Cookie` for browsers without the cookie; their first form submission then reveals blocked cookies. */
export function firstVisitCookie(cookieHeader: string | undefined): string | undefined {
  const name = browserCookieName()
  if (isBrowserToken(parseCookie(cookieHeader ?? '')[name])) return undefined
  return stringifySetCookie(name, newBrowserToken(), browserCookieOptions())
}
