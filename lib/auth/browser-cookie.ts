import { randomBytes } from 'node:crypto'
import { cookieName, isSecure } from './mode'

const TOKEN_BYTES = 16
const TOKEN = /^[\w-]{22}$/
const KEPT_SECONDS = 30 * 24 * 60 * 60

/** What a browser is known by: 128 bits from the CSPRNG (R5). */
export const newBrowserToken = (): string => randomBytes(TOKEN_BYTES).toString('base64url')

export const isBrowserToken = (value: string | undefined): value is string => value !== undefined && TOKEN.test(value)

export const browserCookieName = (): string => cookieName('browser')

export const browserCookieOptions = () =>
  ({ httpOnly: true, secure: isSecure(), sameSite: 'lax', path: '/', maxAge: KEPT_SECONDS }) as const

/**
 * The `Set-Cookie` for a page view of a browser that has no cookie yet, so that the first form it sends can tell whether
 * it keeps any. Undefined when it has one.
 */
export function firstVisitCookie(cookieHeader: string | undefined): string | undefined {
  const prefix = `${browserCookieName()}=`
  const given = (cookieHeader ?? '').split(/;\s*/).find((one) => one.startsWith(prefix))
  if (isBrowserToken(given?.slice(prefix.length))) return undefined
  const secure = isSecure() ? '; Secure' : ''
  return `${prefix}${newBrowserToken()}; Path=/; Max-Age=${KEPT_SECONDS}; HttpOnly; SameSite=Lax${secure}`
}
