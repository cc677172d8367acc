import { randomBytes } from 'node:crypto'
import type { Env } from '@/lib/config/env'
import { ERROR_PAGE_STYLE } from './error-page'

const NONCE_BYTES = 16
const TWO_YEARS_SECONDS = 63_072_000

export type Surroundings = { secure: boolean; demo: boolean; dev: boolean }

export const surroundingsOf = ({ appOrigin, mode }: Env, dev: boolean): Surroundings => ({
  secure: appOrigin.startsWith('https:'),
  demo: mode === 'demo',
  dev,
})

/** Returns the security headers, with a new nonce each time. Next reads it from the same header of the request. */
export function securityHeaders(
  surroundings: Surroundings,
): Record<string, string> & { 'content-security-policy': string } {
  const nonce = randomBytes(NONCE_BYTES).toString('base64')
  return {
    'content-security-policy': contentSecurityPolicy(nonce, surroundings),
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'otp-credentials=(self), camera=(), microphone=(), geolocation=()',
    // `no-referrer` would make browsers post forms with `Origin: null`.
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'x-dns-prefetch-control': 'off',
    'x-frame-options': surroundings.demo ? 'SAMEORIGIN' : 'DENY',
    ...(surroundings.secure && { 'strict-transport-security': `max-age=${TWO_YEARS_SECONDS}; includeSubDomains` }),
  }
}

function contentSecurityPolicy(nonce: string, { demo, dev }: Surroundings): string {
  return [
    "default-src 'none'",
    // In development React needs eval for server stacks, and styles are injected.
    `script-src 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ''}`,
    // A hash would disable 'unsafe-inline'.
    `style-src 'self' ${dev ? "'unsafe-inline'" : ERROR_PAGE_STYLE}`,
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${dev ? ' ws:' : ''}`,
    "manifest-src 'self'",
    `frame-src ${demo ? "'self'" : "'none'"}`,
    "form-action 'self'",
    "base-uri 'none'",
    `frame-ancestors ${demo ? "'self'" : "'none'"}`,
    "object-src 'none'",
  ].join('; ')
}
