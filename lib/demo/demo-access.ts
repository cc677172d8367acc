import { parseCookie } from 'cookie'
import { cookieName } from '@/lib/auth/cookies'
import { env } from '@/lib/config/env'
import { derivedKey } from '@/lib/crypto/derived-key'
import { sameSecret } from '@/lib/crypto/same-secret'

// Separate from open-demo.ts, because the HTTP server runs outside Next.js and cannot import `next/headers`.

export const pass = () => derivedKey(env().authSecret, `demo-access:${env().demoAccessKey ?? ''}`).toString('base64url')

export function hasDemoAccess(cookieHeader: string | undefined): boolean {
  if (!env().demoAccessKey) return true
  return sameSecret(parseCookie(cookieHeader ?? '')[cookieName('demo')] ?? '', pass())
}

export function isAccessKey(key: string): boolean {
  const { demoAccessKey } = env()
  return demoAccessKey !== undefined && sameSecret(key, demoAccessKey)
}
