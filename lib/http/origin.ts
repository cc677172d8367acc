import type { IncomingMessage } from 'node:http'
import { isSameOrigin } from './hosts'

/**
 * Normalizes variants of our own origin, and the `null` that browsers send for our forms if a proxy sets
 * `Referrer-Policy: no-referrer`. Only `Sec-Fetch-Site: same-origin` makes `null` acceptable: sandboxed frames and
 * other sites send `cross-site`.
 */
export function normalizeOwnOrigin({ headers }: IncomingMessage, own: string): void {
  const isOurs = headers.origin === 'null' && headers['sec-fetch-site'] === 'same-origin'
  if (isOurs || (headers.origin !== undefined && isSameOrigin(headers.origin, own))) headers.origin = own
}

const FOREIGN_SITES = new Set(['cross-site', 'same-site'])

/** Detects CSRF by Origin and Sec-Fetch-Site (OWASP ASVS 5.0 3.5.1). A missing Origin is left to the actions. */
export function isCrossSitePost({ method, headers }: IncomingMessage, own: string): boolean {
  if (method !== 'POST') return false
  const isElsewhere = headers.origin !== undefined && headers.origin !== own
  return isElsewhere || FOREIGN_SITES.has(String(headers['sec-fetch-site']))
}
