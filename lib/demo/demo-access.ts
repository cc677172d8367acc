import { parseCookie } from 'cookie'
import { cookieName } from '@/lib/auth/mode'
import { env } from '@/lib/config/env'
import { derivedKey } from '@/lib/crypto/derived-key'
import { sameSecret } from '@/lib/crypto/same-secret'

// Apart from open-demo.ts, because the HTTP entry runs outside of Next and can't load `next/headers`.

/** Returns the cookie value of a browser that entered the access key. */
export const pass = () => derivedKey(env().authSecret, `demo-access:${env().demoAccessKey ?? ''}`).toString('base64url')

/** Whether a `Cookie` header carries the pass to the demo. Always true for a demo without an access key. */
export function hasDemoAccess(cookieHeader: string | undefined): boolean {
  if (!env().demoAccessKey) return true
  return sameSecret(parseCookie(cookieHeader ?? '')[cookieName('demo')] ?? '', pass())
}

/** Whether this is the demo's access key, compared in constant time. */
export function isAccessKey(key: string): boolean {
  const { demoAccessKey } = env()
  return demoAccessKey !== undefined && sameSecret(key, demoAccessKey)
}
