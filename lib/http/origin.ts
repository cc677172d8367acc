import type { IncomingMessage } from 'node:http'
import { isSameOrigin } from './hosts'

/**
 * Replaces spellings of our own origin by the usual one, and by it `null`, which browsers send for our own forms where a
 * proxy sets `Referrer-Policy: no-referrer`. Only the browser's word that the form came from our own page lets `null`
 * pass; a sandboxed frame or another site has `Sec-Fetch-Site: cross-site`.
 */
export function nameOwnOrigin({ headers }: IncomingMessage, own: string): void {
  const isOurs = headers.origin === 'null' && headers['sec-fetch-site'] === 'same-origin'
  if (isOurs || (headers.origin !== undefined && isSameOrigin(headers.origin, own))) headers.origin = own
}

/** What browsers say of a post from another site, sister sites among them. */
const FOREIGN_SITES = new Set(['cross-site', 'same-site'])

/**
 * Browsers name the origin of every post, and say whether its page was ours (OWASP ASVS 5.0 3.5.1). Next answers a foreign
 * origin with a failure of its own; one that is missing is left to the actions, which say so on the page.
 */
export function isForeignPost({ method, headers }: IncomingMessage, own: string): boolean {
  if (method !== 'POST') return false
  const isElsewhere = headers.origin !== undefined && headers.origin !== own
  return isElsewhere || FOREIGN_SITES.has(String(headers['sec-fetch-site']))
}
