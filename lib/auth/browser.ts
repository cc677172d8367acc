import { createHash, randomBytes } from 'node:crypto'
import { cookies } from 'next/headers'
import { cookieName, isSecure } from './mode'

const TOKEN_BYTES = 16
const TOKEN = /^[\w-]{22}$/
const KEPT_SECONDS = 30 * 24 * 60 * 60

const hashOf = (token: string) => createHash('sha256').update(token).digest('base64url')

/** The browser that asks, as verifications know it: the hash of its random cookie (R5); null when it has none. */
export async function browserHash(): Promise<string | null> {
  const token = (await cookies()).get(cookieName('browser'))?.value
  return token && TOKEN.test(token) ? hashOf(token) : null
}

/** The same, in an action: a browser without the cookie gets one, 128 bits from the CSPRNG. */
export async function rememberBrowser(): Promise<string> {
  const known = await browserHash()
  if (known) return known
  const token = randomBytes(TOKEN_BYTES).toString('base64url')
  const jar = await cookies()
  jar.set(cookieName('browser'), token, {
    httpOnly: true,
    secure: isSecure(),
    sameSite: 'lax',
    path: '/',
    maxAge: KEPT_SECONDS,
  })
  return hashOf(token)
}
