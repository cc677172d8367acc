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

/**
 * What every response says about how it may be used. The policy is fresh for each request; Next takes the nonce for
 * its scripts from the same header of the request.
 */
export function securityHeaders(
  surroundings: Surroundings,
): Record<string, string> & { 'content-security-policy': string } {
  const nonce = randomBytes(NONCE_BYTES).toString('base64')
  return {
    'content-security-policy': contentSecurityPolicy(nonce, surroundings),
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    // The web's one-time-code interface (WebOTP) may run in our own pages; nothing else is asked for.
    'permissions-policy': 'otp-credentials=(self), camera=(), microphone=(), geolocation=()',
    // `no-referrer` would make browsers post forms with `Origin: null`.
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'x-dns-prefetch-control': 'off',
    // For browsers that don't know frame-ancestors.
    'x-frame-options': surroundings.demo ? 'SAMEORIGIN' : 'DENY',
    ...(surroundings.secure && { 'strict-transport-security': `max-age=${TWO_YEARS_SECONDS}; includeSubDomains` }),
  }
}

function contentSecurityPolicy(nonce: string, { demo, dev }: Surroundings): string {
  return [
    "default-src 'none'",
    // In development React rebuilds server stacks with eval, and styles are injected as they are edited.
    `script-src 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ''}`,
    // A hash would turn 'unsafe-inline' off.
    `style-src 'self' ${dev ? "'unsafe-inline'" : ERROR_PAGE_STYLE}`,
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${dev ? ' ws:' : ''}`,
    "manifest-src 'self'",
    `frame-src ${demo ? "'self'" : "'none'"}`,
    "form-action 'self'",
    "base-uri 'none'",
    // The demo's stage shows the handset in a frame.
    `frame-ancestors ${demo ? "'self'" : "'none'"}`,
    "object-src 'none'",
  ].join('; ')
}
